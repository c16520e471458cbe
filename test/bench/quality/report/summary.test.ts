import { describe, expect, it } from 'vitest'
import type { Family, Outcome, Scores } from '../types.ts'
import { geometricMean, mean, median, summarise } from './summary.ts'
import { perceptualTable } from './table.ts'
import { qualityVerdicts, verdictLine } from './verdict.ts'

const outcome = (
  engine: string,
  id: string,
  perceptual: number | undefined,
  more: Partial<Scores> & { family?: Family; set?: string } = {},
): Outcome => {
  const { family = 'object', set = 'kodak', ...scores } = more
  return {
    job: { id, set, picture: id, family, truth: true },
    engine,
    scores: {
      broken: false,
      psnr: 20,
      ssim: 0.5,
      seam: 1,
      colour: 0.5,
      sharpness: 1,
      ...scores,
      perceptual,
    },
    ms: 10,
    peak: undefined,
  }
}

const engines = ['inlay', 'gmic', 'telea']
const families: Family[] = ['object', 'text']

describe('averages', () => {
  it('are what they are called, and undefined for nothing', () => {
    expect(mean([1, 2, 6])).toBe(3)
    expect(median([5, 1, 3])).toBe(3)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(geometricMean([1, 4])).toBeCloseTo(2)
    expect([mean([]), median([]), geometricMean([])]).toEqual([undefined, undefined, undefined])
  })
})

describe('summarise', () => {
  const outcomes = [
    outcome('inlay', 'a', 1),
    outcome('gmic', 'a', 2),
    outcome('inlay', 'b', 3),
    outcome('gmic', 'b', 99, { broken: true }),
    outcome('inlay', 'c', 2, { family: 'text' }),
    outcome('gmic', 'c', 2, { family: 'text' }),
  ]
  const summary = summarise(outcomes, engines, families)
  const of = (group: string, engine: string) =>
    summary.families.find((f) => f.group === group)?.engines.find((e) => e.engine === engine)

  it('compares with a peer only on pictures the peer did not break, and counts those', () => {
    expect(of('object', 'gmic')).toMatchObject({ fills: 2, broken: 1, perceptual: 2, ratio: 0.5 })
    expect(of('object', 'inlay')).toMatchObject({ fills: 2, broken: 0, perceptual: 2 })
  })

  it('gives every family the same weight', () => {
    expect(of('text', 'gmic')?.ratio).toBe(1)
    expect(summary.familyRatios).toEqual({ gmic: 0.75 })
  })

  it('keeps families in their order and says nothing of engines that made nothing', () => {
    expect(summary.families.map((f) => f.group)).toEqual(['object', 'text'])
    expect(of('object', 'telea')).toMatchObject({ fills: 0, perceptual: undefined })
  })

  it('prints broken fills beside the mean', () => {
    expect(perceptualTable(summary)).toContain('2.000 (1!)  0.50×')
  })
})

describe('qualityVerdicts', () => {
  const verdictOf = (outcomes: Outcome[], word: string) => {
    const found = qualityVerdicts(summarise(outcomes, engines, families)).find((v) =>
      v.target.includes(word),
    )
    expect(found).toBeDefined()
    return found!
  }

  it('holds a family against the best peer, not the average', () => {
    const outcomes = [
      outcome('inlay', 'a', 1.5),
      outcome('gmic', 'a', 3),
      outcome('telea', 'a', 1.2),
    ]
    const verdict = verdictOf(outcomes, 'object:')
    expect(verdict.met).toBe(false)
    expect(verdictLine(verdict)).toBe(
      'SHORT         object: perceptual distance below every peer: 1.25× telea, the best of them (25% too high)',
    )
  })

  it('meets what is met and says what was not looked at', () => {
    const outcomes = [outcome('inlay', 'a', 1), outcome('telea', 'a', 2)]
    expect(verdictOf(outcomes, 'object:').met).toBe(true)
    expect(verdictOf(outcomes, 'G’MIC').met).toBeUndefined()
    expect(verdictLine(verdictOf(outcomes, 'migan-256'))).toMatch(/^not measured {2}migan-256/)
  })

  it('wants sharpness from both sides', () => {
    for (const [sharpness, met] of [
      [0.84, false],
      [0.86, true],
      [1.14, true],
      [1.2, false],
    ] as const) {
      expect(verdictOf([outcome('inlay', 'a', 1, { sharpness })], 'sharpness').met).toBe(met)
    }
  })

  it('allows ours no broken fill', () => {
    expect(verdictOf([outcome('inlay', 'a', 1, { broken: true })], 'broken').met).toBe(false)
  })
})
