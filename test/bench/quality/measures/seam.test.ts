import { describe, expect, it } from 'vitest'
import { boxHole, grey } from '../testing.ts'
import { seamJump } from './seam.ts'

const hole = boxHole(40, 40, [10, 10, 30, 30])
const ramp = grey(40, 40, (x) => 2 * x)
const inHole = (x: number, y: number): boolean => x >= 10 && x < 30 && y >= 10 && y < 30
/** The ramp with the hole lifted by `by`: a step all around it. */
const lifted = (by: number) => grey(40, 40, (x, y) => 2 * x + (inHole(x, y) ? by : 0))

describe('seamJump', () => {
  it.each([true, false])('is 1 for the original itself (truth known: %s)', (truth) => {
    expect(seamJump(ramp, ramp, hole, truth)).toBeCloseTo(1, 6)
  })

  it('finds the step that was put there', () => {
    // Left 8 (10 - 2), right 12, top and bottom 10 against 2, 2, 0, 0: (10 + .5) / (1 + .5).
    expect(seamJump(ramp, lifted(10), hole, true)).toBeCloseTo(10.5 / 1.5, 6)
  })

  it('needs no truth: the picture outside says what is usual', () => {
    expect(seamJump(ramp, lifted(10), hole, false)).toBeCloseTo(10.5 / 1.5, 6)
  })

  it('does not look at pixels away from the edge', () => {
    const inside = grey(40, 40, (x, y) =>
      x > 12 && x < 27 && y > 12 && y < 27 ? 255 : Math.min(255, 2 * x),
    )
    expect(seamJump(ramp, inside, hole, true)).toBeCloseTo(1, 6)
  })

  it('has no opinion where nothing lies beyond the edge', () => {
    const allButOneColumn = boxHole(40, 40, [0, 0, 39, 40])
    expect(seamJump(ramp, ramp, allButOneColumn, false)).toBeUndefined()
    expect(seamJump(ramp, ramp, allButOneColumn, true)).toBeCloseTo(1, 6)
  })
})
