/** The tray of macOS: an NSStatusItem in a process of the system's own script runner (unproven). */
import { spawn } from 'node:child_process'
import * as z from '@inlay/shared/zod'
import { encodePlainPng } from '../../../pipeline/io/plain-png.ts'
import { hearLines } from '../../../system/child/lines.ts'
import { drawIcon } from '../../icon/draw.ts'
import type { TrayView } from '../../messages.ts'
import { NoTray, type OpenTray, type TrayBackend, type TrayEars } from '../backend.ts'
import { MACOS_SCRIPT } from './script.ts'

const Heard = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('clicked'), action: z.string() }),
])

/** Twice the 18 points that a menu bar has room for. */
const SIZE = 36

/** The system's own; another one in tests. */
export type Runner = readonly [program: string, args: readonly string[]]

const OSASCRIPT: Runner = ['/usr/bin/osascript', ['-l', 'JavaScript', '-e', MACOS_SCRIPT]]

export const openMacTray: OpenTray = (ears) => openMacTrayWith(OSASCRIPT, ears)

export const openMacTrayWith = async (
  [program, args]: Runner,
  { onAction, onBroken }: TrayEars,
): Promise<TrayBackend> => {
  const runner = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'ignore'] })
  const tell = (message: object): void => {
    // It reads pieces of bytes as they come: a letter of several bytes must not be cut between them.
    const plain = (letter: string): string =>
      `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
    runner.stdin.write(`${JSON.stringify(message).replace(/[^\x20-\x7e]/g, plain)}\n`)
  }
  // A line to a runner that has just died is no failure of ours.
  runner.stdin.on('error', () => {})
  let isReady = false
  let drawing = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    const none = (): void => reject(new NoTray('the menu bar could not be reached'))
    runner.once('error', none)
    runner.once('exit', () => (isReady ? onBroken() : none()))
    hearLines(runner.stdout, {
      onMessage: (message) => {
        const heard = Heard.safeParse(message)
        if (!heard.success) return
        if (heard.data.type === 'clicked') onAction(heard.data.action)
        else {
          isReady = true
          resolve()
        }
      },
      onNonsense: () => runner.kill(),
    })
  })

  return {
    show: (view) => {
      // Drawn one after the other: a picture that takes longer must not come after the next one.
      drawing = drawing.then(async () => tell({ type: 'show', ...(await shown(view)) }))
    },
    notify: (note) => tell({ type: 'notify', ...note }),
    close: async () => {
      runner.removeAllListeners('exit')
      runner.stdin.end()
    },
  }
}

/** A template image takes the colour of the menu bar; the amber of what needs a person is its own. */
const shown = async ({ look, progress, tooltip, menu }: TrayView) => {
  const { size, rgba } = drawIcon(look, 'light', SIZE, progress)
  const picture = { width: size, height: size, channels: 4 as const, data: rgba }
  const png = await encodePlainPng(picture, undefined)
  return {
    png: Buffer.from(png).toString('base64'),
    template: look !== 'attention',
    tooltip,
    menu,
  }
}
