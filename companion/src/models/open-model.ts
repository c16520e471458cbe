/**
 * What the runtime calls before it loads a model: where the files are, and that they are what they
 * were when they came.
 *
 * When files are hashed again. Hashing 208 MB takes 0.2 to 0.5 s, a good part of what loading the
 * net takes, and a net is loaded again whenever it has been idle. So a check is remembered, with
 * each file's device, inode, size, mtime and ctime in nanoseconds. Programs that write to a file, or
 * put another in its place, change one of these: ctime cannot be set back. What they cannot show is
 * a disk that forgets bits, so that a check counts for a week; and a file that changed within two
 * seconds of being looked at could change again within the same tick of the clock, so that such a
 * check is not remembered (git's "racily clean"). When a net does not load, `rehash` tells a damaged
 * file from an unsuitable one. Programs of the same user could forge all of this, as they could
 * everything else (docs/security.md).
 */
import { createHash } from 'node:crypto'
import { type BigIntStats, constants } from 'node:fs'
import { lstat, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InlayError, type ModelTask } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { systemCode } from '../system/disk-error.ts'
import { makePrivateFolder, writePrivateFile } from '../system/private-files.ts'
import { readCatalogue, unknownModel } from './catalogue.ts'
import type { Contract } from './contract.ts'
import { hashFile } from './hash.ts'
import type {
  CatalogueEntry,
  DiffusionSettings,
  ModelRecord,
  Part,
  StoredFile,
} from './manifest.ts'
import { keyOf, type Store } from './store.ts'

export interface OpenedFile extends StoredFile {
  /** Absolute; graphs are loaded by it, so that they find their data beside them. */
  readonly path: string
}

export interface OpenedModel {
  readonly id: string
  readonly name: string
  readonly task: ModelTask
  /** The same for the same files, whatever the model is called: a key for sessions. */
  readonly key: string
  /** Bytes it needs while it runs, roughly; undefined of the owner's own models. */
  readonly memory: number | undefined
  /** Absent for diffusion folders. */
  readonly contract: Contract | undefined
  /** Of the catalogue's diffusion models. */
  readonly settings?: DiffusionSettings | undefined
  /** Every file's hash was checked as this module's head says. */
  readonly files: readonly OpenedFile[]
}

export interface OpenOptions {
  /** Hashes again whatever is remembered. */
  readonly rehash?: boolean
  readonly catalogue?: readonly CatalogueEntry[]
  readonly now?: () => number
}

/** The graph of a part. @throws InlayError model_damaged when the model has none */
export const graphOf = ({ files }: OpenedModel, part: Part = 'main'): OpenedFile => {
  const graph = files.find((file) => file.role === 'graph' && file.part === part)
  if (graph === undefined) throw new InlayError('model_damaged', `It has no graph "${part}".`)
  return graph
}

/** @throws InlayError model_unknown | model_missing | model_damaged */
export const openModel = async (
  store: Store,
  id: string,
  options: OpenOptions = {},
): Promise<OpenedModel> => {
  const catalogue = options.catalogue ?? readCatalogue()
  const record = await store.find(id)
  const entry = catalogue.find((known) => known.id === id)
  if (record === undefined) {
    if (entry === undefined) throw unknownModel(catalogue.map((known) => known.id))
    throw new InlayError('model_missing', `It is "${id}".`)
  }
  await verifyFiles(store, record, options)
  const folder = store.filesOf(record)
  return {
    id,
    name: record.name,
    task: record.task,
    key: keyOf(record.files),
    memory: record.source === 'catalogue' ? entry?.memory : undefined,
    contract: contractOf(record, catalogue),
    ...(record.source === 'catalogue' && { settings: entry?.settings }),
    files: record.files.map((file) => ({ ...file, path: join(folder, file.name) })),
  }
}

/** The catalogue's models keep theirs there, where it is put right when it was wrong. */
export const contractOf = (
  { id, source, contract }: ModelRecord,
  catalogue: readonly CatalogueEntry[],
): Contract | undefined =>
  source === 'own' ? contract : catalogue.find((entry) => entry.id === id)?.contract

