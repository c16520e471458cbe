/** `inlay open`: shows the companion's page, signed in; prints its address where nobody could see it. */
import { InlayError, PageCode } from '@inlay/shared'
import { loadOwnerToken } from '../http/access/owner-token.ts'
import { findRunning } from '../http/discovery.ts'
import { companionFolders } from '../system/folders.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import { hasDesktop, showSecretAddress } from '../system/show-on-desktop.ts'
import { askDaemon } from './ask-daemon.ts'
import { pageAddress } from './page-address.ts'
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
  const { config, state } = companionFolders()
  const running = await findRunning(state)
  if (running === undefined) throw new InlayError('companion_unreachable', 'None is running.')
  const { port } = running
  const token = await loadOwnerToken({ folder: config, keyring: systemKeyring() })
  const question = { port, token, method: 'POST', path: '/v1/page/codes' } as const
  const { code, expiresIn } = PageCode.parse(await askDaemon(question))
  const address = pageAddress(port, code)
  if (!print && hasDesktop()) {
    await showSecretAddress(address, state)
    await terminal.out(`Opened http://localhost:${port}/ in your browser.\n`)
    return
  }
  await terminal.out(`${address}\n`)
  terminal.err(`It signs in once, within ${expiresIn} seconds.\n`)
}
