/**
 * `pairing.json`: the pairings that wait, with their codes, for `inlay pair` in another process.
 * A file and no route, because no HTTP answer may hold a code; 0600 in a 0700 folder, like a token.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from '@inlay/shared/zod'
import { makePrivateFolder, writePrivateFile } from '../../system/private-files.ts'
import type { PendingPairing } from './pairing.ts'

const PairingFile = z.object({
  pairings: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      app: z.string(),
      code: z.string(),
      expires: z.number(),
    }),
  ),
})

const pairingPath = (stateFolder: string): string => join(stateFolder, 'pairing.json')

/** Removes the file when nothing waits: a code is worth nothing once used, and lies nowhere. */
export const writePairings = async (
  stateFolder: string,
  pairings: readonly PendingPairing[],
): Promise<void> => {
  const path = pairingPath(stateFolder)
  if (pairings.length === 0) {
    await rm(path, { force: true })
    return
  }
  await makePrivateFolder(stateFolder)
  await writePrivateFile(path, `${JSON.stringify({ pairings })}\n`)
}

/** Those that still wait; none when there is no file, or none that can be read. */
export const readPairings = async (stateFolder: string): Promise<readonly PendingPairing[]> => {
  try {
    const json: unknown = JSON.parse(await readFile(pairingPath(stateFolder), 'utf8'))
    const { pairings } = PairingFile.parse(json)
    return pairings.filter(({ expires }) => expires > Date.now())
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (missing || error instanceof SyntaxError || error instanceof z.ZodError) return []
    throw error
  }
}

/** Keeps the file true: one write after the other, each of what waits when its turn comes. */
export const keepPairingFile = (
  stateFolder: string,
  pending: () => readonly PendingPairing[],
  onFailure: (cause: unknown) => void,
): { update(): void; settled(): Promise<void> } => {
  let writing: Promise<void> = Promise.resolve()
  return {
    update: () => {
      writing = writing.then(() => writePairings(stateFolder, pending())).catch(onFailure)
    },
    settled: () => writing,
  }
}
