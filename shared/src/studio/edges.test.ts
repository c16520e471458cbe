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

  it('keep the shape with Shift, and move both sides with Alt', () => {
    const extent = { width: 400, height: 200 }
    const shaped = { shaped: extent }
    const wide = { ...NO_MARGINS, left: 40, right: 60 }
    // A side alone: what the others need is shared out.
    expect(dragSides(NO_MARGINS, ['right'], 200, 7, shaped)).toEqual({
      ...{ left: 0, top: 50, right: 200, bottom: 50 },
    })
    expect(dragSides(wide, ['bottom'], 3, 100, shaped)).toEqual({
      ...{ left: 165, top: 0, right: 185, bottom: 100 },
    })
    // A corner: the farther of both ways leads, the corner across from it stays.
    expect(dragSides(NO_MARGINS, ['left', 'top'], -100, -10, shaped)).toEqual({
      ...{ left: 100, top: 50, right: 0, bottom: 0 },
    })
    expect(dragSides(wide, ['left'], -20, 0, { isBoth: true })).toEqual({
      ...{ left: 60, top: 0, right: 80, bottom: 0 },
    })
    expect(dragSides(NO_MARGINS, ['left', 'top'], -80, -1, { isBoth: true, ...shaped })).toEqual({
      ...{ left: 80, top: 40, right: 80, bottom: 40 },
    })
    fc.assert(
      fc.property(margins, fc.constantFrom(...CORNERS), way, way, (from, sides, dx, dy) => {
        for (const value of Object.values(dragSides(from, sides, dx, dy, shaped))) {
          expect(Number.isInteger(value) && value >= 0 && value <= RANGES.expand[1]).toBe(true)
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
