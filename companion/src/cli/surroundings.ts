/** The desktop and the command line around a companion that was started here, for its page. */
import { execFile } from 'node:child_process'
import { type AutostartState, InlayError, type TrayState } from '@inlay/shared'
import type { Surroundings } from '../http/surroundings.ts'
import { thisDesktop } from '../system/autostart.ts'
import { autostartState, switchAutostart } from '../system/autostart-write.ts'
import { ownProgram } from '../system/own-program.ts'
import { showOnDesktop } from '../system/show-on-desktop.ts'
import { trayProgramLine } from './tray-program-line.ts'

/** Milliseconds: each kind of graphics card is tried. */
const DOCTOR_PATIENCE = 90_000

/** Characters; the doctor's answer is some thousands. */
const MOST_ANSWER = 4 * 2 ** 20

export interface SurroundingsOptions {
  /** Undefined where no icon was asked for. */
  readonly tray: () => TrayState | undefined
  readonly showTray: () => Promise<TrayState>
  /** For the doctor; default: this process's own. */
  readonly environment?: NodeJS.ProcessEnv
  /** Takes the place of what is shown on this desktop, for tests. */
  readonly show?: (path: string) => Promise<void>
}

export const createSurroundings = ({
  tray,
  showTray,
  environment = process.env,
  show = showOnDesktop,
}: SurroundingsOptions): Surroundings => {
  const desktop = thisDesktop()
  let examining: Promise<unknown> | undefined
  return {
    tray,
    showTray,
    show,
    autostart: (): Promise<AutostartState> => autostartState(desktop, trayProgramLine()),
    setAutostart: (on) => switchAutostart(desktop, trayProgramLine(), on),
    doctor: () => {
      // In a process of its own: it tries drivers, and the companion must not end with them.
      examining ??= runDoctor(environment).finally(() => {
        examining = undefined
      })
      return examining
    },
  }
}

const runDoctor = async (env: NodeJS.ProcessEnv): Promise<unknown> => {
  const [program, ...args] = ownProgram('doctor', '--json')
  const text = await new Promise<string>((resolve, reject) => {
    const options = { env, timeout: DOCTOR_PATIENCE, maxBuffer: MOST_ANSWER, windowsHide: true }
    execFile(program, args, options, (error, out) => {
      // 1 says that it found a problem; what it found is printed all the same.
      if (error === null || error.code === 1) resolve(out)
      else reject(new InlayError('internal', 'The doctor did not answer.', { cause: error }))
    })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InlayError('internal', 'The doctor’s answer is not understood.', { cause })
  }
}
