/** The plugin's geometry, against what must hold for any numbers; test/hosts/figma sees it drawn. */
import {
  type Affine,
  affineApply,
  affineMultiply,
  affineRotate,
  affineScale,
  affineTranslate,
  boundsContain,
  boundsIntersect,
} from '@inlay/shared'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pixelsToNode } from './image-paint.ts'
import { placeTile } from './placement.ts'
import { tidyBounds } from './tidy.ts'
import {
  fromTransform,
  inverseOf,
  keepsRightAngles,
  keepsUpright,
  placingOf,
  toTransform,
} from './transform.ts'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** Turned, mirrored, scaled and moved: what Figma's nesting can make. */
const map = fc
  .record({
    turn: number(0, 7),
    x: number(0.05, 20),
    y: number(0.05, 20),
    mirrored: fc.boolean(),
    left: number(-500, 500),
    top: number(-500, 500),
  })
  .map(({ turn, x, y, mirrored, left, top }) =>
    affineMultiply(
      affineTranslate(left, top),
      affineMultiply(affineRotate(turn), affineScale(mirrored ? -x : x, y)),
    ),
  )

const box = fc.record({
  left: fc.integer({ min: -50, max: 50 }),
  top: fc.integer({ min: -50, max: 50 }),
  width: fc.integer({ min: 1, max: 80 }),
  height: fc.integer({ min: 1, max: 80 }),
})

const near = (one: { x: number; y: number }, other: { x: number; y: number }): void => {
  expect(one.x).toBeCloseTo(other.x, 6)
  expect(one.y).toBeCloseTo(other.y, 6)
}

describe('a node’s place', () => {
  it('has unit axes and covers what the map covers', () => {
    fc.assert(
      fc.property(map, box, ({ ...to }, { width, height }) => {
        const placing = placingOf(to, { width, height })
        const { a, b, c, d } = placing.transform
        expect(Math.hypot(a, b)).toBeCloseTo(1, 9)
        expect(Math.hypot(c, d)).toBeCloseTo(1, 9)
        near(
          affineApply(placing.transform, { x: placing.width, y: placing.height }),
          affineApply(to, { x: width, y: height }),
        )
        near(affineApply(placing.transform, { x: 0, y: 0 }), affineApply(to, { x: 0, y: 0 }))
      }),
    )
  })

  it('is written in two rows and back', () => {
    fc.assert(
      fc.property(map, (to) => {
        expect(fromTransform(toTransform(to))).toEqual(to)
        near(affineApply(affineMultiply(inverseOf(to), to), { x: 3, y: -7 }), { x: 3, y: -7 })
      }),
    )
  })

  it('tells turned from skewed, and upright from turned', () => {
    fc.assert(fc.property(map, keepsRightAngles))
    const skewed: Affine = { a: 1, b: 0, c: 0.1, d: 1, e: 0, f: 0 }
    expect(keepsRightAngles(skewed)).toBe(false)
    expect(keepsUpright(affineRotate(Math.PI / 2))).toBe(true)
    expect(keepsUpright(affineScale(-2, 3))).toBe(true)
    expect(keepsUpright(affineRotate(0.1))).toBe(false)
    expect(() => inverseOf(affineScale(0, 1))).toThrow(RangeError)
  })
})

describe('an image fill', () => {
  const image = { width: 40, height: 20 }
  it.each([
    ['FILL', 0, [0, 0], [-40, 0], [20, 10], [40, 40]],
    ['FIT', 0, [0, 0], [0, 20], [40, 20], [80, 60]],
    // A quarter clockwise: the image's top left corner goes to the top right.
    ['FIT', 90, [0, 0], [60, 0], [40, 20], [20, 80]],
    ['FIT', 180, [0, 0], [80, 60], [40, 20], [0, 20]],
    ['FIT', -90, [0, 0], [20, 80], [40, 20], [60, 0]],
  ] as const)('as %s, turned by %i', (scaleMode, rotation, from, to, from2, to2) => {
    const at = pixelsToNode({ scaleMode, rotation }, image, { width: 80, height: 80 })
    near(affineApply(at, { x: from[0], y: from[1] }), { x: to[0], y: to[1] })
    near(affineApply(at, { x: from2[0], y: from2[1] }), { x: to2[0], y: to2[1] })
  })

  it('as CROP shows just what its transform says', () => {
    // The right half of the image over the whole node (typings: node 0..1 to image 0..1).
    const imageTransform = toTransform({ a: 0.5, b: 0, c: 0, d: 1, e: 0.5, f: 0 })
    const at = pixelsToNode({ scaleMode: 'CROP', imageTransform }, image, { width: 80, height: 80 })
    near(affineApply(at, { x: 20, y: 0 }), { x: 0, y: 0 })
    near(affineApply(at, { x: 40, y: 20 }), { x: 80, y: 80 })
  })

  it('as TILE begins at the top left', () => {
    const at = pixelsToNode({ scaleMode: 'TILE', scalingFactor: 0.5 }, image, {
      width: 9,
      height: 9,
    })
    near(affineApply(at, { x: 40, y: 20 }), { x: 20, y: 10 })
  })
})

describe('a tile of the result', () => {
  it('lies where its pixels are, whatever is cut off it', () => {
    fc.assert(
      fc.property(box, box, map, (tile, seen, to) => {
        const placing = placeTile(tile, seen, to)
        const shown = boundsIntersect(tile, seen)
        if (placing === null || shown === null) {
          expect([placing, shown]).toEqual([null, null])
          return
        }
        // A corner of the rectangle, by way of CROP to the image, is the pixel that is seen there.
        for (const [u, v] of [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ] as const) {
          const crop = fromTransform(placing.imageTransform ?? toTransform(affineScale(1)))
          const inImage = affineApply(crop, { x: u, y: v })
          const pixel = {
            x: tile.left + inImage.x * tile.width,
            y: tile.top + inImage.y * tile.height,
          }
          const corner = { x: u * placing.width, y: v * placing.height }
          near(affineApply(placing.transform, corner), affineApply(to, pixel))
        }
        expect(placing.imageTransform === undefined).toBe(boundsContain(seen, tile))
      }),
    )
  })

  it('is whole where nothing cuts it', () => {
    const tile = { left: -5, top: 2, width: 10, height: 10 }
    expect(placeTile(tile, null, affineScale(2))).toMatchObject({
      width: 20,
      imageTransform: undefined,
      transform: { a: 1, e: -10, f: 4 },
    })
  })
})

describe('the edges of a box', () => {
  it('that miss a whole pixel by rounding errors only are that pixel’s', () => {
    const seen = { left: 0.4, top: 2.0004, width: 30.2, height: 10.00001 }
    const { left, top, width, height } = tidyBounds(seen)
    expect([left, top, height]).toEqual([0.4, 2, 10])
    expect(width).toBeCloseTo(30.2, 9)
  })
})
