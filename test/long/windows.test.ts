/**
 * The folder for Windows, started under Wine where Wine is there: version, a fill, the companion with
 * its tray icon, autostart, stop without SIGTERM, uninstall. About a minute and a half.
 */
import { type ChildProcess, execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ensurePlugins } from '../../companion/setup/plugins.mjs'
import { type Ended, fixture } from '../e2e/inlay.ts'
import { takeFixedPorts } from '../setup/fixed-ports.ts'
import { BASE, health, packageFolder } from './installed.ts'
import { startWindows, type Windows, wineParts } from './wine.ts'

const parts = wineParts()
if (parts === undefined) {
  console.warn('SKIPPED: no Wine, Xvfb or ImageMagick, so the Windows folder was started nowhere.')
}

const RUN_KEY = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`
const THEME_KEY = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize`

describe.skipIf(parts === undefined)('the Windows folder under Wine', () => {
  let giveBack: (() => Promise<void>) | undefined
  let folder: string
  let windows: Windows
  let program: string
  let companion: ChildProcess
  const inlay = (...args: readonly string[]): Promise<Ended> => windows.run(program, ...args)
  const until = (look: () => Promise<void>): Promise<void> =>
    vi.waitFor(look, { timeout: 30_000, interval: 250 })

  beforeAll(async () => {
    if (parts === undefined) return
    giveBack = await takeFixedPorts()
    if (giveBack === undefined) throw new Error('The companion’s ports are taken')
    folder = await mkdtemp(join(tmpdir(), 'inlay Jörg Ü '))
    expect(ensurePlugins()).toEqual([])
    program = join(await packageFolder('win32-x64', folder), 'inlay.exe')
    windows = await startWindows(parts, folder)
    // Wine's tray is white.
    const light = ['SystemUsesLightTheme', '/t', 'REG_DWORD', '/d', '1', '/f']
    await windows.run('reg', 'add', THEME_KEY, '/v', ...light)
  }, 300_000)
  afterAll(async () => {
    await windows?.end()
    await giveBack?.()
    // Its server writes its registry once more on its way out.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }, 60_000)

  it('fills on the command line, from and to folders with spaces, umlauts and backslashes', async () => {
    expect((await inlay('--version')).stdout).toBe('0.1.0\n')
    await mkdir(join(folder, 'Bilder ä'))
    await copyFile(fixture('coffee.png'), join(folder, 'Bilder ä', 'Kaffee ß.png'))
    await copyFile(fixture('masks/coffee.png'), join(folder, 'Maske.png'))
    const photo = String.raw`Bilder ä\Kaffee ß.png`
    const out = String.raw`Bilder ä\gefüllt 1.png`
    const said = await inlay('fill', photo, '--mask', 'Maske.png', '--out', out, '--seed', '7')
    expect(said).toMatchObject({ status: 0 })
    const pixels = (path: string): Promise<Buffer> => sharp(path).removeAlpha().raw().toBuffer()
    const [before, after, mask] = await Promise.all([
      pixels(fixture('coffee.png')),
      pixels(join(folder, 'Bilder ä', 'gefüllt 1.png')),
      sharp(fixture('masks/coffee.png')).removeAlpha().toColourspace('b-w').raw().toBuffer(),
    ])
    let changed = 0
    for (let i = 0; i < mask.length; i++) {
      const isSame = before.compare(after, i * 3, i * 3 + 3, i * 3, i * 3 + 3) === 0
      if (mask[i] === 0) expect(isSame).toBe(true)
      else if (!isSame) changed++
    }
    expect(changed).toBeGreaterThan(1000)
  })

  it('the companion answers, and shows its icon in the tray', async () => {
    companion = windows.start(program, 'tray')
    await until(async () => expect(await health()).toMatchObject({ version: '0.1.0' }))
    const shot = join(folder, 'screen.png')
    await until(async () => {
      await promisify(execFile)('import', ['-window', 'root', shot], { env: windows.env })
      const { data, info } = await sharp(shot)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      // Dark ink on Wine's white strip of icons.
      let ink = 0
      for (let i = 0; i < data.length; i += info.channels) {
        if (data[i]! < 60 && data[i + 1]! < 60 && data[i + 2]! < 60) ink++
      }
      expect(ink).toBeGreaterThan(40)
    })
    expect(await windows.said(companion)).not.toContain('No tray icon')
  })

  // Not a fill through the companion: Wine ends a process that opens its stderr on a pipe.
  it('knows its owner, keeps its list, and is the only one', async () => {
    const token = (await inlay('token')).stdout.trim()
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${BASE}/v1/fills`, { headers })).status).toBe(200)
    expect((await fetch(`${BASE}/v1/fills`)).status).toBe(401)
    expect(JSON.parse((await inlay('status', '--json')).stdout)).toMatchObject({ state: 'ready' })
    expect((await inlay('history')).status).toBe(0)
    expect((await inlay('serve')).stdout).toContain('already running')
    expect((await inlay('open', '--print')).stdout).toMatch(/localhost:43117\/#code=[\w-]{43}/)
  })

  it('starts at login by the Run key, wherever its folder is', async () => {
    expect((await inlay('autostart', 'on', '--json')).stdout).toBe('{"autostart":"on"}\n')
    const { stdout } = await windows.run('reg', 'query', RUN_KEY, '/v', 'Inlay')
    expect(stdout).toMatch(/conhost\.exe --headless ".*\\inlay\.exe" "tray"/)
    expect((await inlay('autostart', '--json')).stdout).toBe('{"autostart":"on"}\n')
  })

  it('stops without SIGTERM, which Windows has not', async () => {
    expect((await inlay('stop')).stdout).toBe('The companion has stopped.\n')
    await until(async () => expect(companion.exitCode).toBe(0))
    await expect(health()).rejects.toThrow()
    expect((await inlay('status')).status).toBe(1)
  })

  it('uninstall leaves no file and no entry', async () => {
    expect(await windows.filesOfOurs()).not.toEqual([])
    const said = await inlay('uninstall', '--yes')
    expect(said).toMatchObject({ status: 0 })
    expect(said.stdout).toContain(String.raw`Run\Inlay`)
    expect(await windows.filesOfOurs()).toEqual([])
    expect((await windows.run('reg', 'query', RUN_KEY, '/v', 'Inlay')).status).not.toBe(0)
  })
})
