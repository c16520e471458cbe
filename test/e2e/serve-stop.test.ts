/** The end of `inlay serve` as its owner, the system and its supervisor bring it about. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useCompanionHome } from './companion-home.ts'
import { CLI, inlay } from './inlay.ts'

const home = useCompanionHome('inlay-stop-')
const { env, started } = home

const serve = async (args: readonly string[] = []): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [CLI, 'serve', ...args], {
    env: { ...process.env, ...env() },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  started.push(child)
  if (child.stdout !== null) await once(child.stdout, 'data')
  return child
}

const isGone = async (): Promise<void> =>
  expect(access(join(home.path, 'state', 'daemon.json'))).rejects.toThrow()

describe('inlay serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const child = await serve()
    const ended = once(child, 'exit')
    child.kill(signal)
    expect(await ended).toEqual([0, null])
    await isGone()
  })

  it('ends with 0 when its supervisor sends `shutdown`, as on Windows', async () => {
    const child = await serve()
    const ended = once(child, 'exit')
    child.send('shutdown')
    expect(await ended).toEqual([0, null])
    await isGone()
  })

  it('ends with 0 when inlay stop asks it, which waits until it has', async () => {
    const child = await serve()
    const status = await inlay(['status', '--json'], { env: env() })
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'ready', pid: child.pid, running: 0 })
    const stop = await inlay(['stop'], { env: env() })
    expect(stop).toMatchObject({ status: 0, stdout: 'The companion has stopped.\n' })
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    await isGone()
    expect(await inlay(['stop'], { env: env() })).toMatchObject({ status: 0 })
    expect((await inlay(['status'], { env: env() })).status).toBe(1)
  })

  it('leaves at once on a second signal', async () => {
    // A client that never reads its answer keeps a line busy, so that the stop takes its time.
    const child = await serve()
    const token = (
      await readFile(join(home.path, 'config', 'token'), 'utf8').catch(() => '')
    ).trim()
    const stalled = token === '' ? [] : await Promise.all([stall(token), stall(token)])
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    if (child.stderr !== null) await once(child.stderr, 'data')
    // Longer than what counts as the same signal, passed on.
    await new Promise((resolve) => setTimeout(resolve, 700))
    if (child.exitCode === null) child.kill('SIGTERM')
    const [code] = await ended
    expect(stalled.length === 0 ? [0, 130] : [130]).toContain(code)
    for (const socket of stalled) socket.destroy()
  })

  it('of two started at once on different ports, one stays', async () => {
    for (let round = 0; round < 3; round++) {
      const pair = ['43117', '43118', '43119'].map((port) =>
        spawn(process.execPath, [CLI, 'serve', '--port', port], {
          env: { ...process.env, ...env() },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      )
      started.push(...pair)
      const said = await Promise.all(
        pair.map(async (child) => String((await once(child.stdout, 'data'))[0])),
      )
      const serving = said.filter((text) => text.startsWith('Inlay listens'))
      expect([round, said, serving.length]).toEqual([round, said, 1])
      for (const text of said) if (!serving.includes(text)) expect(text).toMatch(/already running/)
      expect((await inlay(['stop'], { env: env() })).stdout).toBe('The companion has stopped.\n')
    }
  })

  it.each([
    ['half written', '{"port":431'],
    ['of a process that is gone', '{"port":43117,"pid":4194301,"version":"0.1.0"}'],
    ['of a process id that is now another program’s', `{"port":43119,"pid":1,"version":"0.1.0"}`],
    ['of a port that is nobody’s', `{"port":9,"pid":${process.pid},"version":"0.1.0"}`],
    ['empty', ''],
  ])('starts over a discovery file %s', async (_, text) => {
    await mkdir(join(home.path, 'state'), { recursive: true })
    await writeFile(join(home.path, 'state', 'daemon.json'), text)
    const child = await serve()
    const found: unknown = JSON.parse(
      await readFile(join(home.path, 'state', 'daemon.json'), 'utf8'),
    )
    expect(found).toMatchObject({ port: 43117, pid: child.pid })
    expect(
      (await readdir(join(home.path, 'state'))).filter((name) => /daemon\.json\./.test(name)),
    ).toEqual([])
  })
})

/** An event stream that is open and stays so: a waiting line that the stop has to cut in the end. */
const stall = async (token: string) => {
  const { connect } = await import('node:net')
  const socket = connect(43117, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(
    `POST /v1/fills HTTP/1.1\r\nHost: 127.0.0.1:43117\r\nAuthorization: Bearer ${token}\r\n` +
      'Content-Type: application/x-inlay-envelope\r\nContent-Length: 100000\r\n\r\nhalf of it',
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  return socket
}
