import { describe, expect, it } from 'vitest'
import type { Outcome } from '../types.ts'
import { outcomeOf } from './outcome.fixture.ts'
import { worstOf, worstTable } from './worst.ts'

const fills = (id: string, scores: Record<string, number | 'broken'>): Outcome[] =>
  Object.entries(scores).map(([engine, score]) => outcomeOf(id, engine, score))

const outcomes = [
  ...fills('fine', { inlay: 1, gmic: 2, original: 0 }),
  ...fills('beaten', { inlay: 3, gmic: 2, telea: 4, migan: 1 }),
  ...fills('broken', { inlay: 'broken', gmic: 2 }),
  ...fills('peer broke', { inlay: 2.2, gmic: 'broken', telea: 2 }),
  ...fills('alone', { inlay: 5 }),
]

describe('worstOf', () => {
  it('ranks by ours against the best peer, neither broken nor a net nor the truth; broken first', () => {
    expect(worstOf(outcomes).map(({ id, badness }) => [id, badness])).toEqual([
      ['broken', Number.POSITIVE_INFINITY],
      ['beaten', 1.5],
      ['peer broke', 1.1],
      ['fine', 0.5],
    ])
  })

  it('names no more than five', () => {
    const many = Array.from({ length: 9 }, (_, i) => fills(`case ${i}`, { inlay: i, ns: 1 })).flat()
    expect(worstOf(many).map(({ id }) => id)).toEqual([8, 7, 6, 5, 4].map((i) => `case ${i}`))
  })
})

describe('worstTable', () => {
  it('says which fill is broken', () => {
    expect(worstTable(outcomes)).toMatch(/broken +broken\nbeaten +1\.50/)
  })
})
