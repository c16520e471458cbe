/** Row 18: downloads from a real server that truncates, lies, redirects and changes its mind. */
import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { breaksAfter, failure, installed, partOf } from '../testing/downloads.ts'
import {
  answers,
  flipped,
  type ModelServer,
  redirects,
  startModelServer,
} from '../testing/model-server.ts'
import { sha256, startModels, type TestModels, WEIGHTS } from '../testing/models.ts'

let server: ModelServer
let home: TestModels
beforeEach(async () => {
  server = await startModelServer(WEIGHTS)
  home = await startModels(server.address)
})
afterEach(async () => {
  await home.end()
  await server.end()
})

describe('row 18: a server that changes its mind', () => {
  const half = (): Promise<void> => breaksAfter({ home, server }, 80_000)

  test('another ETag: begins again, and what was here is not mixed in', async () => {
    // The half that is here is of another version, which the server no longer has.
    const old = flipped(WEIGHTS, 100)
    await breaksAfter({ home, server }, 80_000, old, { etag: '"old"' })
    const before = server.asked.length
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked[before]).toMatchObject({ range: 'bytes=80000-', ifRange: '"old"' })
    expect(await installed(home)).toEqual(WEIGHTS)
  })

  test('200 to a Range: begins again', async () => {
    await half()
    server.queue(answers(200, { etag: '"two"', 'content-length': String(WEIGHTS.length) }, WEIGHTS))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await installed(home)).toEqual(WEIGHTS)
  })

  test('206 from another place, or of another version: begins again', async () => {
    const length = WEIGHTS.length
    for (const headers of [
      { 'content-range': `bytes 0-${length - 1}/${length}` },
      { 'content-range': `bytes 80000-${length - 1}/${length}`, etag: '"two"' },
      { 'content-range': `bytes 80000-${length - 1}/${length + 1}` },
      {},
    ]) {
      await home.models.remove('lama').catch(() => {})
      await half()
      server.queue(answers(206, headers, WEIGHTS.subarray(80_000)))
      expect((await home.pull()).at(-1)?.type).toBe('done')
      expect(await installed(home)).toEqual(WEIGHTS)
    }
  })

  test('416 to a Range: begins again', async () => {
    await half()
    server.queue(answers(416))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await installed(home)).toEqual(WEIGHTS)
  })

  test('a weak ETag is not sent back: the hash alone decides', async () => {
    await breaksAfter({ home, server }, 80_000, WEIGHTS, { etag: 'W/"one"' })
    const before = server.asked.length
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked[before]).toMatchObject({ range: 'bytes=80000-', ifRange: undefined })
  })

  test('half of one file and half of another: found by the hash, fetched whole once', async () => {
    await half()
    const path = await partOf(home)
    const bytes = await readFile(path)
    await writeFile(path, flipped(bytes))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await installed(home)).toEqual(WEIGHTS)
  })
})

describe('row 18: a server that lies', () => {
  test('one byte flipped: refused, nothing kept', async () => {
    server.serve(flipped(WEIGHTS))
    const events = await home.pull()
    expect(events.at(-1)).toEqual(
      failure('model_damaged', new RegExp(`Expected SHA-256 ${sha256(WEIGHTS)} for lama.onnx but`)),
    )
    expect(await home.files()).toEqual(['partial'])
    await expect(home.models.open('lama')).rejects.toMatchObject({ code: 'model_missing' })
  })

  test('more than it said: cut off at the manifest’s size', async () => {
    server.queue((_request, response) => {
      response.writeHead(200)
      response.end(Buffer.concat([WEIGHTS, WEIGHTS]))
    })
    expect((await home.pull()).at(-1)).toEqual(failure('model_damaged', /received more/))
    expect(await home.files()).toEqual(['partial'])
  })

  test('another length: refused before a byte is written', async () => {
    server.queue(answers(200, { 'content-length': '12' }, 'Hello World!'))
    expect((await home.pull()).at(-1)).toEqual(
      failure('model_download_failed', /Expected \d+ bytes for lama.onnx but the server offers 12/),
    )
  })

  test('a sign-in page: said so', async () => {
    const page = '<html>Please sign in</html>'
    server.queue(
      answers(200, { 'content-type': 'text/html', 'content-length': `${page.length}` }, page),
    )
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /web page comes/))
  })

  test('packed bytes are not unpacked', async () => {
    const packed = gzipSync(WEIGHTS)
    server.queue(answers(200, { 'content-encoding': 'gzip' }, packed))
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /packs/))
  })

  test('no such file: said at once; a busy server is asked again', async () => {
    server.queue(answers(404))
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /answers 404/))
    expect(server.asked).toHaveLength(1)
    server.queue(answers(503, { 'retry-after': '0' }), answers(429))
    expect((await home.pull()).at(-1)?.type).toBe('done')
  })
})

describe('row 18: a server that redirects', () => {
  test('within the mirror: followed, the range with it', async () => {
    server.queue(redirects('/elsewhere/lama.onnx', 307))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/test/lama/resolve/main/lama.onnx',
      '/elsewhere/lama.onnx',
    ])
  })

  test.each([
    'http://127.0.0.1:1/lama.onnx',
    'http://169.254.169.254/latest/meta-data/',
    'http://huggingface.co/test/lama.onnx',
    'https://huggingface.co.evil.example/lama.onnx',
    'https://evilhf.co/lama.onnx',
    'https://huggingface.co:8443/lama.onnx',
    'https://user:secret@huggingface.co/lama.onnx',
    'file:///etc/passwd',
    'ftp://huggingface.co/lama.onnx',
  ])('row 19: to %s: refused', async (location) => {
    server.queue(redirects(location))
    expect((await home.pull()).at(-1)).toEqual(
      failure('model_download_failed', /not among the sites/),
    )
    expect(server.asked).toHaveLength(1)
  })

  test('in circles, or to nowhere: refused', async () => {
    server.queue(...Array.from({ length: 10 }, () => redirects('/round')))
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /circles/))
    server.queue(...Array.from({ length: 10 }, () => answers(302)))
    expect((await home.pull()).length).toBeGreaterThan(0)
  })
})
