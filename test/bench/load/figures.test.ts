import { expect, it } from 'vitest'
import { judge, type Outcome, tableOf } from './figures.ts'

const good: Outcome = {
  jobs: 10,
  done: 10,
  otherEnds: 0,
  startedTwice: 0,
  refusedForFull: 3,
  health: Array.from({ length: 100 }, () => 2),
  bare: [1, 1],
  memory: Array.from({ length: 40 }, () => 1e8),
  oversized: [413, 413],
  slowCut: 9,
  slowOpened: 10,
}

it('keeps every promise of a good run', () => {
  const verdicts = judge(good)
  expect(verdicts.every(({ kept }) => kept)).toBe(true)
  expect(tableOf(verdicts)).not.toContain('BROKEN')
})

it.each([
  ['slow health', { health: [...good.health.slice(3), 500, 500, 500] }],
  ['growing memory', { memory: good.memory.map((bytes, i) => bytes + i * 2e6) }],
  ['a lost job', { done: 9 }],
  ['a job done twice', { startedTwice: 1 }],
  ['an oversized upload taken', { oversized: [413, 202] }],
  ['lines held for ever', { slowCut: 1 }],
])('breaks exactly one by %s', (_, change) => {
  expect(judge({ ...good, ...change }).filter(({ kept }) => !kept)).toHaveLength(1)
})
