import { boundsBottom, boundsContain, boundsRight } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contextCrops } from './context.ts'
import { makeSampleArea, patchesIn } from './sample-area.ts'
import { reachSample } from './sample-window.ts'
import { box, boxMask, noisePicture } from './testing/pictures.ts'

const CANVAS = noisePicture(1200, 900, 1)
const hole = { bounds: box(100, 100, 60, 60), mask: boxMask(60, 60, [box(0, 0, 60, 60)]) }
const areaOf = (...boxes: ReturnType<typeof box>[]) =>
  makeSampleArea(boxMask(1200, 900, boxes), hole, CANVAS)

describe('reachSample', () => {
  const window = box(0, 0, 300, 300)
  const reach = (pixels: number) => ({
    window,
    own: hole.bounds,
    hole: pixels,
    known: 300 * 300 - 60 * 60,
  })

  it('leaves a window alone that holds enough', () => {
    const area = areaOf(box(0, 0, 1200, 900))
    expect(reachSample(reach(3600), area)).toEqual(window)
    // More is wanted than the window has, but what is kept out is not what it lacks.
    const all = areaOf(box(0, 0, 1200, 100), box(0, 0, 200, 900))
    expect(reachSample(reach(90_000), all)).toEqual(window)
  })

  it('reaches a sample area that lies far from the hole, and no farther', () => {
    const far = box(1000, 700, 100, 80)
    const reached = reachSample(reach(3600), areaOf(far))
    expect(boundsContain(reached, far)).toBe(true)
    expect(boundsRight(reached)).toBeLessThan(1100 + 32)
    expect(boundsBottom(reached)).toBeLessThan(780 + 32)
  })

  it('takes the nearer of two when that is enough', () => {
    const near = box(400, 100, 200, 200)
    const reached = reachSample(reach(3600), areaOf(near, box(900, 600, 300, 300)))
    expect(boundsRight(reached)).toBeLessThan(700)
    expect(boundsBottom(reached)).toBeLessThan(300 + 16)
  })

  it('holds what it held, and enough or all there is, wherever the area lies', () => {
    const boxes = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 1150 }),
        fc.integer({ min: 0, max: 850 }),
        fc.integer({ min: 7, max: 200 }),
        fc.integer({ min: 7, max: 200 }),
      ),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(boxes, fc.integer({ min: 1, max: 20_000 }), (list, pixels) => {
        const cut = list.map(([l, t, w, h]) =>
          box(l, t, Math.min(w, 1200 - l), Math.min(h, 900 - t)),
        )
        const sample = boxMask(1200, 900, cut)
        const away = { bounds: box(0, 0, 1, 1), mask: boxMask(1, 1, [box(0, 0, 1, 1)]) }
        const area = makeSampleArea(sample, away, CANVAS)
        const reached = reachSample(reach(pixels), area)
        expect(boundsContain(reached, window)).toBe(true)
        expect(boundsContain(box(0, 0, 1200, 900), reached)).toBe(true)
        if (reached.width === 300 && reached.height === 300) return
        const wanted = Math.min(area.patches, Math.max(128 * 128, 2 * pixels))
        expect(patchesIn(area, reached)).toBeGreaterThanOrEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it('takes what lies within the limit, and says so when that is nothing', () => {
    const near = box(320, 100, 60, 60)
    const far = box(900, 600, 300, 300)
    const reached = reachSample(reach(3600), areaOf(near, far), 200_000)
    expect(boundsContain(reached, near)).toBe(true)
    expect(reached.width * reached.height).toBeLessThanOrEqual(200_000)
    expect(() => reachSample(reach(3600), areaOf(far), 200_000)).toThrow(
      expect.objectContaining({ code: 'sample_unusable' }),
    )
  })
})

describe('contextCrops', () => {
  it('makes windows that hold the sample area', () => {
    const far = box(1000, 700, 100, 80)
    const [plain] = contextCrops(hole, CANVAS)
    expect(plain && boundsContain(plain.window, far)).toBe(false)
    const [crop] = contextCrops(hole, CANVAS, { sample: areaOf(far) })
    expect(crop && boundsContain(crop.window, far)).toBe(true)
  })
})
