/** The list of fills goes with its companion, page by page, and forgets what was forgotten. */
import type { FillRecord } from '@inlay/shared'
import { expect, it } from 'vitest'
import { createHistory } from './history.ts'

const fill = (n: number): FillRecord => ({
  id: `f${n}`,
  device: 'owner',
  operation: 'fill',
  prompt: '',
  created: new Date(n * 1000).toISOString(),
  bytes: 1,
  revision: n,
  status: { id: `f${n}`, state: 'done', fraction: 1, stage: 'Done', variations: [] },
})

/** Tells two fills an answer, as the companion tells two hundred. */
const companion = (fills: FillRecord[]) => {
  const asked: number[] = []
  return {
    fills,
    asked,
    ask: async (since: number) => {
      asked.push(since)
      const changed = fills.filter(({ revision }) => revision > since)
      const told = changed.slice(0, 2)
      const more = told.length < changed.length
      const last = told.at(-1)?.revision ?? since
      return { fills: told, cursor: last, more }
    },
  }
}

it('reads all pages before it tells of any, then only what has changed', async () => {
  const { ask, asked, fills } = companion([1, 2, 3, 4, 5].map(fill))
  const history = createHistory(ask)
  const all = await history.look()
  expect(all.map(({ id }) => id)).toEqual(['f5', 'f4', 'f3', 'f2', 'f1'])
  expect(asked).toEqual([0, 2, 4])
  expect(await history.look()).toBe(all)
  fills.push(fill(6))
  expect((await history.look())[0]?.id).toBe('f6')
  expect(asked).toEqual([0, 2, 4, 5, 5])
})

it('drops what is gone once it was told that something is', async () => {
  const { ask, fills } = companion([1, 2, 3].map(fill))
  const history = createHistory(ask)
  await history.look()
  fills.splice(1, 1)
  expect(await history.look()).toHaveLength(3)
  history.again()
  expect((await history.look()).map(({ id }) => id)).toEqual(['f3', 'f1'])
})

it('asks for everything again when a look for everything failed', async () => {
  const { ask, fills } = companion([1, 2, 3].map(fill))
  let isGone = false
  const history = createHistory((since) => (isGone ? Promise.reject(new Error()) : ask(since)))
  await history.look()
  fills.pop()
  history.again()
  isGone = true
  await expect(history.look()).rejects.toThrow()
  isGone = false
  expect(await history.look()).toHaveLength(2)
})
