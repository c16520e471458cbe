/** The command that brings the companion and its tray up, as this very program was started. */

import type { Program } from '../system/autostart-write.ts'
import { distFile } from '../system/dist.ts'

export const trayProgramLine = (): Program => [process.execPath, distFile('inlay.js'), 'tray']
