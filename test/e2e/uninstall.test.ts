/**
 * `inlay uninstall` in a home of its own, laid out as the system lays it out: after it no process,
 * no listener, nothing that starts Inlay, no keyring entry and no file but what the user made.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { COMPANION_PORTS, createClient, type Fetch, pair } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { takeFixedPorts } from '../setup/fixed-ports.ts'
import { findPart } from '../setup/system-parts.mjs'
import { CLI, type Ended, runNode } from './inlay.ts'

let giveBack: (() => Promise<void>) | undefined
let home: string
const started: ChildProcess[] = []

const isLinux = process.platform === 'linux'
if (!isLinux) console.warn('SKIPPED: uninstall was tried in no home but a Linux one.')

beforeAll(async () => {
  giveBack = isLinux ? await takeFixedPorts() : undefined
})
afterAll(() => giveBack?.())
beforeEach(async (context) => {
  context.skip(giveBack === undefined)
  home = await mkdtemp(join(tmpdir(), 'uninstall-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  await rm(home, { recursive: true, force: true })
})

const config = (): string => join(home, '.config')
const data = (): string => join(home, '.local', 'share')

const env = (): NodeJS.ProcessEnv => {
  const { INLAY_HOME, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, DISPLAY, ...rest } = process.env
  return { ...rest, HOME: home, XDG_CONFIG_HOME: config(), XDG_DATA_HOME: data() }
}

/** With nothing of the test run's own environment in it. */
const inlay = (...args: readonly string[]): Promise<Ended> => {
  const clean = env()
  const absent = Object.keys(process.env).filter((name) => !(name in clean))
  return runNode([CLI, ...args], {
    env: { ...clean, ...Object.fromEntries(absent.map((name) => [name, undefined])) },
  })
}

const serve = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [CLI, 'serve'], {
    env: env(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  let said = ''
  for await (const text of child.stdout ?? []) {
    said += String(text)
    if (/localhost:\d+/.test(said)) break
  }
  return child
}

const nodeFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))
const BASE = `http://localhost:${COMPANION_PORTS[0]}`

/** A plugin is paired and has filled; another one waits for its code. */
const live = async (): Promise<void> => {
  const options = { name: 'Figma', app: 'figma', fetch: nodeFetch, randomBytes }
  const pairing = await pair<AbortSignal>(BASE, options)
  const asked: { pairings: { code: string }[] } = JSON.parse((await inlay('pair', '--json')).stdout)
  const credentials = await pairing.claim(asked.pairings[0]?.code ?? '')
  const client = createClient<AbortSignal>({
    baseUrl: BASE,
    ...credentials,
    fetch: nodeFetch,
    randomBytes,
  })
  const side = 64
  const mask = new Uint8Array(side * side).fill(255, 2000, 2020)
  const size = { kind: 'raw', width: side, height: side } as const
  await client.fill(
    {
      image: { ...size, part: 'image', channels: 4 },
      mask: { ...size, part: 'mask', channels: 1 },
    },
    { image: new Uint8Array(side * side * 4).fill(128), mask },
  )
  await pair<AbortSignal>(BASE, options)
}

/** What the tray writes, and what a person may have written. */
const startByItself = async (): Promise<void> => {
  const units = join(config(), 'systemd', 'user')
  await mkdir(join(units, 'default.target.wants'), { recursive: true })
  expect((await inlay('autostart', 'on')).status).toBe(0)
  await writeFile(join(units, 'inlay.service'), '[Service]\nExecStart=inlay serve\n')
  await symlink('../inlay.service', join(units, 'default.target.wants', 'inlay.service'))
  await writeFile(join(config(), 'autostart', 'other.desktop'), '[Desktop Entry]\n')
}

const filesLeft = async (): Promise<string[]> =>
  (await readdir(home, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(home.length + 1))

/** What a machine with a card, nets and an open page has as well. */
const heavyThings = async (): Promise<void> => {
  const state = join(data(), 'inlay')
  for (const folder of ['gpu/cuda-12', 'models/migan', 'loras/x']) {
    await mkdir(join(state, folder), { recursive: true })
    await writeFile(join(state, folder, 'file'), 'x')
  }
  for (const name of ['device.json', 'open-page.html', 'pages.json']) {
    await writeFile(join(state, name), '{}')
  }
}

/** Of this home alone: other test files run companions of the same checkout meanwhile. */
const isOurs = (line: string): boolean => {
  const pid = Number.parseInt(line, 10)
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`HOME=${home}`)
  } catch {
    // It has ended meanwhile.
    return false
  }
}

const processesLeft = (): string[] =>
  execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' })
    .split('\n')
    .filter(
      (line) =>
        /\/dist\/(inlay|fill-process|keyring)/.test(line) && line.includes(CLI.slice(0, -9)),
    )
    .filter((line) => !/^\s*\d+\s+Z/.test(line))
    .filter(isOurs)

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
  })

const expectNothingRuns = async (): Promise<void> => {
  await expect.poll(processesLeft).toEqual([])
  for (const port of COMPANION_PORTS) expect(await listens(port)).toBe(false)
}

