import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasDesktop, showOnDesktop, showSecretAddress } from './show-on-desktop.ts'

const SECRET = 'http://localhost:43117/#code=abc'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay show '))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const desktop = (browser: string | undefined) => {
  const ran: (readonly string[])[] = []
  const run = async (program: string, args: readonly string[]): Promise<string | undefined> => {
    ran.push([program, ...args])
    return program === 'xdg-settings' ? browser : ''
  }
  return { ran, options: { platform: 'linux' as const, run } }
}

test('an address that signs in is in a private file, not among arguments all users may read', async () => {
  const { ran, options } = desktop('firefox.desktop\n')
  const folder = join(home, 'state')
  await showSecretAddress(SECRET, folder, options)
  expect(JSON.stringify(ran)).not.toContain('abc')
  const file = fileURLToPath(ran.at(-1)?.[1] ?? '')
  expect(await readFile(file, 'utf8')).toContain(SECRET)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('browsers that cannot see our files get the address', async () => {
  for (const browser of ['firefox_firefox.desktop', 'org.mozilla.firefox.desktop']) {
    const { ran, options } = desktop(browser)
    await showSecretAddress(SECRET, home, options)
    expect(ran.at(-1)).toEqual(['xdg-open', SECRET])
  }
})

test('each system by its own program, and none of them a shell', async () => {
  const ran: (readonly string[])[] = []
  const run = async (program: string, args: readonly string[]): Promise<string> => {
    ran.push([program, ...args])
    return ''
  }
  for (const platform of ['win32', 'darwin', 'linux'] as const) {
    await showOnDesktop('http://localhost:1/?a&b', { platform, run })
  }
  expect(ran.map(([program]) => program)).toEqual(['rundll32.exe', '/usr/bin/open', 'xdg-open'])
  expect(ran.every((args) => args.at(-1) === 'http://localhost:1/?a&b')).toBe(true)
  await expect(
    showOnDesktop('x', { platform: 'linux', run: async () => undefined }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('a machine without a screen has no desktop', () => {
  expect(hasDesktop({ platform: 'linux', env: {} })).toBe(false)
  expect(hasDesktop({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true)
  expect(hasDesktop({ platform: 'darwin', env: { SSH_CONNECTION: 'x' } })).toBe(false)
  expect(hasDesktop({ platform: 'win32', env: {} })).toBe(true)
  expect(hasDesktop({ platform: 'win32', env: { CI: 'true' } })).toBe(false)
  expect(hasDesktop({ platform: 'linux', env: { DISPLAY: ':10', SSH_TTY: '/dev/pts/1' } })).toBe(
    false,
  )
})
