/** `inlay serve` as a person starts it: the fixed ports, one companion a user, its size, its end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile } from 'node:fs/promises'
import { createServer as createHttp } from 'node:http'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { COMPANION_NAME, createClient } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { useCompanionHome } from './companion-home.ts'
import { CLI, inlay } from './inlay.ts'

const home = useCompanionHome('inlay-serve-', 'SIGTERM')
const { env, started, held } = home

/** Starts it and waits for its first words. */
const serve = async (
  ...args: readonly string[]
): Promise<{ child: ChildProcess; port: number }> => {
  const child = spawn(process.execPath, [CLI, 'serve', ...args], {
    env: { ...process.env, ...env() },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  let said = ''
  child.stdout?.setEncoding('utf8')
  for await (const text of child.stdout ?? []) {
    said += String(text)
    const port = /localhost:(\d+)/.exec(said)?.[1]
    if (port !== undefined) return { child, port: Number(port) }
  }
  if (child.exitCode === null) await once(child, 'exit')
  throw new Error(`It ended with: ${said}`)
}

const hold = async (server: Server, port: number, host = '127.0.0.1'): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  held.push(server)
}

/** Takes every connection and says nothing. */
const stranger = (): Server => createServer((socket) => socket.on('error', () => {}).resume())

const strangerCompanion = (): Server =>
  createHttp((_request, response) => {
    response.setHeader('Connection', 'close')
    response.end(JSON.stringify({ name: COMPANION_NAME, version: '9.9.9' }))
  })

const token = async (): Promise<string> => (await inlay(['token'], { env: env() })).stdout.trim()

const clientOf = async (port: number) =>
  createClient<AbortSignal>({
    baseUrl: `http://localhost:${port}`,
    token: await token(),
    fetch,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  })

describe('inlay serve', () => {
  it('takes the first port, answers to the token that inlay token prints, and ends with 0', async () => {
    const { child, port } = await serve()
    expect(port).toBe(43117)
    const engines = await (await clientOf(port)).engines()
    expect(engines.map(({ id }) => id)).toContain('patchmatch')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    await expect(access(join(home.path, 'state', 'daemon.json'))).rejects.toThrow()
  })

  it('says that it runs already, and leaves the running one alone', async () => {
    const { port } = await serve()
    for (const args of [[], ['--port', '43118']]) {
      const second = await inlay(['serve', ...args], { env: env() })
      expect(second.status).toBe(0)
      expect(second.stdout).toMatch(/already running.*43117/)
    }
    expect((await (await clientOf(port)).engines()).length).toBeGreaterThan(0)
  })

  it('of two started at once, one serves', async () => {
    const both = await Promise.allSettled([serve(), serve()])
    const ports = both.flatMap((one) => (one.status === 'fulfilled' ? one.value.port : []))
    expect(ports[0]).toBe(43117)
    for (const port of ports) expect(port).toBe(43117)
    // The other has said so, and ends.
    await expect.poll(() => started.filter(({ exitCode }) => exitCode === null)).toHaveLength(1)
  })

  it('goes on to the next port when a stranger or another user’s companion has one', async () => {
    await hold(stranger(), 43117)
    await hold(strangerCompanion(), 43118)
    const { port } = await serve()
    expect(port).toBe(43119)
  })

  it('never listens anywhere else', async () => {
    await hold(stranger(), 43117)
    await hold(stranger(), 43118, '::1')
    await hold(strangerCompanion(), 43119)
    const ended = await inlay(['serve'], { env: env() })
    expect(ended.status).not.toBe(0)
    expect(ended.stderr).toContain('Every port of the companion is taken')
    const chosen = await inlay(['serve', '--port', '43118'], { env: env() })
    expect(chosen.stderr).toContain('Tried 43118')
    expect((await inlay(['serve', '--port', '8080'], { env: env() })).status).toBe(2)
  })

  it.skipIf(process.platform !== 'linux')(
    'stays under 150 MB, whatever passes through it',
    async () => {
      const { child, port } = await serve()
      const client = await clientOf(port)
      // The last is 84 MB on the way in and 67 MB on the way out.
      for (const side of [1024, 1024, 1024, 4096]) {
        const mask = new Uint8Array(side * side)
        for (let y = 500; y < 520; y++) mask.fill(255, y * side + 500, y * side + 520)
        const size = { kind: 'raw', width: side, height: side } as const
        const { id } = await client.fill(
          {
            image: { ...size, part: 'image', channels: 4 },
            mask: { ...size, part: 'mask', channels: 1 },
          },
          { image: new Uint8Array(side * side * 4).fill(128), mask },
        )
        const { pixels } = await client.resultPixels(id, 0, { form: 'composite' })
        expect(pixels.data).toHaveLength(side * side * 4)
      }
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      const megabytes = (field: string): number =>
        Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
      expect(megabytes('VmRSS')).toBeLessThan(150)
      expect(megabytes('VmHWM')).toBeLessThan(150)
    },
  )
})