describe('row 26: what uninstall leaves behind', () => {
  it('nothing, after a companion that ran, was paired and has filled; and twice is no harm', async () => {
    await serve()
    await live()
    await startByItself()
    await heavyThings()
    expect((await filesLeft()).length).toBeGreaterThan(5)
    expect(processesLeft().length).toBeGreaterThan(0)
    const first = await inlay('uninstall', '--yes')
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(first.stdout).toContain('The companion is stopped.')
    expect(first.stdout).toContain('autostart/inlay.desktop')
    expect(first.stdout).toContain('The plugins are Figma’s and Photoshop’s own copies')
    await expectNothingRuns()
    expect(await filesLeft()).toEqual(['.config/autostart/other.desktop'])
    expect(await readdir(config())).not.toContain('inlay')
    expect(await readdir(data())).not.toContain('inlay')
    const second = await inlay('uninstall')
    expect(second).toMatchObject({ status: 0, stderr: '' })
    expect(second.stdout).toContain('nothing of Inlay’s')
    expect(await filesLeft()).toEqual(['.config/autostart/other.desktop'])
  })

  it('nothing of a companion that does not run, nor of one that was killed', async () => {
    const child = await serve()
    await live()
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    expect(await filesLeft()).toEqual(
      expect.arrayContaining([
        '.config/inlay/token',
        '.config/inlay/devices.json',
        '.local/share/inlay/daemon.json',
      ]),
    )
    const { status, stdout } = await inlay('uninstall', '--yes', '--json')
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { stopped: false, left: [] }])
    await expect.poll(processesLeft).toEqual([])
    expect(await filesLeft()).toEqual([])
  })

  it('no process of a companion that is stuck', async () => {
    const child = await serve()
    child.kill('SIGSTOP')
    const { status, stdout } = await inlay('uninstall', '--yes')
    expect(status).toBe(0)
    expect(stdout).toContain('The companion is stopped.')
    await expectNothingRuns()
    expect(await filesLeft()).toEqual([])
  })

  it('deletes no history unasked, and keeps what is to be kept and what is not ours', async () => {
    await inlay('token')
    const state = join(data(), 'inlay')
    await mkdir(join(state, 'spool', 'job'), { recursive: true })
    await writeFile(join(state, 'spool', 'job', 'image'), 'x'.repeat(2_000_000))
    await writeFile(join(state, 'jobs.db'), 'x')
    await writeFile(join(config(), 'inlay', 'my-notes.txt'), 'x')
    const all = await filesLeft()

    const unasked = await inlay('uninstall')
    expect(unasked.status).toBe(2)
    expect(unasked.stderr).toContain('2.0 MB')
    expect(await filesLeft()).toEqual(all)

    const kept = await inlay('uninstall', '--keep-history')
    expect(kept.status).toBe(0)
    const history = ['.local/share/inlay/jobs.db', '.local/share/inlay/spool/job/image']
    expect((await filesLeft()).sort()).toEqual(['.config/inlay/my-notes.txt', ...history])
    expect(kept.stdout).toContain('my-notes.txt')

    await inlay('uninstall', '--yes')
    expect(await filesLeft()).toEqual(['.config/inlay/my-notes.txt'])
  })

  it.skipIf(!existsSync('/usr/bin/script'))('asks a person, who may say no', async () => {
    const state = join(data(), 'inlay')
    await mkdir(state, { recursive: true })
    await writeFile(join(state, 'jobs.db'), 'x')
    const answer = (words: string): string =>
      execFileSync(
        'sh',
        [
          '-c',
          `(sleep 1; echo ${words}) | script -qec "'${process.execPath}' '${CLI}' uninstall" /dev/null`,
        ],
        { env: env(), encoding: 'utf8' },
      )
    expect(answer('n')).toContain('Delete the fills and their pictures as well')
    expect(await filesLeft()).toEqual(['.local/share/inlay/jobs.db'])
    answer('y')
    expect(await filesLeft()).toEqual([])
  })

  it('touches nothing outside INLAY_HOME where that is set', async () => {
    await startByItself()
    const portable = join(home, 'portable')
    const at = { env: { ...env(), INLAY_HOME: portable } }
    await runNode([CLI, 'token'], at)
    expect(await readdir(portable)).toEqual(['config'])
    expect((await runNode([CLI, 'uninstall'], at)).status).toBe(0)
    expect(await readdir(portable)).toEqual([])
    expect(await filesLeft()).toContain('.config/autostart/inlay.desktop')
  })
})

const session = findPart('dbus')
const keyring = findPart('gnome-keyring')

describe.skipIf(session === undefined || keyring === undefined)('row 26: the keyring', () => {
  const inSession = async (unlock: string, ...lines: readonly string[]): Promise<string> => {
    const script = [unlock, ...lines].join('\n')
    const run = promisify(execFile)
    return (await run(session ?? '', ['--', 'sh', '-c', script], { env: env() })).stdout
  }
  const command = (...args: readonly string[]): string =>
    [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ')
  const unlocked = `printf secret | '${keyring}' --unlock --components=secrets >/dev/null`
  const locked = `'${keyring}' --start --components=secrets >/dev/null 2>&1`

  it('loses our entry; while it is closed, that is said, and a second run does it', async () => {
    await inSession(unlocked, command('token'))
    const said = await inSession(locked, `${command('uninstall', '--yes')} || echo "ended with $?"`)
    expect(said).toContain('The keyring is closed')
    expect(said).toContain('ended with 1')
    expect(await readdir(join(config(), 'inlay'))).toEqual(['owner.json'])
    const then = await inSession(unlocked, command('uninstall', '--yes'))
    expect(then).toContain('out of the keyring')
    const ours = (await filesLeft()).filter((path) => path.includes('inlay'))
    expect(ours).toEqual([])
    const find = `require('@napi-rs/keyring').findCredentials('Inlay').length`
    const count = `cd '${join(CLI, '..', '..')}' && '${process.execPath}' -p "${find}"`
    expect((await inSession(unlocked, count)).trim()).toBe('0')
  })
})
