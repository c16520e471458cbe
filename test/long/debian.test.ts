/**
 * The .deb, unpacked by dpkg into a root of its own: what is in it, that it runs from there, that
 * systemd takes its unit and the desktop its entry, and that removing it leaves nothing. About a
 * minute, most of it npm's.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDeb } from '../../companion/setup/package/deb.mjs'
import { platformCalled } from '../../companion/setup/package/platforms.mjs'
import { ensurePlugins } from '../../companion/setup/plugins.mjs'
import { takeFixedPorts } from '../setup/fixed-ports.ts'
import { BASE, health, type Installed, installedIn, packageFolder } from './installed.ts'

const run = promisify(execFile)
const has = (program: string): Promise<boolean> =>
  run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  )

const isDebian = process.platform === 'linux' && (await has('dpkg')) && process.getuid?.() === 0
if (!isDebian) console.warn('SKIPPED: no dpkg, or nobody allowed to use it: no .deb was installed.')

describe.skipIf(!isDebian)('the .deb', () => {
  let giveBack: (() => Promise<void>) | undefined
  let folder: string
  let deb: string
  let place: Installed
  const root = (...parts: readonly string[]): string => join(folder, 'root', ...parts)
  const dpkg = (...args: readonly string[]) =>
    run('dpkg', [`--root=${root()}`, '--force-depends', '--force-script-chrootless', ...args])
  const inlay = (...args: readonly string[]) => place.run(root('opt', 'inlay', 'inlay'), ...args)

  beforeAll(async () => {
    const name = `linux-${process.arch}`
    const row = platformCalled(name)
    if (row === undefined) throw new Error(`No package for ${name}`)
    giveBack = await takeFixedPorts()
    if (giveBack === undefined) throw new Error('The companion’s ports are taken')
    folder = await mkdtemp(join(tmpdir(), 'inlay-debian-'))
    expect(ensurePlugins()).toEqual([])
    deb = makeDeb(row, await packageFolder(name, folder), folder, 'none')
    await mkdir(root('var', 'lib', 'dpkg', 'info'), { recursive: true })
    await mkdir(root('var', 'lib', 'dpkg', 'updates'))
    for (const name of ['status', 'available']) await writeFile(root('var/lib/dpkg', name), '')
    place = await installedIn(folder)
  })
  afterAll(async () => {
    await inlay('stop').catch(() => undefined)
    await giveBack?.()
    await rm(folder, { recursive: true, force: true })
  })

  it('belongs to root, keeps to its own folder, and says what it needs', async () => {
    const { stdout } = await run('dpkg-deb', ['--contents', deb], { maxBuffer: 2 ** 26 })
    const lines = stdout.trim().split('\n')
    expect(lines.every((line) => / root\/root /.test(line))).toBe(true)
    const outside = lines
      .map((line) => line.split(' ./')[1]?.split(' -> ')[0] ?? '')
      .filter((path) => !path.startsWith('opt/inlay/') && !path.endsWith('/') && path !== '')
    expect(outside.sort()).toEqual([
      'usr/bin/inlay',
      'usr/lib/systemd/user/inlay.service',
      'usr/share/applications/inlay.desktop',
      'usr/share/doc/inlay/copyright',
      'usr/share/icons/hicolor/scalable/apps/inlay.svg',
    ])
    const info = (await run('dpkg-deb', ['--info', deb])).stdout
    expect(info).toMatch(/Depends: libc6 .*libstdc\+\+6/)
  })

  it('installed, it runs, serves and answers', async () => {
    await dpkg('--install', deb)
    expect((await inlay('--version')).stdout).toBe('0.1.0\n')
    const { ms } = await place.serve(root('opt', 'inlay', 'inlay'))
    console.log(`installed by dpkg: health after ${Math.round(ms)} ms`)
    expect(await health()).toMatchObject({ version: '0.1.0' })
    expect((await fetch(`${BASE}/`)).status).toBe(200)
    expect((await inlay('uninstall', '--yes')).stdout).toContain('Last, remove the program itself')
    expect(await place.filesLeft()).toEqual([])
  })

  it('brings a unit that systemd takes, and an entry that desktops take', async () => {
    const unit = root('usr', 'lib', 'systemd', 'user', 'inlay.service')
    if (await has('systemd-analyze')) {
      // It looks for the program where the unit says that it is.
      const here = join(folder, 'inlay.service')
      const text = await readFile(unit, 'utf8')
      await writeFile(here, text.replaceAll('/opt/inlay', root('opt', 'inlay')))
      // Throws, with what is wrong, where it takes exception to anything.
      const env = { ...process.env, XDG_RUNTIME_DIR: folder }
      const { stdout, stderr } = await run('systemd-analyze', ['--user', 'verify', here], { env })
      expect(stdout + stderr).not.toContain('inlay.service')
    } else console.warn('SKIPPED: no systemd-analyze, so nobody has read the unit.')
    const entry = root('usr', 'share', 'applications', 'inlay.desktop')
    if (await has('desktop-file-validate')) await run('desktop-file-validate', [entry])
    else console.warn('SKIPPED: no desktop-file-validate, so nobody has read the entry.')
    expect(await readFile(entry, 'utf8')).toContain('Exec=/opt/inlay/inlay tray --open')
  })

  it('removed, nothing is left of it', async () => {
    await symlink('/nowhere', root('usr', 'other'))
    await dpkg('--purge', 'inlay')
    const all = await readdir(root(), { recursive: true })
    expect(all.filter((path) => /inlay/.test(path))).toEqual([])
  })
})
