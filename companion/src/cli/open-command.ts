/** `inlay open`: shows the companion's page, signed in; prints its address where nobody could see it. */
import { PageCode } from '@inlay/shared'
import { pageAddress } from '../http/page-address.ts'
import { companionFolders, type Folders } from '../system/folders.ts'
import { askRunning } from './ask-owner.ts'
import { showPage } from './show-page.ts'
import type { Terminal } from './terminal.ts'

export interface OpenOptions {
  /** Prints the address and opens nothing. */
  readonly print?: boolean
}

/** @throws InlayError companion_unreachable and whatever else `inlay status` throws */
export const openCommand = async (
  { print = false }: OpenOptions,
  terminal: Terminal,
): Promise<void> => {
  const folders = companionFolders()
  const { port, code, expiresIn } = await askForPage(folders)
  if (print) {
    await terminal.out(`${pageAddress(port, code)}\n`)
    terminal.err(`It signs in once, within ${expiresIn} seconds.\n`)
    return
  }
  // Whoever asks for it by name sees none, wherever another one may be.
  const door = { port, code: async () => code, seenAgo: () => undefined }
  await showPage(door, folders.state, { ...terminal, isInteractive: true })
}

/** Shows the page of a companion that runs already, unless it is open. */
export const showRunningPage = async (folders: Folders, terminal: Terminal): Promise<void> => {
  const { port, code, pageSeenAgo } = await askForPage(folders)
  const door = { port, code: async () => code, seenAgo: () => pageSeenAgo }
  await showPage(door, folders.state, terminal)
}

const askForPage = async (folders: Folders): Promise<PageCode & { readonly port: number }> => {
  const { port, answer } = await askRunning(folders, { method: 'POST', path: '/v1/page/codes' })
  return { ...PageCode.parse(answer), port }
}
