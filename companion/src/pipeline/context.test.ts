import {
  boundsContain,
  boundsIntersect,
  boundsOf,
  boundsTranslate,
  type Extent,
  extentWithin,
  type Margins,
  maskClusters,
  neededForExpansion,
  neededForMask,
} from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContextOptions, contextCrops, contextPadding } from './context.ts'
import { expandMask } from './expand.ts'
import { box, boxMask, emptyCanvas, noisePicture, placedMask } from './testing/pictures.ts'

const areaOf = (bounds: { width: number; height: number }): number => bounds.width * bounds.height

describe('contextCrops', () => {
  it('gives one window around one hole, at least the padding on all sides', () => {
    const paste = placedMask(boxMask(3000, 2000, [box(1000, 900, 300, 200)]))
    const padding = contextPadding({ width: 300, height: 200 }, 60000)
    const [crop, ...more] = contextCrops(paste, emptyCanvas(3000, 2000))
    expect(more).toEqual([])
    expect(crop?.own).toEqual(box(1000, 900, 300, 200))
    expect(crop?.window).toEqual(
      box(1000 - padding, 900 - padding, 300 + 2 * padding, 200 + 2 * padding),
    )
  })

  it('moves a window inside instead of cutting it, at every border and corner', () => {
    for (const [x, y] of [
      [0, 0],
      [1990, 0],
      [0, 990],
      [1990, 990],
      [1000, 0],
      [0, 500],
    ] as const) {
      const [crop] = contextCrops(
        placedMask(boxMask(2000, 1000, [box(x, y, 10, 10)])),
        emptyCanvas(2000, 1000),
      )
      expect([crop?.window.width, crop?.window.height]).toEqual([266, 266])
      expect(crop && boundsContain(box(0, 0, 2000, 1000), crop.window)).toBe(true)
    }
  })

  it('gives an engine the size it was trained on, as far as the canvas has it', () => {
    const mask = boxMask(2000, 1000, [box(1500, 400, 30, 20)])
    const windowOf = (options: ContextOptions, width = 2000, height = 1000) =>
      contextCrops(placedMask(mask), emptyCanvas(width, height), options)[0]?.window
    expect(windowOf({ least: 512 })).toEqual(box(1259, 154, 512, 512))
    expect(windowOf({ least: 1200 })).toEqual(box(800, 0, 1200, 1000))
    // Whoever asks for a width of context gets that.
    expect(windowOf({ least: 512, padding: 40 })).toEqual(box(1460, 360, 110, 100))
  })

  it('keeps far holes apart and takes near ones together', () => {
    const far = placedMask(boxMask(4000, 3000, [box(100, 100, 40, 40), box(3700, 2800, 40, 40)]))
    const crops = contextCrops(far, emptyCanvas(4000, 3000))
    expect(crops.length).toBe(2)
    expect(crops.reduce((sum, { window }) => sum + areaOf(window), 0)).toBeLessThan(4e5)
    const near = placedMask(boxMask(4000, 3000, [box(100, 100, 40, 40), box(180, 100, 40, 40)]))
    expect(contextCrops(near, emptyCanvas(4000, 3000)).length).toBe(1)
  })

  it('does not grow with the document', () => {
    const sizes = [
      [2000, 2000],
      [12000, 8500],
    ].map(([width = 0, height = 0]) => {
      const mask = boxMask(width, height, [box(600, 600, 707, 707)])
      return contextCrops(placedMask(mask), emptyCanvas(width, height)).map(({ window }) =>
        areaOf(window),
      )
    })
    expect(sizes[0]).toEqual(sizes[1])
  })

  it('cuts a wire across a large picture into pieces', () => {
    const boxes = Array.from({ length: 750 }, (_, i) => box(i * 8, i * 6, 14, 12))
    const crops = contextCrops(placedMask(boxMask(6100, 4600, boxes)), emptyCanvas(6100, 4600))
    expect(crops.length).toBeGreaterThan(3)
    const total = crops.reduce((sum, { window }) => sum + areaOf(window), 0)
    expect(total).toBeLessThan(0.6 * 6100 * 4600)
  })

  it('does not let a hundred specks of dust become one giant window', () => {
    const boxes = Array.from({ length: 100 }, (_, i) =>
      box(200 + (i % 10) * 780, 150 + Math.floor(i / 10) * 560, 12, 12),
    )
    const crops = contextCrops(placedMask(boxMask(8000, 6000, boxes)), emptyCanvas(8000, 6000))
    expect(crops.length).toBe(100)
  })

  it('widens a window whose surroundings are transparent', () => {
    const canvas = noisePicture(900, 300, 2)
    for (let i = 0; i < 900 * 300; i++) canvas.data[2 * i + 1] = i % 900 < 600 ? 0 : 255
    for (let y = 100; y < 130; y++)
      for (let x = 20; x < 50; x++) canvas.data[2 * (y * 900 + x) + 1] = 255
    const [crop] = contextCrops(placedMask(boxMask(900, 300, [box(20, 100, 30, 30)])), canvas)
    expect((crop?.window.left ?? 0) + (crop?.window.width ?? 0)).toBeGreaterThan(602)
  })

  it('takes the padding asked for, but never none', () => {
    const paste = placedMask(boxMask(500, 500, [box(200, 200, 20, 20)]))
    expect(contextCrops(paste, emptyCanvas(500, 500), { padding: 70 })[0]?.window).toEqual(
      box(130, 130, 160, 160),
    )
    expect(contextCrops(paste, emptyCanvas(500, 500), { padding: 0 })[0]?.window).toEqual(
      box(184, 184, 52, 52),
    )
  })

  it('holds whatever the mask: windows lie inside, and every hole pixel is owned with context', () => {
    const width = fc.integer({ min: 1, max: 90 })
    fc.assert(
      fc.property(
        width,
        width,
        fc.array(fc.tuple(fc.nat(89), fc.nat(89), fc.nat(30), fc.nat(30)), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.option(fc.nat(40), { nil: undefined }),
        (w, h, rectangles, padding) => {
          const canvas = boundsOf({ width: w, height: h })
          const boxes = rectangles.flatMap(([x, y, bw, bh]) => {
            const inside = boundsIntersect(box(x % w, y % h, bw + 1, bh + 1), canvas)
            return inside === null ? [] : [inside]
          })
          const mask = boxMask(w, h, boxes)
          const paste = placedMask(mask)
          const crops = contextCrops(
            paste,
            emptyCanvas(w, h),
            padding === undefined ? {} : { padding },
          )
          for (const crop of crops) {
            expect(boundsContain(canvas, crop.window)).toBe(true)
            expect(boundsContain(crop.window, crop.own)).toBe(true)
          }
          for (const cluster of maskClusters(paste.mask, 0)) {
            const on = boundsTranslate(cluster, paste.bounds.left, paste.bounds.top)
            expect(crops.some((crop) => boundsContain(crop.own, on))).toBe(true)
          }
        },
      ),
    )
  })

  it('is the same on the area that hosts send as on the whole picture', () => {
    const canvas = { width: 5000, height: 3600 }
    const place = fc.record({
      x: fc.nat(canvas.width - 1),
      y: fc.nat(canvas.height - 1),
      w: fc.integer({ min: 1, max: 700 }),
      h: fc.integer({ min: 1, max: 700 }),
    })
    const least = fc.constantFrom(undefined, 512, 1024)
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 3 }), least, (places, least) => {
        const boxes = places.flatMap(({ x, y, w, h }) => {
          const inside = boundsIntersect(box(x, y, w, h), boundsOf(canvas))
          return inside === null ? [] : [inside]
        })
        const paste = placedMask(boxMask(canvas.width, canvas.height, boxes))
        const area = neededForMask(paste.bounds, boundsOf(canvas), {})
        const options = least === undefined ? {} : { least }
        const { left, top } = area
        const sent = { ...paste, bounds: boundsTranslate(paste.bounds, -left, -top) }
        const crops = contextCrops(sent, emptyCanvas(area.width, area.height), options)
        expect(
          crops.map(({ own, window }) => ({
            own: boundsTranslate(own, left, top),
            window: boundsTranslate(window, left, top),
          })),
        ).toEqual(contextCrops(paste, emptyCanvas(canvas.width, canvas.height), options))
      }),
      { numRuns: 40 },
    )
  })

  it('is the same beside a side that is added, on what hosts send of the picture', () => {
    const picture = { width: 5000, height: 2400 }
    // Twice 1200 would be all of its height.
    const margin = fc.integer({ min: 1, max: 1199 })
    const side = fc.constantFrom('left', 'top', 'right', 'bottom')
    const windows = (extent: Extent, margins: Margins, options: ContextOptions) => {
      const paste = placedMask(expandMask(extent, margins, undefined))
      const { width, height } = extentWithin(extent, margins)
      return contextCrops(paste, emptyCanvas(width, height), options)
    }
    fc.assert(
      fc.property(margin, side, fc.boolean(), (added, where, isTrained) => {
        const options = isTrained ? { least: 1024 } : {}
        const margins = { ...NO_MARGINS, [where]: added }
        const area = neededForExpansion(picture, margins)
        expect(areaOf(area)).toBeLessThan(areaOf(picture))
        const crops = windows(area, margins, options).map(({ own, window }) => ({
          own: boundsTranslate(own, area.left, area.top),
          window: boundsTranslate(window, area.left, area.top),
        }))
        expect(crops).toEqual(windows(picture, margins, options))
      }),
      { numRuns: 12 },
    )
  })
})

const NO_MARGINS: Margins = { left: 0, top: 0, right: 0, bottom: 0 }
