/** Row 18: downloads from a real server that truncates, lies, redirects, stalls and changes its mind. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { ModelEvent } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeSettings } from '../settings.ts'
import {
  answers,
  drops,
  flipped,
  holds,
  type ModelServer,
  redirects,
  startModelServer,
} from '../testing/model-server.ts'
import {
  collect,
  lamaEntry,
  QUICK,
  sha256,
  startModels,
  type TestModels,
  WEIGHTS,
} from '../testing/models.ts'
import { partPath } from './part-file.ts'
import { proxyFor } from './proxy.ts'

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

const part = async (): Promise<string> =>
  partPath(await home.models.partialFolder(), sha256(WEIGHTS))

/** Waits until so many bytes are on disk. */
const arrived = async (bytes: number): Promise<void> => {
  const path = await part()
  for (;;) {
    const stats = await stat(path).catch(() => undefined)
    if ((stats?.size ?? 0) >= bytes) return
    await sleep(10)
  }
}

/** A pull of which so many bytes of this content come, and then nothing for as long as it asks. */
const breaksAfter = async (
  bytes: number,
  content = WEIGHTS,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> => {
  server.queue(holds(content, bytes, headers), answers(500), answers(500), answers(500))
  const pull = home.pull()
  await arrived(bytes)
  server.cut()
  expect((await pull).at(-1)).toEqual(failure('model_download_failed', /answers 500/))
  expect((await stat(await part())).size).toBe(bytes)
}

const installed = async (): Promise<Buffer> => {
  const [file] = (await home.models.open('lama')).files
  if (file === undefined) throw new Error('no file')
  return readFile(file.path)
}

const failure = (code: string, detail?: RegExp) =>
  expect.objectContaining({
    type: 'failed',
    error: expect.objectContaining({
      code,
      ...(detail !== undefined && { detail: expect.stringMatching(detail) }),
    }),
  })

describe('a server that behaves', () => {
  test('brings the file, byte for byte, private to its owner, and leaves nothing else', async () => {
    const events = await home.pull()
    expect(events.at(-1)).toMatchObject({ type: 'done', id: 'lama' })
    expect(await installed()).toEqual(WEIGHTS)
    expect(server.asked).toEqual([
      { range: undefined, ifRange: undefined, path: '/test/lama/resolve/main/lama.onnx' },
    ])
    expect((await home.files()).filter((path) => path.startsWith('partial/'))).toEqual([])
    if (process.platform !== 'win32') {
      const [file] = (await home.models.open('lama')).files
      expect((await stat(file?.path ?? '')).mode & 0o777).toBe(0o600)
      for (let path = file?.path ?? ''; path.length > home.folders.state.length; ) {
        path = join(path, '..')
        if (path !== home.folders.state) expect((await stat(path)).mode & 0o777).toBe(0o700)
      }
    }
  })

  test('is asked once for two who want the same, and not again for what is here', async () => {
    const [one, two] = await Promise.all([home.pull(), home.pull()])
    expect([one.at(-1)?.type, two.at(-1)?.type]).toEqual(['done', 'done'])
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked).toHaveLength(1)
  })

  test('is asked once by two processes', async () => {
    const other = home.again()
    const feeds = [
      await home.models.pull('lama', { acceptLicence: true }),
      await other.pull('lama', { acceptLicence: true }),
    ]
    for (const feed of feeds) {
      for await (const event of feed.follow(new AbortController().signal)) {
        if (event.type !== 'progress') expect(event.type).toBe('done')
      }
    }
    expect(server.asked).toHaveLength(1)
  })
})

