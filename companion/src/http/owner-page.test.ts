/** What the owner's page manages: settings, graphics card, plugins, log, diagnostics; and for nobody else. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import {
  Diagnostics,
  GpuEvent,
  GpuLibraries,
  LogLines,
  PluginList,
  SettingsInForce,
  TrayShown,
  type TrayState,
  WireError,
} from '@inlay/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { storedZip } from '../inference/cuda/testing/stored-zip.ts'
import { changeSettings } from '../models/settings.ts'
import { holds, type ModelServer, startModelServer } from '../models/testing/model-server.ts'
import type { Folders } from '../system/folders.ts'
import { openDevices } from './access/devices.ts'
import { logPath } from './log/places.ts'
import type { Surroundings } from './surroundings.ts'
import { type Answer, asDevice, startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, submitted } from './testing/fills.ts'
import { withHome } from './testing/home.ts'
import { cudaWheel, offerPlugins } from './testing/offered.ts'

const WHEEL = storedZip({ 'nvidia/cu13/lib/libcudart.so.13': 'cudart' })
const PRIVATE_PATH = '/srv/projects of Ada/secret client'

const shown: string[] = []
let autostart: 'on' | 'off' = 'off'
let tray: TrayState | undefined
const surroundings: Surroundings = {
  autostart: async () => autostart,
  setAutostart: async (on) => {
    autostart = on ? 'on' : 'off'
  },
  tray: () => tray,
  showTray: async () => {
    tray ??= 'on'
    return tray
  },
  show: async (path) => {
    shown.push(path)
  },
  doctor: async () => ({
    ok: true,
    checks: [
      {
        name: 'jobs folder',
        state: 'ok',
        code: 'ok',
        finding: `${folders.state} can be written; ${homedir()}/x and /opt/thing/inlay are there on ${hostname()}.`,
      },
    ],
  }),
}

let folders: Folders
let server: ModelServer
let owner: TestDaemon
let device: TestDaemon
let plugins: string
beforeAll(async () => {
  const home = await withHome()
  folders = home.folders
  server = await startModelServer(WHEEL)
  await changeSettings(folders, { mirror: server.address, folder: PRIVATE_PATH })
  plugins = join(home.path, 'plugins')
  const devices = await openDevices({ folder: folders.config })
  const scopes = ['jobs', 'models:read'] as const
  const { token } = await devices.add({ name: 'Canary of Ada', app: 'figma', scopes: [...scopes] })
  await devices.close()
  owner = await startTestDaemon({
    folders,
    surroundings,
    plugins: await offerPlugins(plugins),
    gpu: {
      hasCard: true,
      wheels: [cudaWheel(WHEEL, { libraries: ['nvidia/cu13/lib/libcudart.so.13'] })],
    },
  })
  device = asDevice(owner, token)
})
afterAll(async () => {
  await owner.end()
  await server.end()
})

const send = (path: string, method: string, body?: unknown, from = owner): Promise<Answer> =>
  from.ask(path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
const change = (body: unknown): Promise<Answer> => send('/v1/settings', 'PATCH', body)
const settings = async (): Promise<SettingsInForce> =>
  SettingsInForce.parse((await owner.ask('/v1/settings')).json)
const onDisk = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(folders.config, 'settings.json'), 'utf8'))

describe('row 7: what changes or tells of this machine is for its owner alone', () => {
  const ROUTES = [
    ['GET', '/v1/settings'],
    ['PATCH', '/v1/settings', { set: { keepDays: 0.01 } }],
    ['PUT', '/v1/autostart', { on: true }],
    ['PUT', '/v1/pause', { paused: true }],
    ['GET', '/v1/gpu'],
    ['DELETE', '/v1/gpu'],
    ['POST', '/v1/gpu/install', { acceptLicence: true }],
    ['DELETE', '/v1/gpu/install'],
    ['GET', '/v1/gpu/events'],
    ['GET', '/v1/plugins'],
    ['POST', '/v1/plugins/figma/show'],
    ['GET', '/v1/plugins/photoshop/file'],
    ['GET', '/v1/logs'],
    ['GET', '/v1/diagnostics'],
    ['POST', '/v1/tray'],
    ['POST', '/v1/models/folders', { folder: '/tmp' }],
  ] as const

  test.each(ROUTES)('%s %s: no paired plugin, no stranger', async (method, path, body?: object) => {
    const paired = await send(path, method, body, device)
    expect([paired.status, WireError.parse(paired.json).code]).toEqual([403, 'scope_missing'])
    const { status } = await send(path, method, body, {
      ...owner,
      ask: (p, ask) => owner.ask(p, { ...ask, token: undefined }),
    })
    expect(status).toBe(401)
  })

  test('nothing of it happened', async () => {
    expect([autostart, tray, shown]).toEqual(['off', undefined, []])
    expect((await settings()).values.keepDays).toBe(7)
    expect((await owner.ask('/v1/status')).json).toMatchObject({ paused: false })
  })
})

describe('settings', () => {
  beforeEach(async () => {
    await change({ reset: ['keepDays', 'idleMinutes', 'engine', 'logLevel', 'concurrency'] })
  })

  test('are told with where they come from', async () => {
    const { values, sources, autostart: login, modelsFolder, problems } = await settings()
    expect(values).toMatchObject({ keepDays: 7, idleMinutes: 2, mirror: `${server.address}/` })
    expect(sources).toMatchObject({ keepDays: 'default', mirror: 'file', modelsFolder: 'file' })
    expect([login, modelsFolder, problems]).toEqual(['off', join(PRIVATE_PATH, 'inlay-models'), []])
  })

  test('change at once, stay on disk, and go back', async () => {
    const changed = await change({ set: { keepDays: 30, concurrency: 2 } })
    expect(SettingsInForce.parse(changed.json)).toMatchObject({
      values: { keepDays: 30, concurrency: 2 },
      sources: { keepDays: 'file' },
    })
    expect(await onDisk()).toEqual({ version: 1, keepDays: 30, concurrency: 2 })
    await change({ reset: ['keepDays'] })
    expect(await onDisk()).toEqual({ version: 1, concurrency: 2 })
    expect((await settings()).values.keepDays).toBe(7)
  })

  test.each([
    [{ set: { keepDays: 0 } }, 'keepDays'],
    [{ set: { language: 'xx' } }, 'language'],
    [{ set: { nothing: 1 } }, 'nothing'],
    [{ set: { mirror: 'http://evil.example' } }, 'mirror'],
    [{ set: { modelsFolder: 'here' } }, 'folder'],
    [{ reset: ['version'] }, 'reset'],
  ])('%j is refused by name', async (body, name) => {
    const { status, json } = await change(body)
    expect([status, WireError.parse(json).code]).toEqual([400, 'invalid_request'])
    expect(WireError.parse(json).detail).toContain(name)
  })

  test('the icon of a companion that was started without one comes when it is asked for', async () => {
    expect((await settings()).tray).toBeUndefined()
    expect(TrayShown.parse((await send('/v1/tray', 'POST')).json)).toEqual({ tray: 'on' })
    expect((await settings()).tray).toBe('on')
  })

  test('a slip of the hand in the file is named, and the rest holds', async () => {
    const file = join(folders.config, 'settings.json')
    await writeFile(file, '{"version":1,"keepDays":"soon","idleMinutes":9,"later":1}')
    const { values, problems } = await settings()
    expect(values).toMatchObject({ keepDays: 7, idleMinutes: 9 })
    expect(problems).toEqual([expect.stringContaining('keepDays')])
    await change({ set: { concurrency: 1 } })
    expect(await onDisk()).toMatchObject({ idleMinutes: 9, later: 1 })
    await writeFile(file, 'not JSON')
    expect((await settings()).problems).toHaveLength(1)
    expect((await settings()).values.idleMinutes).toBe(2)
  })

  test('the engine that is preferred fills where nothing else is asked for, and only where it can', async () => {
    await change({ set: { engine: 'no-such-engine' } })
    const id = await submitted(owner)
    const events = await allEvents(owner, id)
    expect(events.at(-1)).toMatchObject({ type: 'done' })
    expect(events).toContainEqual(expect.objectContaining({ engine: 'patchmatch' }))
  })

  test('two changes at the same time lose none', async () => {
    await Promise.all([
      change({ set: { keepDays: 11 } }),
      change({ set: { keepFills: 12 } }),
      change({ set: { keepGigabytes: 13 } }),
    ])
    expect(await onDisk()).toMatchObject({ keepDays: 11, keepFills: 12, keepGigabytes: 13 })
  })

  test('starting with the desktop, and a pause', async () => {
    expect((await send('/v1/autostart', 'PUT', { on: true })).json).toEqual({ autostart: 'on' })
    expect(autostart).toBe('on')
    expect((await send('/v1/pause', 'PUT', { paused: true })).json).toEqual({ paused: true })
    const id = await submitted(owner)
    expect((await owner.ask('/v1/status')).json).toMatchObject({ paused: true, queued: 1 })
    await send('/v1/pause', 'PUT', { paused: false })
    expect((await allEvents(owner, id)).at(-1)).toMatchObject({ type: 'done' })
  })
})

const linux = process.platform === 'linux' && process.arch === 'x64'

describe.skipIf(!linux)('what a graphics card needs', () => {
  const info = async (): Promise<GpuLibraries> =>
    GpuLibraries.parse((await owner.ask('/v1/gpu')).json)
  const begin = (): Promise<Answer> => send('/v1/gpu/install', 'POST', { acceptLicence: true })

  test('is told, asks for its terms, is fetched, called off, gone on with and removed', async () => {
    expect(await info()).toMatchObject({
      possible: true,
      installed: false,
      bytes: WHEEL.length,
      parts: [{ what: 'CUDA runtime', bytes: WHEEL.length }],
    })
    expect((await send('/v1/gpu/install', 'POST', {})).status).toBe(400)
    server.queue(holds(WHEEL, 20))
    expect((await begin()).status).toBe(202)
    await until(async () => (await info()).have === 20)
    expect(await info()).toMatchObject({ busy: true })
    expect((await owner.ask('/v1/gpu', { method: 'DELETE' })).status).toBe(409)
    expect((await owner.ask('/v1/gpu/install', { method: 'DELETE' })).status).toBe(204)
    await until(async () => !(await info()).busy)
    const [last] = await events()
    expect(last).toMatchObject({ type: 'cancelled' })
    expect(await info()).toMatchObject({ have: 20, installed: false })

    await begin()
    await until(async () => !(await info()).busy)
    expect((await events()).at(-1)).toMatchObject({ type: 'done' })
    expect(await info()).toMatchObject({ installed: true, have: 0 })
    expect((await owner.ask('/v1/gpu', { method: 'DELETE' })).status).toBe(204)
    expect(await info()).toMatchObject({ installed: false })
    expect((await owner.ask('/v1/gpu', { method: 'DELETE' })).status).toBe(404)
  })

  const events = async (): Promise<GpuEvent[]> =>
    (await owner.ask('/v1/gpu/events?wait=false')).body
      .toString()
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [GpuEvent.parse(JSON.parse(line))]))
})

describe('the plugins that came with it', () => {
  test('are listed, shown on the desktop, and Photoshop’s is handed out as a file', async () => {
    const { plugins: list } = PluginList.parse((await owner.ask('/v1/plugins')).json)
    expect(list).toMatchObject([
      { app: 'figma', file: join(plugins, 'manifest.json'), canShow: true },
      { app: 'photoshop', bytes: 9, canShow: true },
    ])
    expect((await send('/v1/plugins/figma/show', 'POST')).status).toBe(204)
    expect(shown).toEqual([plugins])
    const file = await owner.ask('/v1/plugins/photoshop/file')
    expect(file.body.toString()).toBe('PK-plugin')
    expect(file.headers).toMatchObject({
      'content-disposition': 'attachment; filename=inlay.ccx',
      'content-type': 'application/octet-stream',
    })
  })

  test('row 21: only what is named is served, whatever the address says', async () => {
    for (const name of ['figma', '..', '..%2f..%2fetc', 'photoshop%00', 'owner', 'constructor']) {
      expect((await owner.ask(`/v1/plugins/${name}/file`)).status).toBe(404)
    }
    for (const name of ['..', 'x', 'constructor', '%2e%2e%2f']) {
      expect((await send(`/v1/plugins/${name}/show`, 'POST')).status).toBe(404)
    }
    expect(shown).toHaveLength(1)
  })
})

describe('the log', () => {
  const logs = async (query = ''): Promise<LogLines> =>
    LogLines.parse((await owner.ask(`/v1/logs${query}`)).json)

  test('tells its last lines, and then what came since, across a turn of the file', async () => {
    await until(async () => (await logs()).lines.length > 3)
    const { lines, cursor } = await logs('?lines=2')
    expect(lines).toHaveLength(2)
    await submitted(owner)
    const eventsIn = ({ lines }: LogLines): string[] => lines.map(({ event }) => event)
    // To its end: what the fill logs later would come to the file that is turned below.
    await until(async () => eventsIn(await logs(`?after=${cursor}`)).includes('job_done'))
    const later = await logs(`?after=${cursor}`)
    expect(eventsIn(later)).toContain('job_accepted')
    expect(later.lines[0]?.words).not.toBe('')

    const path = logPath(folders.state)
    await rename(path, `${path}.1`)
    const line = { level: 'warn', time: new Date().toISOString(), event: 'device_revoked' }
    await writeFile(path, `${JSON.stringify(line)}\n`)
    const turned = await logs(`?after=${later.cursor}`)
    expect([turned.gap, turned.lines.at(-1)?.event]).toEqual([false, 'device_revoked'])
    expect((await logs('?level=warn')).lines.every(({ level }) => level !== 'info')).toBe(true)
  })

  test('refuses what it does not understand', async () => {
    for (const query of ['?lines=0', '?lines=x', '?level=loud', '?after=../../etc', '?after=1']) {
      expect((await owner.ask(`/v1/logs${query}`)).status).toBe(400)
    }
  })
})

describe('row 20: diagnostics', () => {
  test('tell what helps, and nothing of whose machine it is', async () => {
    const { text } = Diagnostics.parse((await owner.ask('/v1/diagnostics')).json)
    expect(text).toContain('jobs folder (ok): <state folder> can be written; ~/x and <path> are')
    expect(text).toContain('paired: figma')
    expect(text).toContain('modelsFolder=changed')
    for (const canary of [
      'Ada',
      'secret client',
      homedir(),
      hostname(),
      owner.token,
      server.address,
    ]) {
      expect([canary, text.includes(canary)]).toEqual([canary, false])
    }
  })
})
