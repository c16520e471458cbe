/** A mask is seen on whatever lies under it, and its alpha is the mask. */
import { describe, expect, it } from 'vitest'
import { VEILS, veilFor, veilPixels } from './veil.ts'

describe('the veil', () => {
  it('has a colour that the picture has not', () => {
    const pictureOf = (...colour: readonly number[]) =>
      Array.from({ length: 64 }, () => [...colour, 255]).flat()
    expect(veilFor(pictureOf(120, 120, 120))).toBe(VEILS[0])
    expect(veilFor(pictureOf(240, 30, 110))).toBe(VEILS[1])
    expect(veilFor([...pictureOf(240, 30, 110), ...pictureOf(10, 180, 250)])).toBe(VEILS[2])
  })

  it('is as dense as the mask, white only where it crosses half', () => {
    const width = 8
    const row = [0, 0, 40, 130, 255, 255, 0, 0]
    const mask = { width, height: 3, data: Uint8Array.from([...row, ...row, ...row]) }
    const pixels = veilPixels(mask, VEILS[0]!)
    expect(pixels).toHaveLength((width - 2) * 4)
    const at = (x: number) => [...pixels.subarray(x * 4 - 4, x * 4)]
    expect(row.slice(1, -1).map((_, i) => at(i + 1)[3])).toEqual(row.slice(1, -1))
    expect(at(2)).toEqual([255, 45, 120, 40])
    expect(at(3)).toEqual([255, 255, 255, 130])
    expect(at(4)).toEqual([255, 45, 120, 255])
    expect(at(5)).toEqual([255, 255, 255, 255])
  })
})
