/**
 * `inlay tray` on a real desktop: a session bus and a panel that others wrote. The panel shows the
 * icon; menu and clicks go over the bus as the panel sends them.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SettingsInForce } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CLI } from '../e2e/inlay.ts'
import { useFixedPorts } from '../setup/fixed-ports.ts'
import { PATIENCE } from '../setup/patience.ts'
import { familyFigures } from '../setup/process-figures.ts'
import { type Desktop, desktopParts, startDesktop } from './desktop.ts'
import { findItem, type PanelSide } from './panel-side.ts'

const parts = desktopParts()
if (parts === undefined) {
  console.warn('SKIPPED: no Xvfb, D-Bus, lxqt-panel or ImageMagick, so no panel showed our icon.')
}

describe.skipIf(parts === undefined)('the tray on a real panel', () => {
  const isOurs = useFixedPorts()
  let desktop: Desktop
  let companion: ChildProcess
  let found: PanelSide | undefined
  let said = ''

  beforeAll(async () => {
    if (parts === undefined || !isOurs()) return
    desktop = await startDesktop(parts)
    companion = spawn(process.execPath, [CLI, 'serve'], {
      env: desktop.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const hear = (text: Buffer): void => {
      said += text
    }
    companion.stdout?.on('data', hear)
    companion.stderr?.on('data', hear)
    await until(async () => expect(said).toContain('Ctrl-C stops it'))
  })
  afterAll(async () => {
    if (companion !== undefined && companion.exitCode === null) {
      const exit = once(companion, 'exit')
      companion.kill('SIGKILL')
      await exit
    }
    await desktop?.end()
  })
  const until = (look: () => Promise<void>): Promise<void> =>
    vi.waitFor(look, { timeout: PATIENCE, interval: 100 })
  /** Bright pixels on the panel: our ink, as the panel is dark; blue, as nobody here says that it is. */
  const inked = async (): Promise<number> => {
    const { data } = await desktop.panelPixels()
    let count = 0
    for (let i = 0; i < data.length; i += 3) if (data[i + 2]! > 180) count++
    return count
  }

  /** The icon on its panel; put there unless it is, so that each test stands on its own. */
  const icon = async (): Promise<PanelSide> => {
    if (found === undefined) {
      await inlay('tray')
      await desktop.startPanel()
      found = await findItem(desktop.env)
    }
    return found
  }

  const inlay = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [CLI, ...args], { env: desktop.env })).stdout
  const stateOfTray = async (): Promise<unknown> =>
    SettingsInForce.parse(JSON.parse(await inlay('settings', '--json'))).tray

  it('comes into a companion that runs without it, and waits where there is no panel', async () => {
    expect(await stateOfTray()).toBeUndefined()
    expect(await inlay('tray')).toContain('Its icon is in the tray.')
    await until(async () => expect(said).toContain('No tray icon: this desktop has no tray'))
    expect(await stateOfTray()).toBe('none')
    await icon()
    await until(async () => expect(await stateOfTray()).toBe('on'))
    expect(said.split('No tray icon')).toHaveLength(2)
  })

  it('shows its icon and says that all is well', async () => {
    const item = await icon()
    await until(async () => expect(await inked()).toBeGreaterThan(60))
    await until(async () => expect(await item.tooltip()).toBe('Inlay: ready'))
    expect((await item.menu()).map(({ label }) => label)).toEqual([
      'Inlay: ready',
      '',
      'Open Inlay',
      '',
      'Pause',
      'Free GPU memory',
      'Engines',
      '',
      'Start at login',
      'Show logs',
      'Quit Inlay',
    ])
    expect(await item.iconSizes()).toEqual([16, 22, 24, 32, 48, 64])
  })

  it('pauses and goes on by its menu', async () => {
    const item = await icon()
    await item.click('Pause')
    await until(async () => expect(await item.tooltip()).toBe('Inlay: paused'))
    await item.click('Paused')
    await until(async () => expect(await item.tooltip()).toBe('Inlay: ready'))
  })

  it('starts with the desktop when told to, and not when told not to', async () => {
    const item = await icon()
    const entry = join(desktop.home, '.config', 'autostart', 'inlay.desktop')
    await item.click('Start at login')
    await until(async () => expect(await readFile(entry, 'utf8')).toContain(CLI))
    await until(async () => {
      const line = (await item.menu()).find(({ label }) => label === 'Start at login')
      expect(line?.checked).toBe(true)
    })
    await item.click('Start at login')
    await until(async () => expect(await readFile(entry).catch(() => 'gone')).toBe('gone'))
  })

  it('costs next to nothing while nobody uses it, the tray with it', async () => {
    await icon()
    const pid = companion.pid ?? 0
    const before = await familyFigures(pid)
    expect(before.memory).toBeLessThan(150e6)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    const { cpu } = await familyFigures(pid)
    // Processor time, not a clock: a busy machine does not change it.
    console.log(`idle for three seconds: ${cpu - before.cpu} ms of processor time`)
    expect(cpu - before.cpu).toBeLessThan(200)
  })

  it('is back when the panel was restarted', async () => {
    await icon()
    await desktop.endPanel()
    await until(async () => expect(await inked()).toBe(0))
    await desktop.startPanel()
    await until(async () => expect(await inked()).toBeGreaterThan(60))
  })

  it('quits by its menu, and nothing of it stays', async () => {
    const item = await icon()
    const exit = once(companion, 'exit')
    await item.click('Quit Inlay')
    expect((await exit)[0]).toBe(0)
    expect(said).not.toContain('could not')
    await until(async () => expect(await inked()).toBe(0))
  })
})
