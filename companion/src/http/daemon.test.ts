/** The daemon's own life: ports, single instance, discovery, restart, closing. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPANION_NAME, COMPANION_VERSION, type FillEvent, isFinal } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { companionFolders, type Folders } from '../system/folders.ts'
import { startDaemon } from './daemon.ts'
import type { Daemon, DaemonOptions } from './daemon-options.ts'
import { answersAsCompanion, Discovery, discoveryPath } from './discovery.ts'
import { takePort } from './listen.ts'
import { startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, followEvents, statusOfFill, submitLong, submitted } from './testing/fills.ts'

let home: string
let folders: Folders
const closers: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-daemon-'))
  folders = companionFolders(home)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  await rm(home, { recursive: true, force: true })
})

const start = async (options: DaemonOptions = {}): Promise<Daemon> => {
  const daemon = await startDaemon({ folders, port: 0, ...options })
  closers.push(() => daemon.close())
  return daemon
}

const hold = async (server: Server, host: string, port: number): Promise<Server> => {
  const open = new Set<Socket>()
  server.on('connection', (socket) => open.add(socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  closers.push(() => {
    for (const socket of open) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return server
}

describe('the address', () => {
  test('is the same port on 127.0.0.1 and [::1]', async () => {
    const daemon = await start()
    expect(daemon.addresses[0]).toBe(`http://127.0.0.1:${daemon.port}`)
    for (const address of daemon.addresses) {
      const health: unknown = await (await fetch(`${address}/v1/health`)).json()
      expect(health).toEqual({
        name: COMPANION_NAME,
        version: COMPANION_VERSION,
        state: 'ready',
      })
    }
    // Linux machines here and in CI have it; where there is none, one address is right.
    expect(daemon.addresses.length).toBe(process.platform === 'linux' ? 2 : daemon.addresses.length)
  })

  test('is reachable from this machine only', async () => {
    const daemon = await start()
    const { networkInterfaces } = await import('node:os')
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outside) {
      await expect(fetch(`http://${address}:${daemon.port}/v1/health`)).rejects.toThrow()
    }
  })

  test('is one of the three that plugins know, or none', async () => {
    for (const port of [80, 43116, 43120, -1, 1.5]) {
      await expect(startDaemon({ folders, port })).rejects.toMatchObject({
        code: 'invalid_request',
        detail: expect.stringContaining('43117, 43118, 43119'),
      })
    }
  })
})

describe('a port that is taken', () => {
  const never = () => createServer(() => {})

  test('is left to whoever has it, on either address', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const squatter = await hold(never(), host, 0)
      const address = squatter.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      expect(await takePort(port, createHttp)).toBeUndefined()
      await hold(never(), host === '::1' ? '127.0.0.1' : '::1', port)
    }
  })

  test('a stranger that never answers is no companion', async () => {
    const silent = await hold(never(), '127.0.0.1', 0)
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await answersAsCompanion(port)).toBe(false)
  })
})

describe('one daemon for one user', () => {
  test('a second one says that the first runs, and harms it not', async () => {
    const first = await startTestDaemon()
    closers.push(() => first.end())
    const id = await submitted(first)
    await allEvents(first, id)
    await expect(startDaemon({ folders: first.folders, port: 0 })).rejects.toMatchObject({
      code: 'already_running',
      detail: expect.stringContaining(String(first.port)),
    })
    expect((await first.ask(`/v1/fills/${id}/results/0`)).status).toBe(200)
  })

  test('is found through a file only its owner may read', async () => {
    const daemon = await start()
    const path = discoveryPath(folders.state)
    expect(Discovery.parse(JSON.parse(await readFile(path, 'utf8')))).toEqual({
      port: daemon.port,
      pid: process.pid,
      version: COMPANION_VERSION,
    })
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
    await daemon.close()
    await expect(stat(path)).rejects.toThrow()
  })

  test.each([
    ['of a process that is gone', JSON.stringify({ port: 1, pid: 2 ** 30, version: '0.1.0' })],
    [
      'of a port where nobody answers',
      JSON.stringify({ port: 1, pid: process.pid, version: '0.1.0' }),
    ],
    ['that is damaged', '{"port":'],
    ['that is empty', ''],
    ['of another shape', '[]'],
  ])('a file %s stops nobody', async (_, content) => {
    await mkdir(folders.state, { recursive: true })
    await writeFile(discoveryPath(folders.state), content)
    expect((await start()).port).toBeGreaterThan(0)
  })
})

/** A fill's events as somebody hears them who stays on the line. */
const hearing = (test: TestDaemon, id: string) => {
  let sayFirst = (): void => {}
  const first = new Promise<void>((resolve) => {
    sayFirst = resolve
  })
  const listen = async (): Promise<FillEvent[]> => {
    const events: FillEvent[] = []
    for await (const event of followEvents(test, id)) {
      events.push(event)
      sayFirst()
    }
    return events
  }
  return { first, all: listen() }
}

describe('closing', () => {
  test('lets those who listen go, keeps the jobs, and takes the fill process along', async () => {
    const test: TestDaemon = await startTestDaemon({ folders })
    closers.push(() => test.daemon.close())
    const running = await submitLong(test)
    const waiting = await submitted(test)
    const heard = [running, waiting].map((id) => hearing(test, id))
    await Promise.all(heard.map(({ first }) => first))
    const pid = test.daemon.fillProcess ?? 0
    await test.daemon.close()
    for (const { all } of heard) expect((await all).some(isFinal)).toBe(false)
    expect(() => process.kill(pid, 0)).toThrow()
    await expect(fetch(`${test.base}/v1/health`)).rejects.toThrow()
    await test.daemon.close()

    const next = await startTestDaemon({ folders })
    closers.push(() => next.daemon.close())
    expect((await statusOfFill(next, running)).state).toBe('running')
    await next.ask(`/v1/fills/${running}`, { method: 'DELETE' })
    expect((await allEvents(next, waiting)).at(-1)?.type).toBe('done')
  })

  test('a daemon that starts after a crash finds its token and removes what nobody knows', async () => {
    const spool = join(folders.state, 'spool', 'old-job')
    await mkdir(spool, { recursive: true })
    await writeFile(join(spool, 'image'), 'private')
    const first = await start()
    expect(await readdir(join(folders.state, 'spool'))).toEqual([])
    const token = await readFile(first.tokenPath, 'utf8')
    await first.close()
    const second = await start()
    expect(await readFile(second.tokenPath, 'utf8')).toBe(token)
  })
})

describe('a fill process whose daemon is killed', () => {
  test('leaves too', async () => {
    const script = `
      const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, [process.argv[1]], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] })
      child.stdio[3].once('data', () => { console.log(child.pid); setInterval(() => {}, 1000) })
    `
    const { distFile } = await import('../system/dist.ts')
    const parent = spawn(process.execPath, ['-e', script, distFile('fill-process.js')])
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (line) => resolve(Number(String(line))))
    })
    expect(() => process.kill(pid, 0)).not.toThrow()
    parent.kill('SIGKILL')
    await until(() => {
      try {
        process.kill(pid, 0)
        return false
      } catch {
        return true
      }
    })
  })
})
