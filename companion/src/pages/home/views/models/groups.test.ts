import type { ModelInfo } from '@inlay/shared'
import { expect, test } from 'vitest'
import { groupModels } from './groups.ts'

const model = (id: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
  id,
  name: id,
  task: 'inpaint',
  bestFor: '',
  licence: { name: 'MIT', use: '', accepted: false },
  source: 'catalogue',
  state: 'absent',
  have: 0,
  pullable: true,
  ...more,
})

test('what is here comes first, what cannot be fetched last, and no group is empty', () => {
  const groups = groupModels([
    model('given', { pullable: false }),
    model('sam', { task: 'segment' }),
    model('absent'),
    model('begun', { state: 'partial' }),
    model('here', { state: 'installed' }),
  ])
  expect(groups.map(({ task, models }) => [task, models.map(({ id }) => id)])).toEqual([
    ['inpaint', ['here', 'begun', 'absent', 'given']],
    ['segment', ['sam']],
  ])
})
