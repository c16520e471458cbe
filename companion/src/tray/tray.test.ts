/** What a click does, with a fake tray: a process of its own that clicks what FAKE_TRAY_CLICKS names. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TrayNote } from './messages.ts'
import type { TraySource } from './source.ts'
import { openTray, type Tray } from './tray.ts'

const entry = fileURLToPath(new URL('./fake-tray.fixture.mjs', import.meta.url))

let home: string
let tray: Tray | undefined
let done: string[]
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-tray-'))
  done = []
})
afterEach(async () => {
  await tray?.close()
  await rm(home, { recursive: true, force: true })
})

/** A companion at rest that writes down what it is asked to do. */
const source = (changed: Partial<TraySource> = {}): TraySource => ({
  desk: {
    state: () => ({
      paused: false,
      running: [],
      waiting: 0,
      recent: [],
      pairings: [],
      engines: [{ id: 'patchmatch', name: 'PatchMatch', available: true }],
    }),
    onChange: () => () => {},
    onNews: () => () => {},
    cancel: (id) => done.push(`cancel ${id}`),
    pause: (on) => done.push(`pause ${on}`),
    freeMemory: async () => true,
  },
  startsAtLogin: () => false,
  setStartsAtLogin: async (on) => {
    done.push(`login ${on}`)
  },
  engine: () => 'auto',
  setEngine: async (engine) => {
    done.push(`engine ${engine}`)
  },
  language: () => 'en',
  onSettings: () => () => {},
  pageAddress: 'http://localhost:43117/',
  openPage: async (place) => {
    done.push(`page ${JSON.stringify(place ?? {})}`)
  },
  openLogs: async () => {
    done.push('logs')
  },
  quit: () => done.push('quit'),
  ...changed,
})

const clickOn = (clicks: readonly string[], own: TraySource): void => {
  tray = openTray({
    source: own,
    entry,
    environment: {
      FAKE_TRAY: 'clicks',
      FAKE_TRAY_CLICKS: clicks.join(' '),
      FAKE_TRAY_HEARD: join(home, 'heard'),
    },
    say: (line) => done.push(`said: ${line}`),
  })
}
const until = (look: () => Promise<void> | void): Promise<void> =>
  vi.waitFor(look, { timeout: 60_000, interval: 20 })

const notes = async (): Promise<TrayNote[]> =>
  (await readFile(join(home, 'heard'), 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line.includes('"notify"'))
    .map((line) => JSON.parse(line).note)

test('each line of the menu does what it says, and two quick clicks on the icon open one page', async () => {
  clickOn(
    [
      'open-page',
      'open-page',
      'open-fill:a1',
      'open-engines',
      'choose-engine:patchmatch',
      'cancel:a1',
      'pause',
      'resume',
      'login-on',
      'open-logs',
      'format-disk',
      'quit',
    ],
    source(),
  )
  await until(() => expect(done.at(-1)).toBe('quit'))
  expect(done).toEqual([
    'page {}',
    'page {"fill":"a1"}',
    'page {"at":"engines"}',
    'engine patchmatch',
    'cancel a1',
    'pause true',
    'pause false',
    'login true',
    'logs',
    'quit',
  ])
})

test('what does not work is told where it was clicked, with what helps', async () => {
  const refuse = async (): Promise<void> => {
    throw new Error('no browser')
  }
  clickOn(['open-page', 'open-logs'], source({ openPage: refuse, openLogs: refuse }))
  await until(async () => expect(await notes()).toHaveLength(2))
  const [page, logs] = await notes()
  expect(page).toEqual({
    title: 'That did not work',
    body: 'No browser could be opened. The page: http://localhost:43117/',
  })
  expect(logs?.body).toContain('the page shows the logs too')
  expect(done).toEqual([
    'said: The tray could not open the page.',
    'said: The tray could not open the logs.',
  ])
})

test('freed memory is told', async () => {
  clickOn(['free-memory'], source())
  await until(async () => expect(await notes()).toMatchObject([{ title: 'Memory freed' }]))
})
