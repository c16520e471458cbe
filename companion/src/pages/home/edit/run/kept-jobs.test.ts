import type { JobRecord } from '@inlay/shared/panel'
import { expect, it } from 'vitest'
import { storageOf } from '../line/steps.fixture.ts'
import { createJobKeeper, KEY } from './kept-jobs.ts'

const job = (id: string, isSent: boolean, created = 1000): JobRecord => ({
  ...{ id, isSent, created, operation: 'remove', prompt: '', title: '' },
  ...{ target: {}, settings: {} },
})

it('keeps the fills of each window beside those of the others', () => {
  const storage = storageOf()
  let time = 1000
  const [one, two] = [0, 1].map(() => createJobKeeper(storage, () => time))
  const kept = (): string[] =>
    JSON.parse(storage.getItem(KEY) ?? '[]').map(({ id }: JobRecord) => id)
  one?.save([job('a', true), job('b', false)])
  two?.save([job('c', true)])
  expect(kept()).toEqual(['a', 'b', 'c'])
  expect(two?.others().map(({ id }) => id)).toEqual(['a'])
  one?.save([job('b', true)])
  expect(kept()).toEqual(['c', 'b'])
  // Taken over from a window that is gone, it goes when this one is done with it.
  two?.adopt('b')
  two?.save([])
  expect(kept()).toEqual([])
  one?.save([job('d', false)])
  time += 3_600_000
  two?.save([])
  expect(kept()).toEqual([])
  storage.setItem(KEY, '{')
  expect(one?.others()).toEqual([])
})
