/** Edges follow the pointer and the keys, and never go inside the picture. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANGES } from '../request-values.ts'
import { CORNERS, dragSides, keySide, NO_MARGINS, SIDES } from './edges.ts'

const margin = fc.integer({ min: 0, max: RANGES.expand[1] })
const margins = fc.record({ left: margin, top: margin, right: margin, bottom: margin })
const way = fc.double({ min: -20_000, max: 20_000, noNaN: true })

describe('the edges', () => {
  it('stay whole pixels within what may be added, and leave the others alone', () => {
    fc.assert(
      fc.property(margins, fc.constantFrom(...CORNERS), way, way, (from, sides, dx, dy) => {
        const moved = dragSides(from, sides, dx, dy)
        for (const side of SIDES) {
          if (!sides.includes(side)) expect(moved[side]).toBe(from[side])
          expect(Number.isInteger(moved[side])).toBe(true)
          expect(moved[side]).toBeGreaterThanOrEqual(0)
          expect(moved[side]).toBeLessThanOrEqual(RANGES.expand[1])
        }
      }),
    )
  })

  it('go outwards by the arrow that points there, and back by the other', () => {
    const press = (key: string, shiftKey = false) => ({ key, shiftKey })
    expect(dragSides(NO_MARGINS, ['left', 'top'], -30, -20)).toEqual({
      ...NO_MARGINS,
      ...{ left: 30, top: 20 },
    })
    const out = keySide(NO_MARGINS, 'bottom', press('ArrowDown', true))
    expect(out).toEqual({ ...NO_MARGINS, bottom: 100 })
    expect(out !== null && keySide(out, 'bottom', press('ArrowUp'))?.bottom).toBe(90)
    expect(keySide(NO_MARGINS, 'left', press('ArrowUp'))).toBeNull()
  })
})
