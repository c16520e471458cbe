/** Flat skies and walls, and holes in them: where a shifted colour shows first. */
import type { Mask } from '@inlay/shared'
import { randomFrom } from '../quality/random.ts'
import type { Rgb } from '../quality/types.ts'

export interface Scene {
  readonly name: string
  readonly image: Rgb
  readonly hole: Mask
}

const WIDTH = 256
const HEIGHT = 192

const sceneOf = (
  name: string,
  colourAt: (x: number, y: number) => readonly [number, number, number],
  noise: number,
): Scene => {
  const random = randomFrom(name)
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  const hole = new Uint8Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const i = y * WIDTH + x
      const colour = colourAt(x, y)
      const grain = noise * (random.next() + random.next() + random.next() - 1.5)
      for (let c = 0; c < 3; c++) {
        data[i * 3 + c] = Math.round(Math.min(Math.max(colour[c]! + grain, 0), 255))
      }
      const [dx, dy] = [(x - WIDTH / 2) / 50, (y - HEIGHT / 2) / 38]
      if (dx * dx + dy * dy < 1) hole[i] = 255
    }
  }
  return {
    name,
    image: { width: WIDTH, height: HEIGHT, channels: 3, data },
    hole: { width: WIDTH, height: HEIGHT, data: hole },
  }
}

export const flatScenes = (): Scene[] => [
  sceneOf('clear sky', (x, y) => [96 + 0.12 * y, 150 + 0.1 * y, 214 - 0.02 * x], 1.5),
  sceneOf('evening sky', (_, y) => [210 - 0.1 * y, 140 + 0.12 * y, 110 + 0.2 * y], 2),
  sceneOf('grey wall', (x) => [172 + 0.03 * x, 170 + 0.03 * x, 164 + 0.03 * x], 5),
  sceneOf('yellow plaster', () => [205, 178, 120], 8),
]
