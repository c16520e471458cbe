/** What is shown of a mask is what will be filled, wherever one looks; every state stays what it was. */
import { boundsOf, cropMask, fillOutline, paintStroke, prepareMask } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStates } from './states.ts'

const [WIDTH, HEIGHT] = [520, 300]
const extent = { width: WIDTH, height: HEIGHT }
const blank = () => ({ ...extent, scale: 1, data: new Uint8Array(WIDTH * HEIGHT) })

const place = fc.record({
  x: fc.integer({ min: -30, max: WIDTH + 30 }),
  y: fc.integer({ min: -30, max: HEIGHT + 30 }),
})
const strokeAt = ({ x, y }: { x: number; y: number }) => ({
  ...{ erase: false, size: 60, hardness: 0.4 },
  points: [
    { x, y, pressure: 1 },
    { x: x + 50, y: y - 20, pressure: 0.4 },
  ],
})

describe('the states of a mask', () => {
  it('show any part as the whole is grown and feathered', () => {
    const box = fc.record({
      left: fc.integer({ min: 0, max: WIDTH - 1 }),
      top: fc.integer({ min: 0, max: HEIGHT - 1 }),
      width: fc.integer({ min: 1, max: 200 }),
      height: fc.integer({ min: 1, max: 200 }),
    })
    const pixels = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(place, place, box, pixels, pixels, (at, corner, part, grow, feather) => {
        const states = createStates(extent)
        const whole = blank()
        const stroke = strokeAt(at)
        const points = [corner, { x: corner.x + 90, y: corner.y + 7 }, { x: 260, y: 150 }]
        states.make(0, 1, { kind: 'stroke', stroke, painted: 0 })
        states.make(1, 2, { kind: 'outline', outline: { erase: false, points } })
        paintStroke(whole, stroke)
        fillOutline(whole, { erase: false, points })
        expect(Buffer.compare(states.whole(2).data, whole.data)).toBe(0)
        const seen = states.seen({ state: 2, box: part, level: 0, grow, feather })
        const wanted = { ...part, left: part.left - 1, top: part.top - 1 }
        const prepared = cropMask(prepareMask(whole, { grow, feather }), {
          ...wanted,
          ...{ width: part.width + 2, height: part.height + 2 },
        })
        // What lies outside the picture is not in the whole, and nobody looks at it.
        const isInside = (i: number): boolean => {
          const x = wanted.left + (i % prepared.width)
          const y = wanted.top + Math.floor(i / prepared.width)
          return x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT
        }
        const wrong = seen.data.filter((value, i) => isInside(i) && value !== prepared.data[i])
        expect(wrong).toHaveLength(0)
      }),
      { numRuns: 15 },
    )
  })

  it('go on with a stroke point by point as if it came at once', () => {
    const points = Array.from({ length: 9 }, (_, i) => ({
      x: 40 + 50 * i,
      y: 80 + 9 * i,
      pressure: 1,
    }))
    const stroke = { erase: false, size: 44, hardness: 0.5, points }
    const states = createStates(extent)
    for (const [i] of points.entries()) {
      const from = Math.max(0, i - 1)
      const part = { ...stroke, points: points.slice(from, i + 1) }
      states.make(i === 0 ? 0 : 1, 1, { kind: 'stroke', stroke: part, painted: i - from })
    }
    const whole = blank()
    paintStroke(whole, stroke)
    expect(Buffer.compare(states.whole(1).data, whole.data)).toBe(0)
    expect(states.bounds(0)).toBeNull()
  })

  it('take a selection away as they add it', () => {
    const other = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 31) & 255)
    const states = createStates(extent, { ...extent, data: other })
    expect(Buffer.compare(states.whole(0).data, other)).toBe(0)
    states.make(0, 1, { kind: 'uniform', value: 255 })
    states.make(1, 2, { kind: 'unite', mask: other, erase: true })
    expect(
      Buffer.compare(
        states.whole(2).data,
        other.map((value) => 255 - value),
      ),
    ).toBe(0)
    states.make(2, 3, { kind: 'invert' })
    expect(Buffer.compare(states.whole(3).data, other)).toBe(0)
    expect(states.make(3, 4, { kind: 'uniform', value: 0 })).toBeNull()
    expect(states.make(4, 5, { kind: 'invert' })).toEqual(boundsOf(extent))
    states.forget(3)
    expect(states.bounds(3)).toBeNull()
  })
})
