import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bounds,
  boundsClamp,
  boundsContain,
  boundsContainPoint,
  boundsEqual,
  boundsFromEdges,
  boundsGap,
  boundsGrow,
  boundsIntersect,
  boundsMoveInside,
  boundsOf,
  boundsOverlap,
  boundsRoundOut,
  boundsShrink,
  boundsTranslate,
  boundsUnion,
  boundsUnionAll,
} from './bounds.ts'

const box = (left: number, top: number, width: number, height: number): Bounds => ({
  left,
  top,
  width,
  height,
})

const small = fc.integer({ min: -20, max: 20 })
const side = fc.integer({ min: 1, max: 20 })
const anyBox = fc.tuple(small, small, side, side).map((numbers) => box(...numbers))
const extent = fc.record({ width: side, height: side })

/** The pixels of a box, for comparing with sets. */
const pixels = (bounds: Bounds | null): Set<string> => {
  const set = new Set<string>()
  if (bounds === null) return set
  for (let y = bounds.top; y < bounds.top + bounds.height; y++) {
    for (let x = bounds.left; x < bounds.left + bounds.width; x++) set.add(`${x},${y}`)
  }
  return set
}

describe('bounds', () => {
  it.each([
    ['apart', box(0, 0, 2, 2), box(5, 0, 2, 2), null],
    ['touching sides', box(0, 0, 2, 2), box(2, 0, 2, 2), null],
    ['touching corners', box(0, 0, 2, 2), box(2, 2, 2, 2), null],
    ['overlapping', box(0, 0, 4, 4), box(2, 1, 9, 2), box(2, 1, 2, 2)],
    ['nested', box(0, 0, 9, 9), box(3, 3, 1, 1), box(3, 3, 1, 1)],
    ['the same', box(1, 2, 3, 4), box(1, 2, 3, 4), box(1, 2, 3, 4)],
  ])('intersects boxes %s', (_, a, b, both) => {
    expect(boundsIntersect(a, b)).toEqual(both)
    expect(boundsIntersect(b, a)).toEqual(both)
    expect(boundsOverlap(a, b)).toBe(both !== null)
  })

  it('agrees with sets of pixels', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        const [ofA, ofB] = [pixels(a), pixels(b)]
        const both = new Set([...ofA].filter((pixel) => ofB.has(pixel)))
        expect(pixels(boundsIntersect(a, b))).toEqual(both)
        expect(boundsContain(a, b)).toBe(both.size === ofB.size)
        const union = boundsUnion(a, b)
        expect(boundsContain(union, a) && boundsContain(union, b)).toBe(true)
        expect(boundsEqual(a, b)).toBe(both.size === ofA.size && both.size === ofB.size)
      }),
    )
  })

  it('takes the union of many, and of none', () => {
    expect(boundsUnionAll([])).toBeNull()
    expect(boundsUnionAll([box(0, 0, 1, 1), box(9, -3, 1, 1), box(4, 4, 2, 2)])).toEqual(
      box(0, -3, 10, 9),
    )
  })

  it('grows and shrinks back', () => {
    fc.assert(
      fc.property(anyBox, fc.nat({ max: 9 }), (bounds, by) => {
        expect(boundsShrink(boundsGrow(bounds, by), by)).toEqual(bounds)
      }),
    )
    expect(boundsShrink(box(0, 0, 4, 9), 2)).toBeNull()
    expect(boundsShrink(box(0, 0, 5, 9), 2)).toEqual(box(2, 2, 1, 5))
  })

  it.each([
    ['inside', box(1, 1, 2, 2), box(1, 1, 2, 2)],
    ['over the top left', box(-2, -3, 5, 5), box(0, 0, 3, 2)],
    ['over the bottom right', box(8, 4, 5, 5), box(8, 4, 2, 1)],
    ['all around', box(-9, -9, 99, 99), box(0, 0, 10, 5)],
    ['outside', box(10, 0, 3, 3), null],
  ])('clamps a box that lies %s', (_, bounds, clamped) => {
    expect(boundsClamp(bounds, { width: 10, height: 5 })).toEqual(clamped)
  })

  it('moves a box inside without cutting it', () => {
    expect(boundsMoveInside(box(-3, 7, 4, 4), { width: 10, height: 9 })).toEqual(box(0, 5, 4, 4))
    expect(boundsMoveInside(box(-3, 7, 40, 4), { width: 10, height: 9 })).toEqual(box(0, 5, 10, 4))
    fc.assert(
      fc.property(anyBox, extent, (bounds, size) => {
        const moved = boundsMoveInside(bounds, size)
        expect(boundsContain(boundsOf(size), moved)).toBe(true)
        expect(moved.width).toBe(Math.min(bounds.width, size.width))
        if (boundsContain(boundsOf(size), bounds)) expect(moved).toEqual(bounds)
      }),
    )
  })

  it('knows the points it holds: the first column and row, not those after the last', () => {
    const bounds = box(2, 3, 4, 5)
    expect(boundsContainPoint(bounds, { x: 2, y: 3 })).toBe(true)
    expect(boundsContainPoint(bounds, { x: 5.99, y: 7.99 })).toBe(true)
    expect(boundsContainPoint(bounds, { x: 6, y: 3 })).toBe(false)
    expect(boundsContainPoint(bounds, { x: 2, y: 8 })).toBe(false)
  })

  it.each([
    [box(0, 0, 2, 2), box(5, 0, 2, 2), 3],
    [box(0, 0, 2, 2), box(0, 9, 2, 2), 7],
    [box(0, 0, 2, 2), box(4, 9, 2, 2), 7],
    [box(0, 0, 2, 2), box(2, 2, 2, 2), 0],
    [box(0, 0, 9, 9), box(2, 2, 2, 2), 0],
  ])('measures the gap between boxes', (a, b, gap) => {
    expect(boundsGap(a, b)).toBe(gap)
    expect(boundsGap(b, a)).toBe(gap)
  })

  it('parts two boxes exactly as long as their gap allows', () => {
    fc.assert(
      fc.property(anyBox, anyBox, fc.nat({ max: 9 }), (a, b, by) => {
        const meet = boundsOverlap(boundsGrow(a, by), boundsGrow(b, by))
        expect(meet).toBe(boundsGap(a, b) < 2 * by || boundsOverlap(a, b))
      }),
    )
  })

  it('moves, and rounds outward', () => {
    expect(boundsTranslate(box(1, 2, 3, 4), -5, 6)).toEqual(box(-4, 8, 3, 4))
    expect(boundsRoundOut(boundsFromEdges(-0.2, 1, 3.1, 3.9))).toEqual(box(-1, 1, 5, 3))
    expect(boundsRoundOut(box(1, 2, 3, 4))).toEqual(box(1, 2, 3, 4))
  })
})
