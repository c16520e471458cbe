import { FillRequest, type FillRequestInput, type Mask } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CropTask } from './crop-task.ts'
import { batchesOf } from './fill-variation.ts'
import { planCrops } from './plan-crops.ts'
import { makeSampleArea } from './sample-area.ts'
import { box, boxMask, emptyCanvas, noisePicture, placedMask } from './testing/pictures.ts'

const requestWith = (more: Partial<FillRequestInput> = {}): FillRequest =>
  FillRequest.parse({
    image: { kind: 'encoded', part: 'image' },
    mask: { kind: 'encoded', part: 'mask' },
    ...more,
  })

/** A wire of boxes, 7 pixels thick, from corner to corner. */
const wire = (length: number) =>
  Array.from({ length: Math.floor(length / 4) }, (_, i) => box(20 + i * 4, 30 + i * 3, 7, 7))

const plan = (mask: Mask, more: Partial<FillRequestInput> = {}, takesThin = true): CropTask[] =>
  planCrops(requestWith(more), placedMask(mask), emptyCanvas(mask.width, mask.height), {
    takesThin,
  })

const thinOf = (tasks: readonly CropTask[]): CropTask[] => tasks.filter(({ isThin }) => isThin)
const areaOf = (tasks: readonly CropTask[]): number =>
  tasks.reduce((sum, { window }) => sum + window.width * window.height, 0)

/** How often each pixel of the canvas is kept. */
const keptOften = (tasks: readonly CropTask[], width: number, height: number): Uint8Array => {
  const times = new Uint8Array(width * height)
  for (const { kept } of tasks) {
    const { left, top } = kept.bounds
    for (let i = 0; i < kept.mask.data.length; i++) {
      if (kept.mask.data[i] === 0) continue
      const x = left + (i % kept.bounds.width)
      const y = top + Math.floor(i / kept.bounds.width)
      times[y * width + x]!++
    }
  }
  return times
}

describe('planCrops', () => {
  it('takes scratches and dust for thin, a compact hole not', () => {
    expect(plan(boxMask(900, 700, wire(700))).every(({ isThin }) => isThin)).toBe(true)
    expect(plan(boxMask(900, 700, [box(300, 300, 24, 90)])).every(({ isThin }) => isThin)).toBe(
      true,
    )
    expect(thinOf(plan(boxMask(900, 700, [box(300, 300, 25, 90)])))).toEqual([])
  })

  it('goes by the part, the compact ones first', () => {
    const tasks = plan(boxMask(1500, 900, [box(1200, 600, 80, 60), ...wire(600)]))
    expect(tasks[0]?.isThin).toBe(false)
    expect(tasks[0]?.kept.bounds).toEqual(box(1200, 600, 80, 60))
    expect(thinOf(tasks).length).toBe(tasks.length - 1)
  })

  it('is left to engines that fill many at once, and to requests that leave the context open', () => {
    const mask = boxMask(900, 700, wire(700))
    expect(thinOf(plan(mask, {}, false))).toEqual([])
    expect(thinOf(plan(mask, { padding: 64 }))).toEqual([])
    expect(thinOf(plan(mask, { operation: 'fill' })).length).toBeGreaterThan(0)
    const expand = { left: 4, top: 0, right: 0, bottom: 0 }
    expect(thinOf(plan(mask, { operation: 'expand', expand }))).toEqual([])
    const canvas = noisePicture(900, 700, 3, 8)
    const paste = placedMask(mask)
    const sample = makeSampleArea(boxMask(900, 700, [box(600, 0, 300, 200)]), paste, canvas)
    expect(thinOf(planCrops(requestWith(), paste, canvas, { sample, takesThin: true }))).toEqual([])
  })

  it('looks at little more than the hole, whatever the size of the document', () => {
    const [small, large] = [1000, 6000].map((side) => plan(boxMask(side, side, wire(700))))
    expect(areaOf(large!)).toBe(areaOf(small!))
    expect(areaOf(small!)).toBeLessThan(0.5 * 700 * 525)
  })

  it('keeps every pixel of the hole exactly once, and its values', () => {
    const spot = fc.record({
      left: fc.nat({ max: 380 }),
      top: fc.nat({ max: 280 }),
      width: fc.integer({ min: 1, max: 120 }),
      height: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 14 }), (spots) => {
        const mask = boxMask(500, 320, spots, 77)
        const times = keptOften(plan(mask), 500, 320)
        expect(times.findIndex((n, i) => n !== (mask.data[i] === 0 ? 0 : 1))).toBe(-1)
      }),
      { numRuns: 60 },
    )
  })

  it('makes the hole near its own part only, and takes no colour from what it leaves out', () => {
    const mask = boxMask(900, 700, wire(700))
    const tasks = plan(mask)
    expect(tasks.length).toBeGreaterThan(3)
    let left = 0
    for (const { window, hole, known, source } of tasks) {
      const wrong = hole.data.findIndex((value, i) => {
        const x = window.left + (i % window.width)
        const y = window.top + Math.floor(i / window.width)
        const isHole = mask.data[y * mask.width + x] !== 0
        const isLeft = isHole && value === 0
        if (isLeft) left++
        const expected = isLeft ? 0 : 255
        const both = [known?.data[i] ?? 255, source?.data[i] ?? 255]
        return (value !== 0 && !isHole) || both[0] !== expected || both[1] !== expected
      })
      expect(wrong).toBe(-1)
    }
    expect(left).toBeGreaterThan(0)
  })

  it('knows what a compact part has filled, but takes nothing from it', () => {
    const mask = boxMask(400, 300, [box(100, 100, 60, 60), box(163, 128, 90, 5)])
    const piece = thinOf(plan(mask))[0]!
    const at = (x: number, y: number): number =>
      (y - piece.window.top) * piece.window.width + x - piece.window.left
    expect(piece.hole.data[at(158, 130)]).toBe(0)
    expect(piece.source?.data[at(158, 130)]).toBe(0)
    expect(piece.known?.data[at(158, 130)] ?? 255).toBe(255)
  })
})

describe('batchesOf', () => {
  it('fills thin pieces together, and small compact ones that do not see each other', () => {
    const wires = plan(boxMask(900, 700, wire(700)))
    expect(batchesOf(wires).map((batch) => batch.length)).toEqual([wires.length])
    const spots = [box(100, 100, 30, 30), box(1500, 100, 30, 30), box(3300, 100, 30, 30)]
    const apart = plan(boxMask(4000, 3000, [...spots, box(1200, 2000, 500, 500)]))
    expect(batchesOf(apart).map((batch) => batch.length)).toEqual([3, 1])
  })

  it('waits for what a piece depends on', () => {
    const tasks = plan(boxMask(400, 300, [box(100, 100, 60, 60), box(163, 128, 90, 5)]))
    expect(batchesOf(tasks).map((batch) => batch.map(({ isThin }) => isThin))).toEqual([
      [false],
      [true],
    ])
  })
})
