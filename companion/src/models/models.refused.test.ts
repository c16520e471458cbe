/** Rows 16 and 17: model files that reach outside their folder, and files that are no models. */
import { link, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DATA, installedPath, LAMA_IO, lastOf, put, WITH_DATA } from './testing/given.ts'
import { startModels, type TestModels, WEIGHTS } from './testing/models.ts'
import { externalTensor, noise, onnxFile } from './testing/onnx.ts'

let home: TestModels
beforeEach(async () => {
  home = await startModels(undefined)
})
afterEach(() => home.end())

describe('row 16: links, paths and files outside', () => {
  beforeEach(async () => {
    await lastOf(home, 'lama', { from: [await put(home, 'l.onnx', WEIGHTS)] })
  })

  test('a second name for a stored file is refused at load', async () => {
    await link(await installedPath(home), join(home.home, 'second'))
    await expect(home.models.open('lama')).rejects.toMatchObject({
      code: 'model_damaged',
      detail: expect.stringContaining('hard link'),
    })
  })

  test('a link in a stored file’s place is refused, though it leads to the same bytes', async () => {
    const path = await installedPath(home)
    const away = join(home.home, 'away.onnx')
    await rename(path, away)
    await symlink(away, path)
    await expect(home.models.open('lama')).rejects.toMatchObject({ code: 'model_damaged' })
  })

  test.each(['../../../secret', '/etc/passwd', 'sub/w.onnx_data', 'C:\\w', 'other.onnx_data', ''])(
    'a graph that keeps weights in "%s" is refused',
    async (location) => {
      const graph = onnxFile({ ...LAMA_IO, more: [externalTensor(5, 'w', location)] })
      const [alone, data] = [
        await put(home, 'evil.onnx', graph),
        await put(home, 'weights.onnx_data', DATA),
      ]
      for (const from of [[alone], [alone, data]]) {
        await expect(home.models.add(from, { contract: 'lama' })).rejects.toMatchObject({
          code: 'model_refused',
          detail: expect.stringContaining(`keeps weights in "${location}"`),
        })
      }
      expect((await home.models.list()).map(({ id }) => id)).not.toContain('evil')
    },
  )

  test('a data file that the graph does not ask for is refused', async () => {
    const from = [await put(home, 'own.onnx', WEIGHTS), await put(home, 'w.onnx_data', DATA)]
    await expect(home.models.add(from, { contract: 'lama' })).rejects.toMatchObject({
      code: 'model_refused',
    })
  })

  test('a record with a path in it is no record', async () => {
    const path = join(await home.models.folder(), 'records', 'lama.json')
    const record = await readFile(path, 'utf8')
    await writeFile(path, record.replace('"lama.onnx"', '"../../secret.onnx"'))
    await expect(home.models.open('lama')).rejects.toMatchObject({ code: 'model_missing' })
    await expect(home.models.open('../records/lama')).rejects.toMatchObject({
      code: 'model_unknown',
    })
  })
})

describe('row 17: archives and pickles', () => {
  test.each(['model.pt', 'model.ckpt', 'model.bin', 'model.zip', 'model.pkl', 'model'])(
    'the name %s is refused',
    async (name) => {
      const path = await put(home, name, WEIGHTS)
      await expect(home.models.add([path], { contract: 'lama' })).rejects.toMatchObject({
        code: 'model_refused',
        status: 415,
      })
    },
  )

  test.each<readonly [string, Buffer, RegExp]>([
    ['zip', Buffer.concat([Buffer.from('PK\x03\x04'), noise(100)]), /zip archive/],
    ['pickle', Buffer.from('\x80\x02}q\x00.', 'latin1'), /pickle/],
    ['torch pickle', Buffer.from('\x80\x02\x8a\x0al\xfc\x9c', 'latin1'), /pickle/],
    ['gzip', Buffer.from('\x1f\x8b\x08\x00', 'latin1'), /gzip/],
    ['tar', Buffer.concat([noise(257), Buffer.from('ustar')]), /tar/],
    ['web page', Buffer.from('<!DOCTYPE html><html>'), /web page/],
    ['Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), /LFS/],
    ['text', Buffer.from('hello'), /not a whole ONNX graph/],
  ])('a %s with the name of a graph is refused by its bytes', async (_what, content, words) => {
    const path = await put(home, 'model.onnx', content)
    await expect(home.models.add([path], { contract: 'lama' })).rejects.toMatchObject({
      code: 'model_refused',
      detail: expect.stringMatching(words),
    })
    const [data, graph] = [
      await put(home, 'weights.onnx_data', content),
      await put(home, 'g.onnx', WITH_DATA),
    ]
    if (_what !== 'text') {
      await expect(home.models.add([graph, data], { contract: 'lama' })).rejects.toMatchObject({
        code: 'model_refused',
      })
    }
    expect((await home.files()).filter((file) => file.startsWith('partial/'))).toEqual([])
  })
})
