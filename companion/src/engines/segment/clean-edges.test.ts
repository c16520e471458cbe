import type { PixelImage } from '@inlay/shared'
import { expect, it } from 'vitest'
import type { Plane } from '../neural/planes.ts'
import { cleanEdges } from './clean-edges.ts'

const never = new AbortController().signal

const [WIDTH, HEIGHT] = [600, 420]

/** A slanted border, red on the left and blue on the right, with a little noise. */
const isLeft = (x: number, y: number): boolean => x < 250 + y * 0.37

const scene = (channels: 3 | 4 = 3): PixelImage => {
  const data = new Uint8Array(WIDTH * HEIGHT * channels)
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const noise = (Math.imul(i, 2654435761) >>> 28) - 8
    const left = isLeft(i % WIDTH, Math.floor(i / WIDTH))
    data.set([(left ? 190 : 40) + noise, 60 + noise, (left ? 50 : 170) + noise], i * channels)
    if (channels === 4) data[i * 4 + 3] = 255
  }
  return { width: WIDTH, height: HEIGHT, channels, data }
}

/** The same border at an eighth of the size, as blocks. */
const coarse = (): Plane => {
  const [width, height] = [WIDTH / 8, Math.ceil(HEIGHT / 8)]
  const data = Float32Array.from({ length: width * height }, (_, i) =>
    isLeft((i % width) * 8 + 4, Math.floor(i / width) * 8 + 4) ? 1 : 0,
  )
  return { width, height, data }
}

it('finds the picture’s own border again where the selection is eight times coarser', async () => {
  const { data } = await cleanEdges(scene(), coarse(), never)
  let wrong = 0
  for (let i = 0; i < data.length; i++) {
    const right = isLeft(i % WIDTH, Math.floor(i / WIDTH)) ? 255 : 0
    if (Math.abs(data[i]! - right) > 64) wrong++
  }
  // The blocks themselves are wrong at about two pixels a row.
  expect(wrong / HEIGHT).toBeLessThan(0.5)
})

it('gives the same bytes whatever the tiles', async () => {
  const whole = await cleanEdges(scene(), coarse(), never, 4096)
  for (const side of [64, 100, 256]) {
    const tiled = await cleanEdges(scene(), coarse(), never, side)
    const apart = tiled.data.filter((value, i) => Math.abs(value - whole.data[i]!) > 1).length
    expect([side, apart]).toEqual([side, 0])
  }
})

it('leaves what is surely in at 255 and what is surely out at 0', async () => {
  const { data } = await cleanEdges(scene(), coarse(), never)
  let wrong = 0
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const far = x - (250 + y * 0.37)
      const value = data[y * WIDTH + x]!
      if ((far < -60 && value !== 255) || (far > 60 && value !== 0)) wrong++
    }
  }
  expect(wrong).toBe(0)
})

it('never selects what is transparent', async () => {
  const image = scene(4)
  for (let i = 0; i < 50 * WIDTH; i++) image.data[4 * i + 3] = 0
  const { data } = await cleanEdges(image, coarse(), never)
  expect(data.subarray(0, 50 * WIDTH).every((value) => value === 0)).toBe(true)
  expect(data[60 * WIDTH]).toBe(255)
})
