/** The command line that starts this very program again, with other words behind it. */
import type { Program } from './autostart-write.ts'
import { distFile } from './dist.ts'

/** The self-contained program finds its own files; Node has to be told which one to run. */
export const ownProgram = (...words: readonly string[]): Program =>
  process.getBuiltinModule?.('node:sea')?.isSea()
    ? [process.execPath, ...words]
    : [process.execPath, distFile('inlay.js'), ...words]