describe('a line that breaks', () => {
  test('goes on where it stopped, with the version it had', async () => {
    server.queue(holds(WEIGHTS, 90_000))
    const pull = home.pull()
    await arrived(90_000)
    server.cut()
    expect((await pull).at(-1)?.type).toBe('done')
    expect(await installed()).toEqual(WEIGHTS)
    expect(server.asked[1]).toMatchObject({
      range: 'bytes=90000-',
      ifRange: '"one"',
    })
    // What came is not sent again.
    expect(server.sent).toBe(WEIGHTS.length - 90_000)
  })

  test('goes on after a restart of the companion', async () => {
    await breaksAfter(70_000)
    expect(await home.models.info('lama')).toMatchObject({ state: 'partial', have: 70_000 })

    const restarted = home.again()
    const before = server.asked.length
    const again = await restarted.pull('lama')
    for await (const event of again.follow(new AbortController().signal)) {
      if (event.type === 'failed') throw new Error(event.error.message)
    }
    expect(server.asked[before]).toMatchObject({ range: 'bytes=70000-', ifRange: '"one"' })
    expect(await installed()).toEqual(WEIGHTS)
  })

  test('that brings nothing new is given up by name', async () => {
    server.queue(...Array.from({ length: 10 }, () => drops))
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /broke/))
    expect(server.asked).toHaveLength(QUICK.attempts)
  })

  test('can be cancelled, keeps what came, and goes on later', async () => {
    server.queue(holds(WEIGHTS, 60_000))
    const feed = await home.models.pull('lama', { acceptLicence: true })
    await arrived(60_000)
    expect(home.models.cancel('lama')).toBe(true)
    const rest = []
    for await (const event of feed.follow(new AbortController().signal)) rest.push(event.type)
    expect(rest.at(-1)).toBe('cancelled')
    expect((await stat(await part())).size).toBeGreaterThan(0)
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked[1]?.range).toMatch(/^bytes=/)
  })
})

describe('a server that stalls', () => {
  test('fails by name after the stated silence, and keeps what came', async () => {
    await home.end()
    home = await startModels(server.address, { patience: { ...QUICK, silence: 200 } })
    server.queue(...Array.from({ length: 5 }, () => holds(WEIGHTS, 0)))
    expect((await home.pull()).at(-1)).toEqual(
      failure('model_download_failed', /sent nothing for 0\.2 seconds/),
    )
  })

  test('before its answer begins is no different', async () => {
    await home.end()
    home = await startModels(server.address, { patience: { ...QUICK, silence: 200 } })
    server.queue(...Array.from({ length: 5 }, () => () => {}))
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /sent nothing/))
  })
})

describe('row 18: a server that changes its mind', () => {
  const half = (): Promise<void> => breaksAfter(80_000)

  test('another ETag: begins again, and what was here is not mixed in', async () => {
    // The half that is here is of another version, which the server no longer has.
    const old = flipped(WEIGHTS, 100)
    await breaksAfter(80_000, old, { etag: '"old"' })
    const before = server.asked.length
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked[before]).toMatchObject({ range: 'bytes=80000-', ifRange: '"old"' })
    expect(await installed()).toEqual(WEIGHTS)
  })

  test('200 to a Range: begins again', async () => {
    await half()
    server.queue(answers(200, { etag: '"two"', 'content-length': String(WEIGHTS.length) }, WEIGHTS))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await installed()).toEqual(WEIGHTS)
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
      expect(await installed()).toEqual(WEIGHTS)
    }
  })

  test('416 to a Range: begins again', async () => {
    await half()
    server.queue(answers(416))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await installed()).toEqual(WEIGHTS)
  })

  test('a weak ETag is not sent back: the hash alone decides', async () => {
    await breaksAfter(80_000, WEIGHTS, { etag: 'W/"one"' })
    const before = server.asked.length
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(server.asked[before]).toMatchObject({ range: 'bytes=80000-', ifRange: undefined })
  })

  test('half of one file and half of another: found by the hash, fetched whole once', async () => {
    await half()
    const path = await part()
    const bytes = await readFile(path)
    await writeFile(path, flipped(bytes))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await installed()).toEqual(WEIGHTS)
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

describe('a disk that is full', () => {
  test('is found before anything is asked for', async () => {
    await home.end()
    const huge = lamaEntry(WEIGHTS, {
      files: [{ ...lamaEntry().files[0]!, bytes: 2 ** 52 }],
    })
    home = await startModels(server.address, { entries: [huge] })
    expect((await home.pull()).at(-1)).toEqual(failure('disk_full', /It needs [\d.]+ GB.*are free/))
    expect(server.asked).toEqual([])
  })

  const tmpfs = process.platform === 'linux' && process.getuid?.() === 0
  if (!tmpfs) console.warn('SKIPPED: a really full disk needs root on Linux (a small tmpfs).')
  test.skipIf(!tmpfs)('while writing ends by name, and goes on once there is room', async () => {
    const disk = join(home.home, 'small')
    await mkdir(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=70m', 'tmpfs', disk])
    if (mounted.status !== 0) {
      console.warn('SKIPPED: no tmpfs may be mounted here.')
      return
    }
    try {
      await changeSettings(home.folders, { folder: disk })
      // Room when it is looked at, none once it comes: somebody else fills it meanwhile.
      server.queue((request, response) => {
        spawnSync('dd', ['if=/dev/zero', `of=${disk}/other`, 'bs=1M', 'status=none'])
        answers(
          200,
          { etag: '"one"', 'content-length': `${WEIGHTS.length}` },
          WEIGHTS,
        )(request, response)
      })
      expect((await home.pull()).at(-1)).toEqual(failure('disk_full', /ran full/))
      await rm(join(disk, 'other'))
      expect((await home.pull()).at(-1)?.type).toBe('done')
      expect(await installed()).toEqual(WEIGHTS)
    } finally {
      execFileSync('umount', ['-l', disk])
    }
  })
})

describe('something else in a part’s place', () => {
  test('a link is removed and not followed', async () => {
    const target = join(home.home, 'secret')
    await writeFile(target, 'mine')
    await mkdir(await home.models.partialFolder(), { recursive: true })
    await symlink(target, await part())
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await readFile(target, 'utf8')).toBe('mine')
    expect(await installed()).toEqual(WEIGHTS)
  })

  test('more bytes than there may be are forgotten', async () => {
    await mkdir(await home.models.partialFolder(), { recursive: true })
    await writeFile(await part(), Buffer.alloc(WEIGHTS.length + 5))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await readdir(await home.models.partialFolder())).toEqual([])
  })
})

