/** The bearer token: 256 random bits in a 0600 file, compared in constant time. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { link, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder, PRIVATE_FILE, writePrivateFile } from '../../system/private-files.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export const newSecret = (): string => randomBytes(32).toString('base64url')

export const tokenPath = (configFolder: string): string => join(configFolder, 'token')

/**
 * The token on disk, made when there is none. One that others could have read, or that is damaged,
 * is replaced: it no longer tells the owner from anybody else. Programs that ask at the same time
 * get the same one.
 */
export const loadToken = async (configFolder: string): Promise<string> => {
  await makePrivateFolder(configFolder)
  const kept = await readToken(configFolder)
  if (kept !== undefined) return kept
  const path = tokenPath(configFolder)
  const fresh = `${path}.${newSecret().slice(0, 8)}`
  try {
    await writePrivateFile(fresh, `${newSecret()}\n`)
    // Unlike a rename, a link never takes the place of what another program has just made. Where
    // the disk knows no links, or what is there is damaged, only the rename remains.
    const linked = await link(fresh, path).then(
      () => true,
      () => false,
    )
    const made = await readToken(configFolder)
    if (made !== undefined) return made
    if (!linked) await rename(fresh, path)
  } finally {
    await rm(fresh, { force: true })
  }
  return loadToken(configFolder)
}

/** The token on disk; undefined when there is none to rely on. */
export const readToken = async (configFolder: string): Promise<string | undefined> => {
  const path = tokenPath(configFolder)
  try {
    const { mode } = await stat(path)
    // Windows has no such modes: there the user's profile keeps others out.
    if (process.platform !== 'win32' && (mode & 0o777) !== PRIVATE_FILE) return undefined
    const token = (await readFile(path, 'utf8')).trim()
    return TOKEN.test(token) ? token : undefined
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** Equal without telling by its time how much of it was. */
export const sameSecret = (a: string, b: string): boolean => sameDigest(digest(a), digest(b))

/** Both of SHA-256. */
export const sameDigest = (a: Buffer, b: Buffer): boolean => timingSafeEqual(a, b)

export const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()
