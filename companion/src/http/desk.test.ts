/** The desk of a real daemon, whose fill process ends each fill when a test says so. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeskNews } from './desk.ts'
import { type TestDaemon, until } from './testing/daemon.ts'
import { submitted } from './testing/fills.ts'
import { startWaitingDaemon } from './testing/waiting-daemon.ts'

let daemon: TestDaemon
let go: () => Promise<void>
beforeEach(async () => {
  ;({ daemon, go } = await startWaitingDaemon())
})
afterEach(() => daemon.end())

test('shows what runs, tells of changes and of its end, and lets it be cancelled', async () => {
  const { desk } = daemon.daemon
  const news: DeskNews[] = []
  let changes = 0
  const stop = desk.onChange(() => changes++)
  desk.onNews((one) => news.push(one))
  expect(desk.state()).toMatchObject({ running: [], waiting: 0, recent: [], paused: false })

  const first = await submitted(daemon)
  const second = await submitted(daemon)
  await until(() => desk.state().running[0]?.fraction === 0.25)
  expect(desk.state()).toMatchObject({
    running: [{ id: first, operation: 'remove', prompt: '', fraction: 0.25 }],
    waiting: 1,
  })
  expect(changes).toBeGreaterThan(2)
  desk.cancel(second)
  await until(() => desk.state().waiting === 0)

  await go()
  await until(() => desk.state().recent.length > 0)
  // A cancelled fill is nothing to come back to.
  expect(desk.state().recent).toEqual([
    { id: first, operation: 'remove', prompt: '', state: 'failed' },
  ])
  expect(news).toMatchObject([{ type: 'ended', id: first, state: 'failed' }])
  stop()
  const before = changes
  desk.pause(true)
  expect(changes).toBe(before)
})

test('paused, nothing new is started; what waited goes on when it is taken up again', async () => {
  const { desk } = daemon.daemon
  desk.pause(true)
  await submitted(daemon)
  await until(() => desk.state().waiting === 1)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(desk.state()).toMatchObject({ paused: true, running: [], waiting: 1 })
  desk.pause(false)
  await until(() => desk.state().running.length === 1)
  await go()
  await until(() => desk.state().recent.length === 1)
})

test('a program that asks to be let in is news, with its code for the eyes at this machine', async () => {
  const { desk } = daemon.daemon
  const news: DeskNews[] = []
  desk.onNews((one) => news.push(one))
  await daemon.ask('/v1/pair/requests', {
    method: 'POST',
    token: undefined,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Figma', app: 'figma', nonce: 'a'.repeat(64) }),
  })
  const [pairing] = desk.state().pairings
  expect(pairing).toMatchObject({ name: 'Figma', code: expect.stringMatching(/^\d{6}$/) })
  expect(news).toEqual([{ type: 'asked', name: 'Figma', code: pairing?.code }])
})
