/** A desktop of its own for one test file: a screen nobody sees, a session bus, a panel with a tray. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { findPart } from '../setup/system-parts.mjs'

const run = promisify(execFile)

/** The programs a desktop is made of here; undefined when one is missing. */
export const desktopParts = () => {
  const screen = findPart('xvfb')
  const bus = findPart('dbus')
  const panel = findPart('lxqt-panel')
  const shot = findPart('imagemagick')
  return screen && bus && panel && shot && findPart('gdbus') ? { screen, bus, panel } : undefined
}

export interface Desktop {
  readonly home: string
  readonly env: NodeJS.ProcessEnv
  /** The lowest rows of the screen, where the panel is, as RGB. */
  panelPixels(): Promise<{ readonly width: number; readonly data: Buffer }>
  /** One, however often it is called. */
  startPanel(): Promise<void>
  endPanel(): Promise<void>
  end(): Promise<void>
}

const PANEL_HEIGHT = 32

/** @throws when a program does not come up */
export const startDesktop = async (
  parts: NonNullable<ReturnType<typeof desktopParts>>,
): Promise<Desktop> => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-desktop-'))
  const runtime = join(home, 'run')
  await mkdir(runtime, { mode: 0o700 })
  await mkdir(join(home, '.config', 'lxqt'), { recursive: true })
  await writeFile(join(home, '.config', 'lxqt', 'panel.conf'), PANEL)
  const running: ChildProcess[] = []

  const { child: screen, display } = await startScreen(parts.screen, '640x480')
  running.push(screen)
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, XDG_RUNTIME_DIR: runtime },
  })
  running.push(bus)
  const address = await firstLine(bus, 1)
  const { INLAY_HOME: _, WAYLAND_DISPLAY: __, ...rest } = process.env
  const env: NodeJS.ProcessEnv = {
    ...rest,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    DISPLAY: display,
    DBUS_SESSION_BUS_ADDRESS: address,
    QT_QPA_PLATFORM: 'xcb',
    // The tray speaks the desktop's language.
    LC_ALL: 'C.UTF-8',
  }
  let panel: ChildProcess | undefined
  const endPanel = async (): Promise<void> => {
    await ended(panel)
    panel = undefined
  }

  return {
    home,
    env,
    startPanel: async () => {
      panel ??= spawn(parts.panel, [], { stdio: 'ignore', env })
    },
    endPanel,
    panelPixels: async () => {
      const path = join(home, 'screen.png')
      await run('import', ['-window', 'root', '-display', display, path], { env })
      const { data, info } = await sharp(path)
        .extract({ left: 0, top: 480 - PANEL_HEIGHT, width: 640, height: PANEL_HEIGHT })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      return { width: info.width, data }
    },
    end: async () => {
      await endPanel()
      for (const child of running.reverse()) await ended(child)
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A screen that nobody sees. @param size "640x480" */
export const startScreen = async (
  xvfb: string,
  size: string,
): Promise<{ readonly child: ChildProcess; readonly display: string }> => {
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp']
  const child = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return { child, display: `:${await firstLine(child, 3)}` }
}

/** A panel with nothing but a tray, as wide as the screen. */
const PANEL = `panels=panel1
[panel1]
plugins=statusnotifier
position=Bottom
panelSize=${PANEL_HEIGHT}
iconSize=22
width=100
width-percent=true
background-color=@Variant(\\0\\0\\0\\x43\\x1\\xff\\xff\\0\\0\\0\\0\\0\\0\\0\\0)
[statusnotifier]
type=statusnotifier
`

const firstLine = (child: ChildProcess, fd: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    const stream = child.stdio[fd]
    if (stream === null || stream === undefined || !('setEncoding' in stream)) {
      reject(new Error('The program has no such pipe'))
      return
    }
    child.once('error', reject)
    child.once('exit', () => reject(new Error('The program ended before it was ready')))
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end).trim())
    })
  })

export const ended = async (child: ChildProcess | undefined): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
