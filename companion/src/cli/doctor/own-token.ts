/** Whether a companion takes the owner's token; the token is read and never made, and shown to ours only. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'
import { loadOwnerToken } from '../../http/access/owner-token.ts'
import { readToken } from '../../http/guard/token.ts'
import type { Folders } from '../../system/folders.ts'
import { systemKeyring } from '../../system/keyring/keyring.ts'
import { askDaemon } from '../ask-daemon.ts'

export type TokenState =
  | { readonly kind: 'taken' }
  /** It is not ours, or no longer knows us. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent' }
  /** We have none, or cannot read it. */
  | { readonly kind: 'unreadable'; readonly error: InlayError }

const TOKEN_FILES = ['token', 'owner.json']

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** As `loadOwnerToken`, without its making a new one in place of one that cannot be relied on. */
const readOnly = async (folder: string): Promise<string> => {
  if (await exists(join(folder, 'owner.json'))) {
    return loadOwnerToken({ folder, keyring: systemKeyring() })
  }
  const token = await readToken(folder)
  if (token === undefined) {
    throw new InlayError('file_unreadable', 'It is your token: damaged, or open to others.')
  }
  return token
}

/** Undefined when there is none. @throws InlayError file_unreadable */
export const ownToken = async (folders: Folders): Promise<string | undefined> => {
  const files = await Promise.all(TOKEN_FILES.map((name) => exists(join(folders.config, name))))
  return files.includes(true) ? readOnly(folders.config) : undefined
}

export const askForStatus = async (folders: Folders, port: number): Promise<TokenState> => {
  let token: string | undefined
  try {
    token = await ownToken(folders)
  } catch (error) {
    if (error instanceof InlayError) return { kind: 'unreadable', error }
    throw error
  }
  // Whoever runs there has never met us: without a token there is nothing to prove.
  if (token === undefined) return { kind: 'refused' }
  try {
    await askDaemon({ port, token, method: 'GET', path: '/v1/status' })
    return { kind: 'taken' }
  } catch (error) {
    if (!(error instanceof InlayError)) throw error
    const isSilent = error.code === 'companion_silent' || error.code === 'companion_unreachable'
    return { kind: isSilent ? 'silent' : 'refused' }
  }
}
