import { boundsBottom, boundsContain, boundsRight } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPixels } from './crop.ts'
import { makeSampleArea, PATCH_SIDE, patchBounds, patchesIn } from './sample-area.ts'
import { box, boxMask, noisePicture } from './testing/pictures.ts'

const HALF = PATCH_SIDE >> 1

const placed = (bounds: ReturnType<typeof box>) => ({
  bounds,
  mask: boxMask(bounds.width, bounds.height, [box(0, 0, bounds.width, bounds.height)]),
})

/** Centres of whole patches, counted the slow way. */
const centresOf = (usable: Uint8Array, width: number, height: number): [number, number][] => {
  const centres: [number, number][] = []
  for (let y = HALF; y < height - HALF; y++) {
    for (let x = HALF; x < width - HALF; x++) {
      let whole = true
      for (let dy = -HALF; dy <= HALF; dy++) {
        for (let dx = -HALF; dx <= HALF; dx++) whole &&= usable[(y + dy) * width + x + dx] !== 0
      }
      if (whole) centres.push([x, y])
    }
  }
  return centres
}

describe('makeSampleArea', () => {
  it('takes what is half white or more, outside the mask and not transparent', () => {
    const canvas = createPixels(60, 40, 4, 8)
    for (let i = 0; i < 60 * 40; i++) canvas.data[4 * i + 3] = i % 60 < 50 ? 255 : 0
    const sample = boxMask(60, 40, [box(0, 0, 60, 40)])
    sample.data[0] = 127
    sample.data[1] = 128
    const { mask, fraction } = makeSampleArea(sample, placed(box(10, 10, 5, 5)), canvas)
    expect([mask.data[0], mask.data[1]]).toEqual([0, 255])
    expect([mask.data[10 * 60 + 10], mask.data[49], mask.data[50]]).toEqual([0, 255, 0])
    expect(fraction).toBeCloseTo((50 * 40 - 25 - 1) / (60 * 40), 9)
  })

  it('counts whole patches, and finds their box', () => {
    const side = fc.integer({ min: 8, max: 70 })
    const edge = fc.integer({ min: 0, max: 69 })
    fc.assert(
      fc.property(side, side, fc.array(fc.tuple(edge, edge, edge, edge)), edge, edge, (...all) => {
        const [width, height, boxes, x, y] = all
        const within = (at: number, most: number): number => at % most
        const cut = ([l, t, w, h]: readonly [number, number, number, number]) => {
          const [left, top] = [within(l, width), within(t, height)]
          return box(left, top, 1 + (w % (width - left)), 1 + (h % (height - top)))
        }
        const sample = boxMask(width, height, [box(0, 0, 8, 8), ...boxes.map(cut)])
        const hole = cut([x, y, 3, 3])
        const canvas = noisePicture(width, height, 3)
        const clear = boundsRight(hole) <= 8 && boundsBottom(hole) <= 8
        fc.pre(!clear)
        const usable = sample.data.slice()
        for (let j = hole.top; j < boundsBottom(hole); j++) {
          usable.fill(0, j * width + hole.left, j * width + boundsRight(hole))
        }
        const centres = centresOf(usable, width, height)
        fc.pre(centres.length > 0)
        const area = makeSampleArea(sample, placed(hole), canvas)
        expect(area.patches).toBe(centres.length)
        const window = cut([y, x, x + y, 40])
        const inside = centres.filter(
          ([cx, cy]) =>
            cx - HALF >= window.left &&
            cy - HALF >= window.top &&
            cx + HALF < boundsRight(window) &&
            cy + HALF < boundsBottom(window),
        )
        expect(patchesIn(area, window)).toBeLessThanOrEqual(inside.length)
        const whole = box(0, 0, width, height)
        expect(patchesIn(area, whole)).toBe(centres.length)
        const bounds = patchBounds(area, whole)
        expect(bounds !== null && boundsContain(whole, bounds)).toBe(true)
        expect(bounds !== null && patchesIn(area, bounds)).toBe(centres.length)
      }),
    )
  })

  it('refuses what leaves no whole patch', () => {
    const canvas = noisePicture(40, 40, 3)
    const hole = placed(box(0, 0, 10, 10))
    const sentence = 'Expected an area of 7 x 7 pixels outside the mask for the sample mask'
    for (const boxes of [[], [box(20, 20, 6, 30 - 10)], [box(0, 0, 10, 10)], [box(9, 9, 7, 7)]]) {
      const sample = boxMask(40, 40, boxes)
      expect(() => makeSampleArea(sample, hole, canvas)).toThrow(sentence)
    }
    expect(makeSampleArea(boxMask(40, 40, [box(20, 20, 7, 7)]), hole, canvas).patches).toBe(1)
  })
})
