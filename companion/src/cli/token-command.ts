/** `inlay token`: prints the owner's token, alone on stdout, so that scripts can take it. */
import { InlayError } from '@inlay/shared'
import { loadOwnerToken, renewOwnerToken } from '../http/access/owner-token.ts'
import { findRunning } from '../http/discovery.ts'
import { companionFolders } from '../system/folders.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import type { Terminal } from './terminal.ts'

export interface TokenOptions {
  /** Makes a new one; the old one opens nothing any more. */
  readonly new?: boolean
  /** Keeps the new one in a file even where there is a keyring. */
  readonly file?: boolean
}

/** @throws InlayError keyring_closed | already_running | invalid_request */
export const tokenCommand = async (
  { new: renew = false, file = false }: TokenOptions,
  terminal: Terminal,
): Promise<void> => {
  const { config, state } = companionFolders()
  if (file && !renew) throw new InlayError('invalid_request', '--file goes with --new.')
  // The running one would go on taking the old token.
  if (renew && (await findRunning(state)) !== undefined) throw new InlayError('already_running')
  const place = { folder: config, keyring: systemKeyring() }
  const token = renew
    ? await renewOwnerToken(place, file ? 'file' : 'keyring')
    : await loadOwnerToken(place)
  await terminal.out(`${token}\n`)
}
