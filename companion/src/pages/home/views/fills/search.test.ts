/** Searching the history: what is asked for is what is found. */
import type { FillRecord } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { stepOn } from '../../edit/line/steps.fixture.ts'
import { byDay, EVERYTHING, enginesOf, isEverything, search } from './search.ts'

const now = new Date(2026, 10, 23, 15, 0)

const fill = (id: string, over: Partial<FillRecord>, engine?: string): FillRecord => ({
  id,
  device: 'owner',
  operation: 'fill',
  prompt: '',
  created: now.toISOString(),
  bytes: 1,
  revision: 1,
  ...over,
  status: {
    id,
    state: 'done',
    fraction: 1,
    stage: 'Done',
    variations: [],
    ...(engine !== undefined && {
      report: { ...stepOn({ width: 8, height: 8 }).report, engine },
    }),
  },
})

const at = (...when: [number, number, number, number]): string => new Date(...when).toISOString()
const fills = [
  fill('a', { prompt: 'A red Café on the quay' }, 'patchmatch'),
  fill('b', { operation: 'remove', created: at(2026, 10, 23, 0) }, 'lama'),
  fill('c', { prompt: 'red boat', created: at(2026, 10, 22, 23) }, 'lama'),
  fill('d', { prompt: 'IŞIK', created: at(2026, 10, 1, 12) }),
  fill('e', { operation: 'expand', created: at(2025, 1, 1, 12) }),
]
const found = (asked: Partial<typeof EVERYTHING>): string =>
  search(fills, { ...EVERYTHING, ...asked }, now)
    .map(({ id }) => id)
    .join('')

describe('a search', () => {
  it('finds prompts by all their words, whatever the case and accents', () => {
    expect(found({})).toBe('abcde')
    expect(found({ text: 'RED' })).toBe('ac')
    expect(found({ text: ' quay cafe ' })).toBe('a')
    expect(found({ text: 'red quay boat' })).toBe('')
  })

  it('finds by operation, engine and time, and by all of them together', () => {
    expect(found({ operation: 'remove' })).toBe('b')
    expect(found({ engine: 'lama' })).toBe('bc')
    expect(found({ time: 'today' })).toBe('ab')
    expect(found({ time: 'week' })).toBe('abc')
    expect(found({ time: 'month' })).toBe('abcd')
    expect(found({ engine: 'lama', time: 'today', operation: 'remove' })).toBe('b')
    expect(isEverything({ ...EVERYTHING, text: ' ' })).toBe(true)
    expect(isEverything({ ...EVERYTHING, engine: 'lama' })).toBe(false)
  })

  it('knows the engines there are, and the days', () => {
    expect(enginesOf(fills)).toEqual(['lama', 'patchmatch'])
    expect(byDay(fills).map(({ day, fills: own }) => [day, own.length])).toEqual([
      ['2026-11-23', 2],
      ['2026-11-22', 1],
      ['2026-11-01', 1],
      ['2025-02-01', 1],
    ])
  })
})
