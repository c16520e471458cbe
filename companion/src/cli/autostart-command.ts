/** `inlay autostart on|off|status`: whether the companion starts with the desktop. */
import { thisDesktop } from '../system/autostart.ts'
import { autostartState, switchAutostart } from '../system/autostart-write.ts'
import type { Terminal } from './terminal.ts'
import { trayProgramLine } from './tray-program-line.ts'

export type AutostartWish = 'on' | 'off' | 'status'

const WORDS = {
  on: 'Inlay starts when you log in, with its icon in the tray.\n',
  off: 'Inlay does not start by itself; `inlay autostart on` changes that.\n',
  other:
    'Something else starts Inlay when you log in: an older place of it, or what you wrote ' +
    'yourself. `inlay autostart on` puts this one in its place.\n',
} as const

/** @throws InlayError file_unwritable */
export const autostartCommand = async (
  wish: AutostartWish,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const desktop = thisDesktop()
  const program = trayProgramLine()
  if (wish !== 'status') await switchAutostart(desktop, program, wish === 'on')
  const state = await autostartState(desktop, program)
  await terminal.out(json ? `${JSON.stringify({ autostart: state })}\n` : WORDS[state])
}
