import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutAt, shiftBetween, thumbnailArea } from './layout.ts'
import { extentAt, newLine, withChosen, withPlace, withStep, withTail } from './line.ts'
import { lineOf, stepOn } from './steps.fixture.ts'

const side = fc.integer({ min: 1, max: 5000 })
const extent = fc.record({ width: side, height: side })
const margin = fc.integer({ min: 0, max: 400 })
const margins = fc.record({ left: margin, top: margin, right: margin, bottom: margin })
const made = fc.record({ margins: fc.option(margins, { nil: undefined }) })
const steps = fc.array(
  made.map(({ margins: around }) => (around === undefined ? {} : { margins: around })),
  { maxLength: 8 },
)

describe('a line of edits', () => {
  const photo = { width: 400, height: 300 }

  it('grows at its end, and a new edit takes the place of those after where one stands', () => {
    const line = lineOf(photo, [{}, {}, {}])
    expect(line.at).toBe(3)
    const back = withPlace(line, 1)
    expect(back.steps).toEqual(line.steps)
    const other = stepOn(photo)
    expect(withStep(back, other)).toMatchObject({ steps: [line.steps[0], other], at: 2 })
  })

  it('is never left at either end', () => {
    const line = lineOf(photo, [{}, {}])
    expect(withPlace(line, -1).at).toBe(0)
    expect(withPlace(line, 9).at).toBe(2)
  })

  it('changes the variation of its last step only, and to none that there is not', () => {
    const line = lineOf(photo, [{ variations: 3 }, { variations: 3 }])
    expect(withChosen(line, 2).steps.map(({ chosen }) => chosen)).toEqual([0, 2])
    expect(withChosen(line, 3)).toBe(line)
    expect(withChosen(newLine('a', photo), 0).steps).toEqual([])
  })

  it('keeps what comes before a step that is made again', () => {
    const line = lineOf(photo, [{}, {}, {}])
    const tail = [stepOn(photo), stepOn(photo)]
    expect(withTail(line, 1, tail)).toMatchObject({ steps: [line.steps[0], ...tail], at: 3 })
  })
})

describe('the layout of a line', () => {
  it('moves everything by the expansions after it', () => {
    const line = lineOf({ width: 100, height: 80 }, [
      {},
      { margins: { left: 10, top: 20, right: 0, bottom: 0 } },
      {},
      { margins: { left: 1, top: 2, right: 3, bottom: 4 } },
    ])
    const { extent: size, original, patches } = layoutAt(line, 4)
    expect(size).toEqual({ width: 114, height: 106 })
    expect(original).toEqual({ left: 11, top: 22, width: 100, height: 80 })
    expect(patches[0]?.bounds).toMatchObject({ left: 25 + 11, top: 20 + 22 })
    expect(patches[3]?.bounds).toEqual({ left: 0, top: 0, ...size })
    expect(layoutAt(line, 1).patches).toHaveLength(1)
    expect(layoutAt(line, 0)).toMatchObject({ extent: { width: 100, height: 80 }, patches: [] })
  })

  it('keeps every patch and the original inside the picture, at every place', () => {
    fc.assert(
      fc.property(extent, steps, (size, list) => {
        const line = lineOf(size, list)
        for (let at = 0; at <= line.steps.length; at++) {
          const { extent: whole, original, patches } = layoutAt(line, at)
          for (const { left, top, width, height } of [original, ...patches.map((p) => p.bounds)]) {
            expect(left).toBeGreaterThanOrEqual(0)
            expect(top).toBeGreaterThanOrEqual(0)
            expect(left + width).toBeLessThanOrEqual(whole.width)
            expect(top + height).toBeLessThanOrEqual(whole.height)
          }
        }
      }),
    )
  })

  it('shifts the same by one way or by two', () => {
    fc.assert(
      fc.property(extent, steps, fc.nat(8), (size, list, between) => {
        const line = lineOf(size, list)
        const middle = Math.min(between, line.steps.length)
        const [one, two] = [
          shiftBetween(line, 0, middle),
          shiftBetween(line, middle, line.steps.length),
        ]
        expect(shiftBetween(line, 0, line.steps.length)).toEqual({
          x: one.x + two.x,
          y: one.y + two.y,
        })
      }),
    )
  })

  it('gives thumbnails that show the patch and nothing outside the picture', () => {
    fc.assert(
      fc.property(extent, (size) => {
        const line = lineOf(size, [{}])
        const patch = layoutAt(line, 1).patches[0]?.bounds ?? { left: 0, top: 0, ...size }
        const area = thumbnailArea(patch, extentAt(line, 1))
        expect(area.left).toBeGreaterThanOrEqual(0)
        expect(area.top).toBeGreaterThanOrEqual(0)
        expect(area.left + area.width).toBeLessThanOrEqual(size.width + 1e-6)
        expect(area.top + area.height).toBeLessThanOrEqual(size.height + 1e-6)
        expect(area.left).toBeLessThanOrEqual(patch.left + 1e-6)
        expect(area.left + area.width).toBeGreaterThanOrEqual(patch.left + patch.width - 1e-6)
      }),
    )
  })
})
