/**
 * `pages.json`: the page's sessions across a restart, so that an open page goes on where it was and
 * no second one has to be opened. It holds digests, which open nothing; 0600 in a 0700 folder.
 */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { toHex } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { makePrivateFolder, PRIVATE_FILE, writePrivateFile } from '../../system/private-files.ts'
import { digest } from '../guard/token.ts'

const Hex256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A session as it is kept: nothing in here can be sent. */
export const KeptSession = z.strictObject({
  /** SHA-256 of each half. */
  cookie: Hex256,
  word: Hex256,
  /** Milliseconds since 1970, when it is over unless it is used. */
  until: z.number(),
})
export type KeptSession = z.infer<typeof KeptSession>

const PageFile = z.strictObject({
  version: z.literal(1),
  /** Of the owner's key: a new token ends what was opened under the old one. */
  owner: Hex256,
  sessions: z.array(KeptSession),
})

const pagePath = (stateFolder: string): string => join(stateFolder, 'pages.json')

const markOf = (ownersKey: Uint8Array): string =>
  digest(`inlay pages v1 ${toHex(ownersKey)}`).toString('hex')

/** None when there is no file, or one that is damaged, open to others, or of another token. */
export const readPages = async (
  stateFolder: string,
  ownersKey: Uint8Array,
): Promise<readonly KeptSession[]> => {
  try {
    const path = pagePath(stateFolder)
    const { mode } = await stat(path)
    if (process.platform !== 'win32' && (mode & 0o777) !== PRIVATE_FILE) return []
    const file = PageFile.parse(JSON.parse(await readFile(path, 'utf8')))
    return file.owner === markOf(ownersKey) ? file.sessions : []
  } catch {
    // Whatever is wrong with it: people sign in once more.
    return []
  }
}

export interface PageFileKeeper {
  update(): void
  settled(): Promise<void>
}

/** Keeps the file true: one write after the other, each of what is open when its turn comes. */
export const keepPageFile = (
  stateFolder: string,
  ownersKey: Uint8Array,
  sessions: () => readonly KeptSession[],
  onFailure: (cause: unknown) => void,
): PageFileKeeper => {
  let writing: Promise<void> = Promise.resolve()
  const write = async (): Promise<void> => {
    await makePrivateFolder(stateFolder)
    const file = { version: 1, owner: markOf(ownersKey), sessions: sessions() }
    await writePrivateFile(pagePath(stateFolder), `${JSON.stringify(file)}\n`)
  }
  return {
    update: () => {
      writing = writing.then(write).catch(onFailure)
    },
    settled: () => writing,
  }
}
