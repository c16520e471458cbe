/** The system's keyring: Secret Service, Keychain or Credential Manager, where there is one. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { InlayError } from '@inlay/shared'
import { distFile } from '../dist.ts'
import { type KeyringOrder, KeyringReply } from './messages.ts'

export interface Keyring {
  /** @throws InlayError keyring_closed; undefined when it is open and holds none */
  get(account: string): Promise<string | undefined>
  /** Keeps the secret and has read it back. @throws InlayError keyring_closed */
  set(account: string, secret: string): Promise<void>
  /** False when there was none. @throws InlayError keyring_closed */
  remove(account: string): Promise<boolean>
}

/** Milliseconds somebody has to unlock it. */
const PATIENCE = 30_000

/**
 * This user's keyring. None with INLAY_HOME: what is kept in a folder by choice stays in it. None
 * with INLAY_KEYRING=off. None on a Linux without a session bus (ssh, a container): there is
 * nothing to ask.
 */
export const systemKeyring = (
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): Keyring | undefined => {
  const isSet = (name: string): boolean => (env[name] ?? '') !== ''
  if (isSet('INLAY_HOME') || env.INLAY_KEYRING === 'off') return undefined
  if (platform === 'linux' && !isSet('DBUS_SESSION_BUS_ADDRESS')) {
    const bus = `${env.XDG_RUNTIME_DIR ?? '/nowhere'}/bus`
    if (!existsSync(bus)) return undefined
  }
  return keyringIn(env)
}

const keyringIn = (env: NodeJS.ProcessEnv): Keyring => ({
  get: async (account) => secretOf(await order({ do: 'get', account }, env)),
  set: async (account, secret) => {
    const kept = secretOf(await order({ do: 'set', account, secret }, env))
    if (kept !== secret) throw new InlayError('keyring_closed', 'It did not keep the token.')
  },
  remove: async (account) => {
    const reply = await order({ do: 'remove', account }, env)
    return 'removed' in reply && reply.removed
  },
})

const secretOf = (reply: KeyringReply): string | undefined =>
  'secret' in reply ? (reply.secret ?? undefined) : undefined

/** @throws InlayError keyring_closed */
const order = async (what: KeyringOrder, env: NodeJS.ProcessEnv): Promise<KeyringReply> => {
  const child = spawn(process.execPath, [distFile('keyring-process.js')], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  })
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  // A process that ends before it has read all of it says so by its answer, or by having none.
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(what))
  try {
    const reply = KeyringReply.parse(JSON.parse(await Promise.race([text(child.stdout), failed])))
    if (!('problem' in reply)) return reply
    throw new Error(reply.problem)
  } catch (cause) {
    throw new InlayError('keyring_closed', undefined, { cause })
  }
}
