import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bounds,
  boundsContain,
  boundsGap,
  boundsOverlap,
  boundsUnion,
} from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { maskClusters } from './clusters.ts'
import { anyMask, drawMask, emptyMask, maskAt, maskFrom, misaligned } from './masks.fixture.ts'

/** Flood fill and pairwise merging. */
const slowClusters = (mask: Mask, gap: number): Bounds[] => {
  const seen = new Set<number>()
  const boxes: Bounds[] = []
  for (let start = 0; start < mask.data.length; start++) {
    if (mask.data[start] === 0 || seen.has(start)) continue
    const queue = [start]
    seen.add(start)
    let box: Bounds | null = null
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const x = at % mask.width
      const y = Math.floor(at / mask.width)
      const pixel = { left: x, top: y, width: 1, height: 1 }
      box = box === null ? pixel : boundsUnion(box, pixel)
      for (let v = y - 1; v <= y + 1; v++) {
        for (let u = x - 1; u <= x + 1; u++) {
          const next = v * mask.width + u
          if (maskAt(mask, u, v) > 0 && !seen.has(next)) {
            seen.add(next)
            queue.push(next)
          }
        }
      }
    }
    if (box !== null) boxes.push(box)
  }
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const a = boxes[i]!
      const b = boxes[j]!
      if (boundsGap(a, b) < gap || boundsOverlap(a, b)) {
        boxes.splice(j, 1)
        boxes[i] = boundsUnion(a, b)
        i = -1
        break
      }
    }
  }
  return boxes.sort((a, b) => a.top - b.top || a.left - b.left)
}

describe('maskClusters', () => {
  it.each([
    ['diagonal pixels are one', drawMask('#.', '.#'), 0, 1],
    ['the other diagonal too', drawMask('.#', '#.'), 0, 1],
    ['a free column parts them', drawMask('#.#'), 0, 2],
    ['a free column is nearer than 2', drawMask('#.#'), 2, 1],
    ['and not nearer than 1', drawMask('#.#'), 1, 2],
    ['a U is one region', drawMask('#.#', '#.#', '###'), 0, 1],
    [
      'a ring and the dot in it overlap',
      drawMask('#####', '#...#', '#.#.#', '#...#', '#####'),
      0,
      1,
    ],
    ['nothing is none', emptyMask(4, 4), 9, 0],
  ])('%s', (_, mask, gap, count) => {
    expect(maskClusters(mask, gap)).toHaveLength(count)
  })

  it('gives two far holes two boxes, in reading order', () => {
    const mask = maskFrom(200, 50, (x, y) => (y > 20 && y < 30 && (x < 9 || x > 180) ? 9 : 0))
    expect(maskClusters(mask, 64)).toEqual([
      { left: 0, top: 21, width: 9, height: 9 },
      { left: 181, top: 21, width: 19, height: 9 },
    ])
    expect(maskClusters(mask, 173)).toHaveLength(1)
  })

  it('agrees with flood fill and pairwise merging', () => {
    fc.assert(
      fc.property(
        anyMask(24),
        fc.oneof(fc.nat({ max: 6 }), fc.double({ min: 0, max: 4, noNaN: true })),
        fc.nat({ max: 3 }),
        (mask, gap, offset) => {
          expect(maskClusters(misaligned(mask, offset), gap)).toEqual(slowClusters(mask, gap))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('holds every painted pixel in exactly one box', () => {
    fc.assert(
      fc.property(anyMask(24), fc.nat({ max: 4 }), (mask, gap) => {
        const boxes = maskClusters(mask, gap)
        mask.data.forEach((value, i) => {
          if (value === 0) return
          const pixel = {
            left: i % mask.width,
            top: Math.floor(i / mask.width),
            width: 1,
            height: 1,
          }
          expect(boxes.filter((box) => boundsContain(box, pixel))).toHaveLength(1)
        })
      }),
    )
  })
})
