/** One question to the owner's own companion, with the owner's token. */
import { InlayError } from '@inlay/shared'
import { loadOwnerToken } from '../http/access/owner-token.ts'
import { type Discovery, findRunning } from '../http/discovery.ts'
import type { Folders } from '../system/folders.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import { askDaemon, type Question } from './ask-daemon.ts'

type Asked = Pick<Question, 'method' | 'path' | 'body'>

/** @throws InlayError what `askDaemon` and `loadOwnerToken` throw */
export const askOwner = async (
  { config }: Folders,
  { port }: Discovery,
  asked: Asked,
): Promise<unknown> => {
  const token = await loadOwnerToken({ folder: config, keyring: systemKeyring() })
  return askDaemon({ port, token, ...asked })
}

/** @throws InlayError companion_unreachable when none runs; otherwise as `askOwner` */
export const askRunning = async (
  folders: Folders,
  asked: Asked,
): Promise<{ readonly port: number; readonly answer: unknown }> => {
  const running = await findRunning(folders.state)
  if (running === undefined) throw new InlayError('companion_unreachable', 'None is running.')
  return { port: running.port, answer: await askOwner(folders, running, asked) }
}
