/** Thumbnails keep the shape and the colours of their picture, in 8 bits. */
import { expect, test } from 'vitest'
import { shrink } from './shrink.ts'

/** Left half one colour, right half another. */
const halves = <T extends Uint8Array | Uint16Array>(
  data: T,
  [width, height, channels]: readonly [number, number, number],
  colours: readonly [readonly number[], readonly number[]],
): T => {
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) {
      data[i * channels + c] = colours[i % width < width / 2 ? 0 : 1][c]!
    }
  }
  return data
}

test.each([3, 4] as const)('%i channels of 16 bits become 8, to scale', async (channels) => {
  const colours = [
    [0, 32896, 65535, 65535],
    [65535, 0, 12850, 32896],
  ] as const
  const data = halves(new Uint16Array(400 * 100 * channels), [400, 100, channels], colours)
  const small = await shrink({ width: 400, height: 100, channels, data }, 40)
  expect(small).toMatchObject({ width: 40, height: 10, channels })
  const at = (x: number) => [...small.data.subarray(x * channels, (x + 1) * channels)]
  expect(small.data).toBeInstanceOf(Uint8Array)
  for (const [x, colour] of [
    [5, colours[0]],
    [35, colours[1]],
  ] as const) {
    const off = at(x).map((value, c) => Math.abs(value - colour[c]! / 257))
    expect(Math.max(...off)).toBeLessThanOrEqual(1)
  }
})

test.each([1, 2] as const)('%i channels stay grey', async (channels) => {
  const data = halves(
    new Uint8Array(90 * 300 * channels),
    [90, 300, channels],
    [
      [10, 255],
      [240, 255],
    ],
  )
  const small = await shrink({ width: 90, height: 300, channels, data }, 100)
  expect([small.width, small.height, small.channels]).toEqual([30, 100, channels])
  expect([small.data[0], small.data[29 * channels]]).toEqual([10, 240])
})

test('what is small already stays as it is', async () => {
  const data = halves(
    new Uint8Array(8 * 6 * 3),
    [8, 6, 3],
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  )
  const small = await shrink({ width: 8, height: 6, channels: 3, data }, 480)
  expect([small.width, small.height, [...small.data]]).toEqual([8, 6, [...data]])
})