describe('TLS', () => {
  const openssl = spawnSync('openssl', ['version']).status === 0
  if (!openssl) console.warn('SKIPPED: certificates need the program openssl.')
  /** A server of its own certificate, good for 127.0.0.1 and models.test. */
  const startSecure = async () => {
    const [key, cert] = [join(home.home, 'key.pem'), join(home.home, 'cert.pem')]
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
        .concat(['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=models.test'])
        .concat(['-addext', 'subjectAltName=IP:127.0.0.1,DNS:models.test']),
      { stdio: 'ignore' },
    )
    const tls = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
    return { secure: await startModelServer(WEIGHTS, { tls }), ca: tls.cert }
  }

  const lastOf = async (models: TestModels['models']): Promise<ModelEvent | undefined> =>
    (await collect(await models.pull('lama', { acceptLicence: true }))).at(-1)

  test.skipIf(!openssl)('a certificate that nobody vouches for is refused by name', async () => {
    const { secure, ca } = await startSecure()
    try {
      await changeSettings(home.folders, { mirror: secure.address })
      expect(await lastOf(home.models)).toEqual(
        failure('model_download_failed', /certificate is not trusted/),
      )
      expect(secure.asked).toEqual([])
      expect(await lastOf(home.again({ web: { ca } }))).toMatchObject({ type: 'done' })
    } finally {
      await secure.end()
    }
  })

  test.skipIf(!openssl)('a proxy only passes on what it cannot read', async () => {
    const { secure, ca } = await startSecure()
    const wanted: string[] = []
    const proxy = createServer().on('connect', (request, socket, head) => {
      wanted.push(request.url ?? '')
      const onward = connect(Number(new URL(secure.address).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        onward.write(head)
        onward.pipe(socket).pipe(onward)
      })
      for (const end of [socket, onward]) end.on('error', () => onward.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : undefined
    try {
      await changeSettings(home.folders, { mirror: 'https://models.test' })
      const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
      expect(await lastOf(home.again({ web: { ca, env } }))).toMatchObject({ type: 'done' })
      expect(wanted).toEqual(['models.test:443'])
    } finally {
      proxy.close()
      await secure.end()
    }
  })
})

test.each([
  ['https://huggingface.co/x', {}, undefined],
  ['https://huggingface.co/x', { HTTPS_PROXY: 'http://p' }, 'http://p'],
  ['https://huggingface.co/x', { https_proxy: 'http://p', HTTPS_PROXY: 'http://q' }, 'http://p'],
  ['https://huggingface.co/x', { ALL_PROXY: 'http://p' }, 'http://p'],
  ['https://huggingface.co/x', { HTTP_PROXY: 'http://p' }, undefined],
  ['http://127.0.0.1:80/x', { HTTP_PROXY: 'http://p' }, undefined],
  ['https://huggingface.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
  [
    'https://huggingface.co/x',
    { HTTPS_PROXY: 'http://p', no_proxy: 'a, hugGingface.co' },
    undefined,
  ],
  ['https://cdn.hf.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: '.hf.co' }, undefined],
  ['https://cdn.hf.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'hf.co:8080' }, 'http://p'],
  ['https://evilhf.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'hf.co' }, 'http://p'],
])('the proxy for %s with %o is %s', (url, env, proxy) => {
  expect(proxyFor(new URL(url), env)).toBe(proxy)
})
