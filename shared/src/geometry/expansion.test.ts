import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANCHORS, ASPECT, extentWithin, marginsToRatio, ratioOf } from './expansion.ts'

const side = fc.integer({ min: 1, max: 12_000 })
const part = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map(String),
  fc.integer({ min: 1, max: 999 }).map((n) => String(n / 100)),
)
const aspect = fc.tuple(part, part).map(([width, height]) => `${width}:${height}`)

describe('marginsToRatio', () => {
  it('gives the shape within a pixel, never less than the picture, and grows one side only', () => {
    fc.assert(
      fc.property(
        side,
        side,
        aspect,
        fc.constantFrom(...ANCHORS),
        (width, height, text, anchor) => {
          expect(text).toMatch(ASPECT)
          const ratio = ratioOf(text)
          const margins = marginsToRatio({ width, height }, ratio, anchor)
          const grown = extentWithin({ width, height }, margins)
          for (const pixels of Object.values(margins)) {
            expect(Number.isInteger(pixels) && pixels >= 0).toBe(true)
          }
          const across = margins.left + margins.right
          const down = margins.top + margins.bottom
          expect(Math.min(across, down)).toBe(0)
          const off = Math.min(
            Math.abs(grown.width - grown.height * ratio),
            Math.abs(grown.height - grown.width / ratio),
          )
          expect(off).toBeLessThanOrEqual(0.5 + 1e-6)
          // What has the shape already is left alone.
          const again = marginsToRatio(grown, ratio, anchor)
          const more = extentWithin(grown, again)
          expect(more.width - grown.width + more.height - grown.height).toBeLessThanOrEqual(
            Math.max(ratio, 1 / ratio),
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('keeps the picture where the anchor says', () => {
    fc.assert(
      fc.property(
        side,
        side,
        aspect,
        fc.constantFrom(...ANCHORS),
        (width, height, text, anchor) => {
          const margins = marginsToRatio({ width, height }, ratioOf(text), anchor)
          if (anchor.includes('left')) expect(margins.left).toBe(0)
          else if (anchor.includes('right')) expect(margins.right).toBe(0)
          else expect([0, 1]).toContain(margins.right - margins.left)
          if (anchor.includes('top')) expect(margins.top).toBe(0)
          else if (anchor.includes('bottom')) expect(margins.bottom).toBe(0)
          else expect([0, 1]).toContain(margins.bottom - margins.top)
        },
      ),
    )
  })

  it.each([
    [[1000, 1000], '16:9', 'centre', [389, 0, 389, 0]],
    [[1000, 1000], '16:9', 'left', [0, 0, 778, 0]],
    [[1000, 1000], '9:16', 'bottom-right', [0, 778, 0, 0]],
    [[1920, 1080], '16:9', 'centre', [0, 0, 0, 0]],
    [[1920, 1080], '1:1', 'top', [0, 0, 0, 840]],
    [[1000, 500], '2.39:1', 'right', [195, 0, 0, 0]],
    [[3, 2], '1:1', 'centre', [0, 0, 0, 1]],
  ] as const)('%j to %s, %s', ([width, height], text, anchor, [left, top, right, bottom]) => {
    const margins = marginsToRatio({ width, height }, ratioOf(text), anchor)
    expect(margins).toEqual({ left, top, right, bottom })
  })
})

describe('ASPECT', () => {
  it.each(['16:9', '1:1', '2.39:1', '0.8:1', '1:1.91', '99999:1'])('takes %s', (text) => {
    expect(text).toMatch(ASPECT)
    expect(ratioOf(text)).toBeGreaterThan(0)
  })

  it.each([
    '16/9',
    '16x9',
    '0:1',
    '1:0',
    '0.0:1',
    '-1:1',
    '1:',
    '16:9:1',
    ' 1:1',
    '1e3:1',
    '100000:1',
  ])('refuses %s', (text) => {
    expect(text).not.toMatch(ASPECT)
  })
})
