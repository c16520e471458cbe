import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as z from '@inlay/shared/zod'
import { describe, expect, it } from 'vitest'
import { canny } from './canny.ts'
import { depthHint, drawingHint, givenHint, inpaintHint, scribbleHint } from './hints.ts'

const FIXTURE = fileURLToPath(
  new URL('../../../../../test/fixtures/diffusion/extras/canny.json', import.meta.url),
)
const photo = z
  .object({
    width: z.number(),
    height: z.number(),
    rgb: z.string(),
    edges: z.array(z.object({ low: z.number(), high: z.number(), edges: z.string() })),
  })
  .parse(JSON.parse(await readFile(FIXTURE, 'utf8')))

const picture = {
  width: photo.width,
  height: photo.height,
  data: new Uint8Array(Buffer.from(photo.rgb, 'base64')),
}

describe('canny', () => {
  it.each(photo.edges)(
    'is cv2.Canny(rgb, $low, $high), pixel for pixel',
    ({ low, high, edges }) => {
      const bits = Buffer.from(edges, 'base64')
      const want = Uint8Array.from({ length: photo.width * photo.height }, (_, i) =>
        (bits[i >> 3]! >> (7 - (i & 7))) & 1 ? 255 : 0,
      )
      expect(want.filter((value) => value > 0).length).toBeGreaterThan(500)
      expect(canny(picture, low, high)).toEqual(want)
    },
  )
})

const flat = (width: number, height: number, values: readonly number[]) => ({
  width,
  height,
  data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
})

describe('hints', () => {
  it('an inpaint hint is the picture, and -1 in the hole', () => {
    const image = givenHint(flat(2, 1, [255, 51]))
    const mask = { width: 2, height: 1, channels: 1, data: Float32Array.of(0.5, 1) }
    expect([...inpaintHint(image, mask).data]).toEqual([1, -1, 1, -1, 1, -1])
  })

  it('a drawing is white lines on black, whichever way round it came', () => {
    const white = [0, 1, 0, 0].flatMap((value) => [value, value, value])
    const planes = Float32Array.from({ length: 12 }, (_, i) => (i % 4 === 1 ? 1 : 0))
    expect(white.length).toBe(planes.length)
    expect(drawingHint(flat(4, 1, [250, 10, 255, 240])).data).toEqual(planes)
    expect(drawingHint(flat(4, 1, [5, 245, 0, 15])).data).toEqual(planes)
  })

  it('depth fills its range, and is nothing where there is none', () => {
    expect([...depthHint(2, 1, Float32Array.of(4, 2)).data.subarray(0, 2)]).toEqual([1, 0])
    expect([...depthHint(2, 1, Float32Array.of(3, 3)).data]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('a scribble is of coarse shapes alone, with lines as thick as a pen’s', () => {
    const side = 512
    const scene = new Uint8Array(side * side * 3)
    for (let i = 0; i < side * side; i++) {
      const [x, y] = [i % side, Math.floor(i / side)]
      // A dark half, a light half, and a fine checker of both over all of it.
      const value = (x < side / 2 ? 60 : 190) + ((x + y) % 2 === 0 ? 20 : -20)
      scene.fill(value, i * 3, i * 3 + 3)
    }
    const { data } = scribbleHint({ width: side, height: side, data: scene })
    const row = data.subarray(256 * side, 257 * side)
    const lit = [...row.keys()].filter((x) => row[x] === 1)
    expect(lit.length).toBeGreaterThanOrEqual(3)
    expect(lit.length).toBeLessThanOrEqual(8)
    expect(lit.every((x) => Math.abs(x - side / 2) < 8)).toBe(true)
  })
})
