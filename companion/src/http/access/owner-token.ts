/**
 * The owner's own token: in the system's keyring when there is one that works, else in a 0600 file.
 * When it is in the keyring, `owner.json` says so and holds what the companion needs to check the
 * token, not the token. So the companion runs where the keyring is closed (over ssh, as a service),
 * and a program that finds it closed says so and never makes a second token.
 */
import { link, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expected, fromHex, helloKey, InlayError, toHex } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Keyring } from '../../system/keyring/keyring.ts'
import { makePrivateFolder, PRIVATE_FILE, writePrivateFile } from '../../system/private-files.ts'
import { digest, loadToken, newSecret, readToken, sameDigest, tokenPath } from '../guard/token.ts'

const Hex256 = z.string().regex(/^[0-9a-f]{64}$/)

/** `owner.json`: the token lies in the keyring, under this account. */
const OwnerFile = z.strictObject({
  version: z.literal(1),
  keptIn: z.literal('keyring'),
  account: z.string().min(1),
  /** SHA-256 of the token. */
  tokenHash: Hex256,
  /** As of a device, see `DeviceRecord`. */
  helloKey: Hex256,
})
type OwnerFile = z.infer<typeof OwnerFile>

/** What the companion needs of the owner's token; it opens nothing. */
export interface OwnerKeys {
  isOwner(token: string): boolean
  readonly helloKey: Uint8Array
}

export interface OwnerTokenPlace {
  readonly folder: string
  /** Absent where there is none: the token is then kept in a file. */
  readonly keyring?: Keyring | undefined
}

const ownerPath = (folder: string): string => join(folder, 'owner.json')

/**
 * What checks the token; makes one when there is none. Asks the keyring for nothing when there is.
 * @throws InlayError file_unreadable
 */
export const ownerKeys = async (place: OwnerTokenPlace): Promise<OwnerKeys> => {
  const kept = await readOwnerFile(place.folder)
  if (kept !== undefined) return keysOf(kept.tokenHash, fromHex(kept.helloKey))
  const token = await loadOwnerToken(place)
  return keysOf(digest(token).toString('hex'), helloKey(token))
}

const keysOf = (tokenHash: string, key: Uint8Array): OwnerKeys => ({
  isOwner: (token) => sameDigest(digest(token), Buffer.from(tokenHash, 'hex')),
  helloKey: key,
})

/**
 * The token, made when there is none: in the keyring if that works, else in the file.
 * @throws InlayError keyring_closed when it lies in a keyring that does not give it
 */
export const loadOwnerToken = async (place: OwnerTokenPlace): Promise<string> => {
  const { folder, keyring } = place
  const kept = await readOwnerFile(folder)
  if (kept !== undefined) return fromKeyring(kept, keyring)
  const inFile = await readToken(folder)
  if (inFile !== undefined || keyring === undefined) return inFile ?? loadToken(folder)
  const made = await makeInKeyring(folder, keyring)
  if (made === undefined) return loadToken(folder)
  await rm(tokenPath(folder), { force: true })
  // Programs that ask at once each make one; the one whose file came first counts.
  const counts = await readOwnerFile(folder)
  return counts === undefined ? loadToken(folder) : fromKeyring(counts, keyring)
}

/**
 * A new token in place of the old one, which opens nothing from the companion's next start.
 * @throws InlayError file_unreadable
 */
export const renewOwnerToken = async (
  { folder, keyring }: OwnerTokenPlace,
  keepIn: 'keyring' | 'file',
): Promise<string> => {
  const before = await readOwnerFile(folder).catch(() => undefined)
  await rm(ownerPath(folder), { force: true })
  await rm(tokenPath(folder), { force: true })
  const token = await loadOwnerToken(keepIn === 'file' ? { folder } : { folder, keyring })
  // A keyring that is closed keeps the old one; it opens nothing any more.
  if (before !== undefined) await keyring?.remove(before.account).catch(() => false)
  return token
}

/**
 * Takes the token out of the keyring; false when it was not there. The files are the caller's.
 * @throws InlayError keyring_closed
 */
export const removeFromKeyring = async ({ folder, keyring }: OwnerTokenPlace): Promise<boolean> => {
  const kept = await readOwnerFile(folder)
  if (kept === undefined) return false
  if (keyring === undefined) throw new InlayError('keyring_closed', NO_KEYRING)
  return keyring.remove(kept.account)
}

const NO_KEYRING = 'There is none in this session.'

const fromKeyring = async (kept: OwnerFile, keyring: Keyring | undefined): Promise<string> => {
  if (keyring === undefined) throw new InlayError('keyring_closed', NO_KEYRING)
  const token = await keyring.get(kept.account)
  if (token === undefined) throw new InlayError('keyring_closed', 'It does not hold the token.')
  if (!keysOf(kept.tokenHash, new Uint8Array()).isOwner(token)) {
    throw new InlayError('keyring_closed', 'It holds another token.')
  }
  return token
}

/** Undefined when the keyring takes no secrets. */
const makeInKeyring = async (folder: string, keyring: Keyring): Promise<string | undefined> => {
  const token = newSecret()
  const account = `owner-${newSecret().slice(0, 8)}`
  try {
    await keyring.set(account, token)
  } catch (error) {
    if (error instanceof InlayError) return undefined
    throw error
  }
  const file: OwnerFile = {
    version: 1,
    keptIn: 'keyring',
    account,
    tokenHash: digest(token).toString('hex'),
    helloKey: toHex(helloKey(token)),
  }
  await makePrivateFolder(folder)
  if (!(await writeFirst(ownerPath(folder), `${JSON.stringify(file, null, 2)}\n`))) {
    await keyring.remove(account)
  }
  return token
}

/** False when another program was first: unlike a rename, a link takes nobody's place. */
const writeFirst = async (path: string, content: string): Promise<boolean> => {
  const fresh = `${path}.${newSecret().slice(0, 8)}`
  try {
    await writePrivateFile(fresh, content)
    await link(fresh, path)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return false
    // A disk without links.
    await rename(fresh, path)
    return true
  } finally {
    await rm(fresh, { force: true })
  }
}

/**
 * Undefined when there is none. One that others could have read or written is not relied on.
 * @throws InlayError file_unreadable for a damaged one: behind it there may be a token
 */
const readOwnerFile = async (folder: string): Promise<OwnerFile | undefined> => {
  const path = ownerPath(folder)
  try {
    const { mode } = await stat(path)
    // Windows has no such modes: there the user's profile keeps others out.
    if (process.platform !== 'win32' && (mode & 0o777) !== PRIVATE_FILE) throw new Error('open')
    return OwnerFile.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new InlayError(
      'file_unreadable',
      `${expected('a private owner.json', 'the settings folder', 'another')}; \`inlay token --new\` replaces it.`,
      { cause },
    )
  }
}
