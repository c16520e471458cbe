import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startTrayChild, type TrayChild } from './tray-child.ts'

const entry = fileURLToPath(new URL('./fake-tray.fixture.mjs', import.meta.url))
const VIEW = { look: 'idle' as const, tooltip: 'Inlay: ready', menu: [] }

let home: string
let child: TrayChild | undefined
const said: string[] = []
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-tray-'))
  said.length = 0
})
afterEach(async () => {
  await child?.close()
  await rm(home, { recursive: true, force: true })
})

const start = (kind: string): TrayChild => {
  child = startTrayChild({
    entry,
    environment: { FAKE_TRAY: kind, FAKE_TRAY_HEARD: join(home, 'heard') },
    onAction: (action) => said.push(`clicked ${action}`),
    onIcon: (isShown, reason) => said.push(isShown ? 'shown' : `not shown: ${reason}`),
    onUnavailable: (reason) => said.push(`none: ${reason}`),
    onGivenUp: () => said.push('given up'),
    pauses: [10, 20],
  })
  return child
}
const heard = async (): Promise<string[]> =>
  (await readFile(join(home, 'heard'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
const until = (look: () => Promise<void> | void): Promise<void> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 })

test('what was to be shown before it was ready is shown then, and clicks come back', async () => {
  const tray = start('clicks')
  tray.show({ ...VIEW, tooltip: 'older' })
  tray.show(VIEW)
  await until(() => expect(said).toEqual(['clicked pause']))
  expect(await heard()).toEqual(['begun', JSON.stringify({ type: 'show', view: VIEW })])
  const { pid } = tray
  await tray.close()
  expect(() => process.kill(pid ?? 0, 0)).toThrow()
})

test('killed, it comes back with the last picture', async () => {
  const tray = start('good')
  tray.show(VIEW)
  await until(async () => expect(await heard()).toHaveLength(2))
  process.kill(tray.pid ?? 0, 'SIGKILL')
  await until(async () => expect(await heard()).toHaveLength(4))
  expect((await heard())[3]).toContain('Inlay: ready')
})

test.each(['dies', 'nonsense'])(
  'one that %s is begun a few times, then left alone',
  async (kind) => {
    start(kind)
    await until(() => expect(said).toEqual(['given up']))
    expect(await heard()).toEqual(['begun', 'begun', 'begun'])
  },
)

test('where there is no tray it says so once and is not begun again', async () => {
  start('none')
  await until(() => expect(said).toEqual(['none: this desktop has no tray']))
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(await heard()).toEqual(['begun'])
})

test('without a place for its icon it stays, to notify and until there is one', async () => {
  const tray = start('late')
  await until(() => expect(said).toEqual(['not shown: no panel']))
  tray.notify({ title: 'Figma wants to use Inlay', body: '012 345' })
  await until(() => expect(said).toEqual(['not shown: no panel', 'shown']))
  expect(await heard()).toHaveLength(2)
})
