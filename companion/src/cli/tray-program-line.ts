/** The command that brings the companion and its tray up, as this very program was started. */

import type { Program } from '../system/autostart-write.ts'
import { distFile } from '../system/dist.ts'

/** The self-contained program finds its own files; Node has to be told which one to run. */
export const trayProgramLine = (): Program =>
  process.getBuiltinModule?.('node:sea')?.isSea()
    ? [process.execPath, 'tray']
    : [process.execPath, distFile('inlay.js'), 'tray']
