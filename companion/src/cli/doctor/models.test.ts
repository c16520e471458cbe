/** What the doctor says of models: nothing of those that are not here, the truth about the others. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { graphOf } from '../../models/open-model.ts'
import { flipped } from '../../models/testing/model-server.ts'
import { sha256, startModels, type TestModels, WEIGHTS } from '../../models/testing/models.ts'
import { checkModels } from './models.ts'

let home: TestModels
beforeEach(async () => {
  home = await startModels(undefined)
})
afterEach(() => home.end())

test('none, begun, whole, damaged', async () => {
  expect(await checkModels(home.models)).toEqual([])

  const partial = await home.models.partialFolder()
  await mkdir(partial, { recursive: true })
  await writeFile(join(partial, `${sha256(WEIGHTS)}.part`), WEIGHTS.subarray(0, 100_000))
  expect(await checkModels(home.models)).toMatchObject([
    { name: 'model lama', state: 'warning', finding: expect.stringContaining('0.1 MB of it') },
  ])

  const given = join(home.home, 'lama.onnx')
  await writeFile(given, WEIGHTS)
  await home.pull('lama', { from: [given] })
  expect(await checkModels(home.models)).toMatchObject([{ name: 'model lama', state: 'ok' }])
  expect(await readdir(partial)).toEqual([])

  await writeFile(graphOf(await home.models.open('lama')).path, flipped(WEIGHTS))
  expect(await checkModels(home.models)).toMatchObject([
    {
      state: 'problem',
      finding: expect.stringContaining('SHA-256'),
      next: expect.stringContaining('pull lama'),
    },
  ])
})
