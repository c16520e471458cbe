import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mask } from '../pixels.ts'
import { anyMask, drawMask, emptyMask, fillBounds, maskAt, maskFrom } from './masks.fixture.ts'
import { splitThin } from './thin.ts'

const sum = (mask: Mask | null): number => mask?.data.reduce((a, b) => a + b, 0) ?? 0

/** The slow way: regions by flooding, compact where some whole square of the region's pixels fits. */
const bruteCompact = (mask: Mask, half: number): Mask => {
  const out = emptyMask(mask.width, mask.height)
  const seen = new Set<number>()
  for (let start = 0; start < mask.data.length; start++) {
    if (mask.data[start] === 0 || seen.has(start)) continue
    const region = [start]
    seen.add(start)
    for (const at of region) {
      for (const [dx, dy] of [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [x, y] as const))) {
        const x = (at % mask.width) + dx
        const y = Math.floor(at / mask.width) + dy
        const next = y * mask.width + x
        if (maskAt(mask, x, y) === 0 || seen.has(next)) continue
        seen.add(next)
        region.push(next)
      }
    }
    const fits = region.some((at) => {
      for (let dy = -half; dy <= half; dy++) {
        for (let dx = -half; dx <= half; dx++) {
          if (maskAt(mask, (at % mask.width) + dx, Math.floor(at / mask.width) + dy) === 0)
            return false
        }
      }
      return true
    })
    if (fits) for (const at of region) out.data[at] = mask.data[at]!
  }
  return out
}

describe('splitThin', () => {
  it('takes a region whole: a thin tail stays with its compact head', () => {
    const mask = drawMask(
      '###.......',
      '###.......',
      '####......',
      '....#.....',
      '.....##...',
      '..........',
      '##........',
      '##...++...',
    )
    const { thin, compact } = splitThin(mask, 1)
    expect(thin).toEqual(
      drawMask(
        '..........',
        '..........',
        '..........',
        '..........',
        '..........',
        '..........',
        '##........',
        '##...++...',
      ),
    )
    expect(sum(compact)).toBe(13 * 255)
  })

  it('knows a square of 2 half + 1 from one that is a row short', () => {
    const square = (height: number): Mask => {
      const mask = emptyMask(40, 40)
      fillBounds(mask, { left: 4, top: 6, width: 25, height }, 255)
      return mask
    }
    expect(splitThin(square(24), 12).compact).toBeNull()
    expect(splitThin(square(25), 12).thin).toBeNull()
  })

  it('hands back the mask itself when all of it is of one kind', () => {
    const line = maskFrom(50, 50, (x, y) => (x === y ? 9 : 0))
    expect(splitThin(line, 2).thin).toBe(line)
    const block = maskFrom(50, 50, (x, y) => (x > 10 && y > 10 ? 255 : 0))
    expect(splitThin(block, 2).compact).toBe(block)
  })

  it('agrees with flooding and trying every square', () => {
    fc.assert(
      fc.property(anyMask(), fc.nat({ max: 3 }), (mask, half) => {
        const { thin, compact } = splitThin(mask, half)
        const expected = bruteCompact(mask, half)
        expect(compact?.data ?? new Uint8Array(mask.data.length)).toEqual(expected.data)
        const rest = mask.data.map((value, i) => (expected.data[i] === 0 ? value : 0))
        expect(thin?.data ?? new Uint8Array(mask.data.length)).toEqual(rest)
      }),
    )
  })
})
