/**
 * Keeps the tray's process running: begun anew with longer and longer pauses when it dies, left alone
 * where the desktop has no tray, and never a reason for the companion to fail.
 */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { hearLines, sayLine } from '../system/child/lines.ts'
import { FromTray, type ToTray, type TrayNote, type TrayView } from './messages.ts'

export interface TrayChildOptions {
  /** The script to run; the built tray process unless a test names another. */
  readonly entry: string
  readonly environment?: Readonly<Record<string, string>>
  readonly onAction: (action: string) => void
  /** The desktop has a place for the icon, or none, and why. */
  readonly onIcon: (isShown: boolean, reason: string) => void
  /** There is no tray on this desktop; said once. */
  readonly onUnavailable: (reason: string) => void
  /** It died so often that it is left alone. */
  readonly onGivenUp: () => void
  /** Milliseconds before each new beginning; a tray that lasted a minute begins at the first again. */
  readonly pauses?: readonly number[]
}

export interface TrayChild {
  readonly pid: number | undefined
  show(view: TrayView): void
  notify(note: TrayNote): void
  close(): Promise<void>
}

const PAUSES = [500, 2000, 10_000, 60_000, 60_000]

/** Milliseconds after which a tray is taken for well. */
const LASTED = 60_000

/** Milliseconds to take its icon away. */
const LEAVES_WITHIN = 1500

export const startTrayChild = (options: TrayChildOptions): TrayChild => {
  const pauses = options.pauses ?? PAUSES
  let running: Running | undefined
  let view: TrayView | undefined
  let deaths = 0
  let next: NodeJS.Timeout | undefined
  let isOver = false

  const begin = (): void => {
    const from = performance.now()
    const tray = run(options, {
      onReady: () => {
        if (view !== undefined) tray.say({ type: 'show', view })
      },
      onUnavailable: (reason) => {
        isOver = true
        options.onUnavailable(reason)
      },
    })
    running = tray
    void tray.exited.then(() => {
      running = undefined
      if (isOver) return
      if (performance.now() - from > LASTED) deaths = 0
      const pause = pauses[deaths++]
      if (pause === undefined) {
        isOver = true
        options.onGivenUp()
      } else next = setTimeout(begin, pause).unref()
    })
  }
  begin()

  return {
    get pid() {
      return running?.pid
    },
    show: (now) => {
      view = now
      running?.say({ type: 'show', view: now })
    },
    notify: (note) => running?.say({ type: 'notify', note }),
    close: async () => {
      isOver = true
      clearTimeout(next)
      await running?.leave()
    },
  }
}

interface Running {
  readonly pid: number | undefined
  readonly exited: Promise<void>
  say(message: ToTray): void
  leave(): Promise<void>
}

interface RunHooks {
  readonly onReady: () => void
  readonly onUnavailable: (reason: string) => void
}

const run = (
  { entry, environment, onAction, onIcon }: TrayChildOptions,
  { onReady, onUnavailable }: RunHooks,
): Running => {
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    windowsHide: true,
    ...(environment !== undefined && { env: { ...process.env, ...environment } }),
  })
  // A line to a process that has just died is no failure of ours.
  child.stdin?.on('error', () => {})
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  let isReady = false
  const speaks = child.stdio[3]
  if (speaks !== null && speaks !== undefined && 'read' in speaks) {
    const stream: Readable = speaks
    stream.on('error', () => {})
    hearLines(stream, {
      onMessage: (message) => {
        const heard = FromTray.safeParse(message)
        if (!heard.success) {
          child.kill('SIGKILL')
          return
        }
        switch (heard.data.type) {
          case 'ready':
            isReady = true
            onReady()
            break
          case 'clicked':
            onAction(heard.data.action)
            break
          case 'icon':
            onIcon(heard.data.isShown, heard.data.reason)
            break
          case 'unavailable':
            onUnavailable(heard.data.reason)
        }
      },
      onNonsense: () => child.kill('SIGKILL'),
    })
  }
  return {
    pid: child.pid,
    exited,
    say: (message) => {
      if (isReady && child.stdin !== null) sayLine(child.stdin, message)
    },
    leave: async () => {
      child.stdin?.end()
      const late = setTimeout(() => child.kill('SIGKILL'), LEAVES_WITHIN)
      await exited
      clearTimeout(late)
    },
  }
}
