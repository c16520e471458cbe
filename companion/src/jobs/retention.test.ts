import { expect, test } from 'vitest'
import { expiredJobs } from './retention.ts'

const rules = { age: 100, count: 3, bytes: 1000 }
const job = (id: string, agedFrom: number | undefined, bytes = 1) => ({
  id,
  bytes,
  ...(agedFrom === undefined ? {} : { agedFrom }),
})

test('the old go, those that wait or run stay', () => {
  const jobs = [job('old', 0), job('edge', 100), job('young', 101), job('running', undefined)]
  expect(expiredJobs(jobs, 200, rules).sort()).toEqual(['edge', 'old'])
})

test('of too many the oldest go', () => {
  const jobs = [1, 5, 2, 4, 3].map((at) => job(`at${at}`, at))
  expect(expiredJobs(jobs, 6, rules).sort()).toEqual(['at1', 'at2'])
})

test('of too much on disk the oldest go, never the newest', () => {
  const jobs = [job('a', 1, 600), job('b', 2, 600), job('c', 3, 300)]
  expect(expiredJobs(jobs, 4, rules)).toEqual(['a'])
  expect(expiredJobs([job('huge', 1, 5000)], 2, rules)).toEqual([])
})

test('a clock that jumps back removes nothing', () => {
  expect(expiredJobs([job('a', 1000)], 0, rules)).toEqual([])
})