const Identity = z.strictObject({
  device: z.string(),
  inode: z.string(),
  size: z.string(),
  mtime: z.string(),
  ctime: z.string(),
})
type Identity = z.infer<typeof Identity>

const Verified = z.strictObject({
  /** Milliseconds since 1970. */
  at: z.number(),
  files: z.record(z.string(), Identity),
})

const WEEK = 7 * 24 * 60 * 60 * 1000
const RACY = 2000

const identityOf = (stats: BigIntStats): Identity => ({
  device: String(stats.dev),
  inode: String(stats.ino),
  size: String(stats.size),
  mtime: String(stats.mtimeNs),
  ctime: String(stats.ctimeNs),
})

const sameIdentity = (a: Identity | undefined, b: Identity): boolean =>
  a !== undefined && Identity.keyof().options.every((key) => a[key] === b[key])

/**
 * Hashes what has to be hashed.
 * @throws InlayError model_damaged, whose detail names the file
 */
export const verifyFiles = async (
  store: Store,
  record: ModelRecord,
  { rehash = false, now = Date.now }: OpenOptions = {},
): Promise<void> => {
  const folder = store.filesOf(record)
  const known = rehash ? undefined : await readVerified(store.verifiedOf(record))
  const age = now() - (known?.at ?? Number.NEGATIVE_INFINITY)
  const isFresh = age >= 0 && age < WEEK
  const identities: Record<string, Identity> = {}
  let isNew = false
  let mayRemember = true
  for (const file of record.files) {
    const path = join(folder, file.name)
    const stats = await regular(path, file)
    let identity = identityOf(stats)
    if (!isFresh || !sameIdentity(known?.files[file.name], identity)) {
      identity = await hashStored(path, file, identity)
      isNew = true
      mayRemember &&= now() - Number(stats.ctimeMs) > RACY
    }
    identities[file.name] = identity
  }
  if (!isNew || !mayRemember) return
  // A file hashed long ago keeps its old date.
  const at = isFresh && known !== undefined ? known.at : now()
  await remember(store.verifiedOf(record), { at, files: identities })
}

/** A disk that is full keeps nobody from using a model: it is hashed again the next time. */
const remember = async (path: string, verified: z.infer<typeof Verified>): Promise<void> => {
  try {
    await makePrivateFolder(dirname(path))
    await writePrivateFile(path, JSON.stringify(verified))
  } catch (error) {
    if (systemCode(error) === undefined) throw error
  }
}

const readVerified = async (path: string): Promise<z.infer<typeof Verified> | undefined> => {
  try {
    return Verified.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    // Not there or not whole: everything is hashed again, and it is written anew.
    return undefined
  }
}

/** A file of its own: no link of either kind, the size it had, and ours. */
const regular = async (path: string, file: StoredFile): Promise<BigIntStats> => {
  const stats = await lstat(path, { bigint: true }).catch((cause: unknown) => {
    throw damaged(file, 'is not there', cause)
  })
  if (!stats.isFile()) throw damaged(file, 'is not a regular file')
  if (stats.nlink !== 1n) throw damaged(file, 'has a second name (a hard link)')
  if (process.getuid !== undefined && Number(stats.uid) !== process.getuid()) {
    throw damaged(file, 'belongs to another user')
  }
  if (Number(stats.size) !== file.bytes) throw damaged(file, 'has another size than it had')
  return stats
}

/** Its identity, which did not change while it was hashed. */
const hashStored = async (path: string, file: StoredFile, before: Identity): Promise<Identity> => {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (cause: unknown) => {
      throw damaged(file, 'cannot be read', cause)
    },
  )
  try {
    const hash = createHash('sha256')
    await hashFile(handle, hash, file.bytes)
    const after = identityOf(await handle.stat({ bigint: true }))
    if (!sameIdentity(before, after)) throw damaged(file, 'changed while it was checked')
    if (hash.digest('hex') !== file.sha256) throw damaged(file, 'has another SHA-256 than it had')
    return after
  } finally {
    await handle.close()
  }
}

const damaged = ({ name }: StoredFile, what: string, cause?: unknown): InlayError =>
  new InlayError('model_damaged', `${name} ${what}.`, { cause })
