import { expect, test } from 'vitest'
import { drawIcon } from './draw.ts'
import { toIconResource } from './ico.ts'

test('a bitmap from the bottom up, blue first, as high as picture and mask', () => {
  const pixels = drawIcon('attention', 'dark', 16)
  const bytes = toIconResource(pixels)
  const header = new DataView(bytes.buffer)
  expect(bytes).toHaveLength(40 + 16 * 16 * 4 + 4 * 16)
  expect([header.getInt32(4, true), header.getInt32(8, true)]).toEqual([16, 32])
  for (const [x, y] of [
    [3, 4],
    [11, 11],
    [0, 15],
  ] as const) {
    const [r, g, b, a] = pixels.rgba.slice((y * 16 + x) * 4)
    const at = 40 + ((15 - y) * 16 + x) * 4
    expect([...bytes.slice(at, at + 4)]).toEqual([b, g, r, a])
  }
})
