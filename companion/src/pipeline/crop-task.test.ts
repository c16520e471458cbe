import { boundsOf, type Mask, maskBounds } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContextCrop } from './context.ts'
import { cropWith, keepRegion, planTasks } from './crop-task.ts'
import { maskIn, type PlacedMask } from './placed-mask.ts'
import { box, boxMask, noisePicture } from './testing/pictures.ts'

const placed = (mask: Mask): PlacedMask => {
  const bounds = maskBounds(mask) ?? boundsOf(mask)
  return { bounds, mask: maskIn({ bounds: boundsOf(mask), mask }, bounds) }
}

describe('planTasks', () => {
  it('gives every hole pixel to exactly one task, with its soft value', () => {
    const rectangle = fc.tuple(
      fc.nat(30),
      fc.nat(20),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
    )
    fc.assert(
      fc.property(fc.array(rectangle, { minLength: 1, maxLength: 5 }), (rectangles) => {
        const boxes = rectangles.map(([x, y, w, h]) => box(x, y, w, h))
        const mask = boxMask(45, 30, boxes, 77)
        const crops: ContextCrop[] = boxes.map((own) => ({ own, window: box(0, 0, 45, 30) }))
        const sum = new Uint16Array(45 * 30)
        for (const { kept } of planTasks(crops, placed(mask), noisePicture(45, 30, 3))) {
          const whole = maskIn(kept, box(0, 0, 45, 30))
          for (let i = 0; i < sum.length; i++) sum[i]! += whole.data[i]!
        }
        expect([...sum]).toEqual([...mask.data])
      }),
    )
  })

  it('shows a later task what an earlier one filled, but not as a source', () => {
    const canvas = noisePicture(60, 20, 4)
    canvas.data[3] = 0
    const mask = boxMask(60, 20, [box(20, 5, 8, 8), box(32, 5, 8, 8)])
    const crops: ContextCrop[] = [
      { own: box(20, 5, 8, 8), window: box(0, 0, 45, 20) },
      { own: box(32, 5, 8, 8), window: box(15, 0, 45, 20) },
    ]
    const [first, second] = planTasks(crops, placed(mask), canvas)
    if (first === undefined || second === undefined) throw new Error('Expected two tasks')
    // The first sees the second's hole as hole, and transparent pixels as no source.
    expect(first.hole.data[5 * 45 + 33]).toBe(255)
    expect(first.source?.data[0]).toBe(0)
    expect(first.source?.data[1]).toBe(255)
    expect(second.hole.data[5 * 45 + 20 - 15]).toBe(0)
    expect(second.source?.data[5 * 45 + 20 - 15]).toBe(0)
    expect(second.source?.data[5 * 45 + 30 - 15]).toBe(255)

    const filled = noisePicture(45, 20, 3, 8, 5)
    const region = keepRegion(first, filled)
    expect(region.bounds).toEqual(box(20, 5, 8, 8))
    const seen = cropWith(canvas, second, [region])
    expect(seen.channels).toBe(4)
    const at = (5 * 45 + 20 - 15) * 4
    const from = (5 * 45 + 20) * 3
    expect([...seen.data.subarray(at, at + 3)]).toEqual([...filled.data.subarray(from, from + 3)])
    const outside = (5 * 45 + 29 - 15) * 4
    const original = (5 * 60 + 29) * 4
    expect([...seen.data.subarray(outside, outside + 4)]).toEqual([
      ...canvas.data.subarray(original, original + 4),
    ])
    const toBeMade = (5 * 45 + 33 - 15) * 4
    expect(seen.data[toBeMade + 3]).toBe(255)
  })

  it('needs no source mask where everything known may serve', () => {
    const mask = boxMask(30, 20, [box(10, 5, 4, 4)])
    const crops = [{ own: box(10, 5, 4, 4), window: box(0, 0, 30, 20) }]
    expect(planTasks(crops, placed(mask), noisePicture(30, 20, 3))[0]?.source).toBeUndefined()
  })
})
