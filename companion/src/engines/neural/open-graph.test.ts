import { InlayError } from '@inlay/shared'
import { expect, test } from 'vitest'
import type { OpenedModel } from '../../models/open-model.ts'
import { openGraph } from './open-graph.ts'

const model: OpenedModel = {
  id: 'lama',
  name: 'LaMa',
  task: 'inpaint',
  key: 'k',
  memory: undefined,
  contract: undefined,
  files: [
    { name: 'a.onnx', part: 'main', role: 'graph', bytes: 1, sha256: '0'.repeat(64), path: '/a' },
  ],
}

/** Opens a graph that fails with `failure`, of files that are (not) whole. */
const open = (failure: InlayError, isWhole: boolean) => {
  const asked: boolean[] = []
  const opened = openGraph(
    {
      models: async () => ({
        open: async (_id, { rehash = false } = {}) => {
          asked.push(rehash)
          if (rehash && !isWhole) throw new InlayError('model_damaged', 'a.onnx')
          return model
        },
      }),
      inference: async () => ({ open: () => Promise.reject(failure) }),
    },
    'lama',
  )
  return { opened, asked }
}

test('a net that does not load is hashed again: damaged, or unsuitable', async () => {
  const failure = new InlayError('engine_failed', 'The net could not be run.')
  const damaged = open(failure, false)
  await expect(damaged.opened).rejects.toMatchObject({ code: 'model_damaged' })
  expect(damaged.asked).toEqual([false, true])
  await expect(open(failure, true).opened).rejects.toMatchObject({
    code: 'engine_failed',
    detail: expect.stringContaining('its files are whole'),
  })
})

test('what is not the files’ fault does not cost a hash', async () => {
  const { opened, asked } = open(new InlayError('out_of_memory'), false)
  await expect(opened).rejects.toMatchObject({ code: 'out_of_memory' })
  expect(asked).toEqual([false])
})
