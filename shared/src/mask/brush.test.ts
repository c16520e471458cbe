/** A brush paints what it covers, softly, and the same at any resolution. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsContainPoint } from '../geometry/bounds.ts'
import { type BrushMask, type BrushStroke, paintStroke } from './brush.ts'

const blank = (width: number, height: number, scale = 1, value = 0): BrushMask => ({
  data: new Uint8Array(width * height).fill(value),
  width,
  height,
  scale,
})

const dab = (x: number, y: number, more: Partial<BrushStroke> = {}): BrushStroke => ({
  erase: false,
  size: 20,
  hardness: 1,
  points: [{ x, y, pressure: 1 }],
  ...more,
})

const at = ({ data, width }: BrushMask, x: number, y: number): number => data[y * width + x] ?? -1

describe('a brush', () => {
  it('paints a part of a mask as it paints the whole', () => {
    const place = fc.double({ min: -20, max: 84, noNaN: true })
    const point = fc.record({ x: place, y: place, pressure: fc.constantFrom(0.2, 0.7, 1) })
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(0, 0.6, 1),
        fc.constantFrom(1, 0.5),
        (points, erase, hardness, scale) => {
          const whole = blank(64, 64, scale, erase ? 200 : 0)
          const part: BrushMask = { ...blank(23, 17, scale, erase ? 200 : 0), left: 11, top: 30 }
          const stroke = { erase, hardness, size: 30, points }
          paintStroke(whole, stroke)
          const box = paintStroke(part, stroke)
          const wrong = part.data.filter((value, i) => {
            const [x, y] = [(i % 23) + 11, Math.floor(i / 23) + 30]
            const isTold = box !== null && boundsContainPoint(box, { x, y })
            return value !== at(whole, x, y) || (value !== (erase ? 200 : 0) && !isTold)
          })
          expect(wrong).toHaveLength(0)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('covers a disc of its size and nothing outside', () => {
    const mask = blank(64, 64)
    paintStroke(mask, dab(32, 32))
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 64; x++) {
        const distance = Math.hypot(x + 0.5 - 32, y + 0.5 - 32)
        if (distance < 9.5) expect(at(mask, x, y)).toBe(255)
        if (distance > 10.6) expect(at(mask, x, y)).toBe(0)
      }
    }
  })

  it('is softer the less hard it is', () => {
    const along = (hardness: number): number[] => {
      const mask = blank(64, 1)
      paintStroke(mask, dab(0.5, 0.5, { size: 60, hardness }))
      return [...mask.data]
    }
    const [soft, hard] = [along(0), along(1)]
    expect(soft[15]).toBeGreaterThan(100)
    expect(soft[15]).toBeLessThan(150)
    expect(hard[15]).toBe(255)
    for (let x = 1; x < 64; x++) expect(soft[x]).toBeLessThanOrEqual(soft[x - 1] ?? 0)
  })

  it('leaves no gap however fast it moves', () => {
    const mask = blank(400, 40)
    const points = [10, 390].map((x) => ({ x, y: 20, pressure: 1 }))
    const changed = paintStroke(mask, dab(0, 0, { points }))
    for (let x = 10; x < 390; x++) expect(at(mask, x, 20)).toBe(255)
    expect(changed).toEqual({ left: 0, top: 9, width: 400, height: 22 })
  })

  it('is as wide as it is pressed', () => {
    const mask = blank(100, 40)
    const points = [
      { x: 10, y: 20, pressure: 0.2 },
      { x: 90, y: 20, pressure: 1 },
    ]
    paintStroke(mask, dab(0, 0, { points, size: 30 }))
    const widthAt = (x: number): number =>
      [...Array(40).keys()].filter((y) => at(mask, x, y) > 127).length
    expect([widthAt(10), widthAt(50), widthAt(90)]).toEqual([6, 18, 30])
  })

  it('erases what it covers and adds nothing', () => {
    const mask = blank(64, 64, 1, 200)
    paintStroke(mask, dab(32, 32, { erase: true }))
    expect(at(mask, 32, 32)).toBe(0)
    expect(at(mask, 2, 2)).toBe(200)
  })

  it('never uncovers by painting, and painting in pieces is painting at once', () => {
    const stroke = fc.record({
      erase: fc.constant(false),
      size: fc.integer({ min: 1, max: 60 }),
      hardness: fc.double({ min: 0, max: 1, noNaN: true }),
      points: fc.array(
        fc.record({
          x: fc.integer({ min: -20, max: 70 }),
          y: fc.integer({ min: -20, max: 50 }),
          pressure: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    fc.assert(
      fc.property(stroke, fc.integer({ min: 0, max: 255 }), (painted, ground) => {
        const [whole, pieces] = [blank(50, 30, 1, ground), blank(50, 30, 1, ground)]
        const changed = paintStroke(whole, painted)
        for (let i = 0; i < painted.points.length; i++) {
          paintStroke(pieces, { ...painted, points: painted.points.slice(0, i + 1) }, i)
        }
        expect(pieces.data).toEqual(whole.data)
        const isOutside = (i: number): boolean =>
          changed === null || !boundsContainPoint(changed, { x: i % 50, y: Math.floor(i / 50) })
        const isKept = (value: number, i: number): boolean =>
          value >= ground && (value === ground || !isOutside(i))
        expect(whole.data.every(isKept)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('looks the same in a smaller view', () => {
    const [large, small] = [blank(200, 200), blank(50, 50, 0.25)]
    const points = [
      { x: 40, y: 60, pressure: 1 },
      { x: 150, y: 120, pressure: 0.6 },
    ]
    for (const mask of [large, small]) {
      paintStroke(mask, dab(0, 0, { points, size: 60, hardness: 0.5 }))
    }
    for (let y = 0; y < 50; y++) {
      for (let x = 0; x < 50; x++) {
        let sum = 0
        for (let i = 0; i < 16; i++) sum += at(large, x * 4 + (i % 4), y * 4 + (i >> 2))
        expect(Math.abs(sum / 16 - at(small, x, y))).toBeLessThan(28)
      }
    }
  })
})
