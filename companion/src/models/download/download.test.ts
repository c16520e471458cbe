/** Downloads from a real server: lines that break and stall, disks that are full, what lies in the way. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeSettings } from '../settings.ts'
import { arrived, breaksAfter, failure, installed, partOf } from '../testing/downloads.ts'
import {
  answers,
  drops,
  holds,
  type ModelServer,
  startModelServer,
} from '../testing/model-server.ts'
import { lamaEntry, QUICK, startModels, type TestModels, WEIGHTS } from '../testing/models.ts'

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

describe('a server that behaves', () => {
  test('brings the file, byte for byte, private to its owner, and leaves nothing else', async () => {
    const events = await home.pull()
    expect(events.at(-1)).toMatchObject({ type: 'done', id: 'lama' })
    expect(await installed(home)).toEqual(WEIGHTS)
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
    await arrived(home, 90_000)
    server.cut()
    expect((await pull).at(-1)?.type).toBe('done')
    expect(await installed(home)).toEqual(WEIGHTS)
    expect(server.asked[1]).toMatchObject({
      range: 'bytes=90000-',
      ifRange: '"one"',
    })
    // What came is not sent again.
    expect(server.sent).toBe(WEIGHTS.length - 90_000)
  })

  test('goes on after a restart of the companion', async () => {
    await breaksAfter({ home, server }, 70_000)
    expect(await home.models.info('lama')).toMatchObject({ state: 'partial', have: 70_000 })

    const restarted = home.again()
    const before = server.asked.length
    const again = await restarted.pull('lama')
    for await (const event of again.follow(new AbortController().signal)) {
      if (event.type === 'failed') throw new Error(event.error.message)
    }
    expect(server.asked[before]).toMatchObject({ range: 'bytes=70000-', ifRange: '"one"' })
    expect(await installed(home)).toEqual(WEIGHTS)
  })

  test('that brings nothing new is given up by name', async () => {
    server.queue(...Array.from({ length: 10 }, () => drops))
    expect((await home.pull()).at(-1)).toEqual(failure('model_download_failed', /broke/))
    expect(server.asked).toHaveLength(QUICK.attempts)
  })

  test('can be cancelled, keeps what came, and goes on later', async () => {
    server.queue(holds(WEIGHTS, 60_000))
    const feed = await home.models.pull('lama', { acceptLicence: true })
    await arrived(home, 60_000)
    expect(home.models.cancel('lama')).toBe(true)
    const rest = []
    for await (const event of feed.follow(new AbortController().signal)) rest.push(event.type)
    expect(rest.at(-1)).toBe('cancelled')
    expect((await stat(await partOf(home))).size).toBeGreaterThan(0)
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
      expect(await installed(home)).toEqual(WEIGHTS)
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
    await symlink(target, await partOf(home))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await readFile(target, 'utf8')).toBe('mine')
    expect(await installed(home)).toEqual(WEIGHTS)
  })

  test('more bytes than there may be are forgotten', async () => {
    await mkdir(await home.models.partialFolder(), { recursive: true })
    await writeFile(await partOf(home), Buffer.alloc(WEIGHTS.length + 5))
    expect((await home.pull()).at(-1)?.type).toBe('done')
    expect(await readdir(await home.models.partialFolder())).toEqual([])
  })
})
