/** The command that brings the companion and its tray up, as this very program was started. */
import type { Program } from '../system/autostart-write.ts'
import { ownProgram } from '../system/own-program.ts'

export const trayProgramLine = (): Program => ownProgram('tray')
