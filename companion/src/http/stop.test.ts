/** Stopping: what runs may end, what comes is refused by name, and everybody hears a last word. */
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FillEvent, SOCKET_PROTOCOL } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { logPath } from './log/places.ts'
import { startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, statusOfFill, submit, submitted } from './testing/fills.ts'
import type { Home } from './testing/home.ts'
import { startWaitingDaemon } from './testing/waiting-daemon.ts'

let home: Home
let daemon: TestDaemon
let go: () => Promise<void>
beforeEach(async () => {
  ;({ home, daemon, go } = await startWaitingDaemon())
})
afterEach(() => daemon.end())

const runs = async (): Promise<string> => {
  const id = await submitted(daemon)
  await until(async () => (await statusOfFill(daemon, id)).state === 'running')
  return id
}

const socketOf = async (id: string) => {
  const socket = new WebSocket(`ws://127.0.0.1:${daemon.port}/v1/ws`, SOCKET_PROTOCOL, {
    headers: { authorization: `Bearer ${daemon.token}` },
  })
  const heard: FillEvent[] = []
  socket.on('message', (data) => heard.push(FillEvent.parse(JSON.parse(String(data)))))
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ subscribe: id }))
  await until(() => heard.length > 0)
  return { heard, closed }
}

describe('a companion that is stopped', () => {
  test('lets what runs end, refuses what comes by name, and answers until it is done', async () => {
    const id = await runs()
    const waiting = await submitted(daemon)
    const events = allEvents(daemon, id)
    const { heard, closed } = await socketOf(id)
    const stopped = daemon.daemon.stop('signal')
    const refused = await submit(daemon)
    expect([refused.status, refused.json]).toMatchObject([503, { code: 'stopping' }])
    const { json } = await daemon.ask('/v1/health', { token: undefined })
    expect(json).toMatchObject({ state: 'stopping' })
    expect((await daemon.ask('/v1/status')).json).toMatchObject({ state: 'stopping', running: 1 })
    await go()
    await stopped
    // The last word of each stream is what became of the fill, and the socket says why it closes.
    expect((await events).at(-1)).toMatchObject({ type: 'failed', error: { code: 'mask_empty' } })
    expect(await closed).toEqual({ code: 1001, reason: 'The companion is stopping.' })
    expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'mask_empty' } })
    await expect(access(join(home.folders.state, 'daemon.json'))).rejects.toThrow()
    const log = await readFile(logPath(home.folders.state), 'utf8')
    expect(log).toMatch(/"event":"stopping","why":"signal","queued":1,"running":1/)
    expect(log).toMatch(/"event":"stopped".*"interrupted":1/)
    // What waited is there after the next start.
    const { end } = daemon
    daemon = await startTestDaemon({ folders: home.folders })
    expect((await statusOfFill(daemon, waiting)).state).not.toBe('failed')
    expect((await statusOfFill(daemon, id)).error).toMatchObject({ code: 'mask_empty' })
    void end
  })

  test('does not wait for ever for what does not end; it is taken up again', async () => {
    const id = await runs()
    const { closed } = await socketOf(id)
    // Nobody has told it to end, so a stop that waits for that would never come back.
    await daemon.daemon.stop('request')
    expect((await closed).code).toBe(1001)
    expect(daemon.daemon.fillProcess).toBeUndefined()
    daemon = await startTestDaemon({ folders: home.folders })
    expect((await allEvents(daemon, id)).at(-1)?.type).toBe('done')
  })

  test('stops once, however often it is asked', async () => {
    await Promise.all([
      daemon.daemon.stop('signal'),
      daemon.daemon.stop('request'),
      daemon.daemon.close(),
    ])
    const log = await readFile(logPath(home.folders.state), 'utf8')
    expect(log.match(/"event":"stopped"/g)).toHaveLength(1)
  })

  test('is asked by its owner over HTTP', async () => {
    expect((await daemon.ask('/v1/shutdown', { method: 'POST' })).status).toBe(202)
    await daemon.daemon.stopAsked
  })
})
