/** Where the log lies, for those who write it and those who read it. */
import { join } from 'node:path'

export const LOG_FILE = 'inlay.log'

export const logFolder = (stateFolder: string): string => join(stateFolder, 'logs')

export const logPath = (stateFolder: string): string => join(logFolder(stateFolder), LOG_FILE)
