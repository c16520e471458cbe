/** `inlay token`: prints the bearer token, alone on stdout, so that scripts can take it. */
import { loadToken } from '../http/guard/token.ts'
import { companionFolders } from '../system/folders.ts'
import type { Terminal } from './terminal.ts'

export const tokenCommand = async (terminal: Terminal): Promise<void> => {
  await terminal.out(`${await loadToken(companionFolders().config)}\n`)
}
