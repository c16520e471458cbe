/**
 * The owner's token in a real keyring: the built command line against GNOME Keyring, in a session
 * bus and a home of its own, and in the places where there is none.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useFixedPorts } from '../setup/fixed-ports.ts'
import { findPart } from '../setup/system-parts.mjs'
import { CLI } from './inlay.ts'

const session = findPart('dbus')
const daemon = findPart('gnome-keyring')
if (session === undefined || daemon === undefined) {
  console.warn('SKIPPED: no GNOME Keyring or no D-Bus, so the token was kept in no real keyring.')
}

const run = promisify(execFile)
const TOKEN = /^[A-Za-z0-9_-]{43}\n$/

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-keyring-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const env = (): NodeJS.ProcessEnv => {
  const { INLAY_HOME, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, DISPLAY, ...rest } = process.env
  return {
    ...rest,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
  }
}

const inlayCommand = (...args: readonly string[]): string =>
  [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ')

/** Runs shell lines in a session of its own; the keyring daemon lives and ends with the session. */
const inSession = async (keyring: string, ...lines: readonly string[]): Promise<string> => {
  const script = [keyring, ...lines].join('\n')
  const { stdout } = await run(session ?? '', ['--', 'sh', '-c', script], { env: env() })
  // A keyring that the bus starts by itself says where it is, on the output of all.
  return stdout.replace(/^GNOME_KEYRING_CONTROL=.*\n/gm, '')
}

const UNLOCKED = `printf secret | '${daemon}' --unlock --components=secrets >/dev/null`
/** Nobody is there to type its password. */
const LOCKED = `'${daemon}' --start --components=secrets >/dev/null 2>&1`
const NONE = ':'

const kept = (): Promise<string[]> => readdir(join(home, 'config', 'inlay'))

describe.skipIf(session === undefined || daemon === undefined)('a real keyring', () => {
  it('keeps the token, gives it back in the next session, and no file holds it', async () => {
    const token = await inSession(UNLOCKED, inlayCommand('token'))
    expect(token).toMatch(TOKEN)
    expect(await kept()).toEqual(['owner.json'])
    const file = await readFile(join(home, 'config', 'inlay', 'owner.json'), 'utf8')
    expect(file).not.toContain(token.trim())
    expect(await inSession(UNLOCKED, inlayCommand('token'), inlayCommand('token'))).toBe(
      token + token,
    )
  })

  it.each([
    ['is locked', LOCKED],
    ['has nobody behind it', NONE],
  ])('that %s later: a named error with what to do, no new token', async (_, keyring) => {
    const token = await inSession(UNLOCKED, inlayCommand('token'))
    const said = await inSession(keyring, `${inlayCommand('token')} 2>&1 || echo "ended with $?"`)
    expect(said).toContain('The system’s keyring, which keeps the token, does not give it.')
    expect(said).toContain('inlay token --new')
    expect(said).toContain('ended with 1')
    expect(said).not.toMatch(/[A-Za-z0-9_-]{43}/)
    expect(await kept()).toEqual(['owner.json'])
    expect(await inSession(UNLOCKED, inlayCommand('token'))).toBe(token)
    const fresh = await inSession(keyring, inlayCommand('token', '--new'))
    expect(fresh).toMatch(TOKEN)
    expect(fresh).not.toBe(token)
    expect(await kept()).toEqual(['token'])
  })
})

describe.skipIf(session === undefined || daemon === undefined)('a companion', () => {
  useFixedPorts()

  it('starts while the keyring is locked, and takes the token it has never seen', async () => {
    const token = (await inSession(UNLOCKED, inlayCommand('token'))).trim()
    const script = join(home, 'serve.mjs')
    await writeFile(script, SERVE)
    const said = await inSession(
      LOCKED,
      `TOKEN=${token} '${process.execPath}' '${script}' '${CLI}'`,
    )
    expect(said).toBe('401 200\n')
  })
})

/** Starts `inlay serve` on any of its ports and asks it twice: with a wrong token and the right one. */
const SERVE = `
import { spawn } from 'node:child_process'
const child = spawn(process.execPath, [process.argv[2], 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] })
let said = ''
for await (const text of child.stdout) {
  said += text
  if (/localhost:\\d+/.test(said)) break
}
const port = /localhost:(\\d+)/.exec(said)[1]
const ask = async (token) =>
  (await fetch('http://127.0.0.1:' + port + '/v1/devices', { headers: { authorization: 'Bearer ' + token } })).status
console.log(await ask('A'.repeat(43)), await ask(process.env.TOKEN))
child.kill('SIGTERM')
`

describe.skipIf(process.platform !== 'linux')('no keyring at all', () => {
  it('the token lies in its file', async () => {
    const { stdout } = await run(process.execPath, [CLI, 'token'], { env: env() })
    expect(stdout).toMatch(TOKEN)
    expect(await kept()).toEqual(['token'])
    expect(await readFile(join(home, 'config', 'inlay', 'token'), 'utf8')).toBe(stdout)
  })

  it('a bus that does not answer is no keyring', async () => {
    const { stdout } = await run(process.execPath, [CLI, 'token'], {
      env: { ...env(), DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/none` },
    })
    expect(stdout).toMatch(TOKEN)
    expect(await kept()).toEqual(['token'])
  })
})
