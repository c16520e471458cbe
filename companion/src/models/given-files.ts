/**
 * Files that the owner gives: copied beside the models, never linked, hashed on the way, and matched
 * with what the catalogue wants.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expected, InlayError } from '@inlay/shared'
import { makePrivateFolder, PRIVATE_FILE } from '../system/private-files.ts'
import { assertSpace, writeError } from './disk.ts'
import { type CatalogueEntry, type CatalogueFile, isPinned } from './manifest.ts'
import { isDataName, isGraphName, isTextName } from './names.ts'

export interface GivenFile {
  /** What its owner calls it. */
  readonly name: string
  /** Our copy. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface TakeOptions {
  /** Where copies lie. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly onBytes?: (count: number) => void
}

/** @throws InlayError model_refused */
export const assertModelName = (name: string): void => {
  if (isGraphName(name) || isDataName(name) || isTextName(name)) return
  // Of the owner's own graph only the ending counts: we give it a name of ours.
  if (/^[^/\\\p{C}]{1,250}\.onnx$/iu.test(name)) return
  throw new InlayError(
    'model_refused',
    expected('a name like model.onnx, model.onnx_data or x.safetensors', 'the file', name),
  )
}

/** A copy that is being written. */
export interface GivenWriter {
  /** @throws InlayError disk_full | file_unwritable */
  write(chunk: Uint8Array): Promise<void>
  finish(): Promise<GivenFile>
  /** Leaves nothing behind. */
  abort(): Promise<void>
}

/** @throws InlayError model_refused | disk_full | file_unwritable */
export const openGiven = async (name: string, folder: string): Promise<GivenWriter> => {
  assertModelName(name)
  const path = join(folder, `given-${randomUUID()}`)
  const hash = createHash('sha256')
  let bytes = 0
  const failed = (cause: unknown): never => {
    throw writeError(cause)
  }
  await makePrivateFolder(folder).catch(failed)
  const file = await open(path, 'wx', PRIVATE_FILE).catch(failed)
  return {
    write: async (chunk) => {
      await file.writeFile(chunk).catch(failed)
      hash.update(chunk)
      bytes += chunk.length
    },
    finish: async () => {
      await file.sync().catch(failed)
      await file.close()
      return { name, path, bytes, sha256: hash.digest('hex') }
    },
    abort: async () => {
      await file.close()
      await rm(path, { force: true })
    },
  }
}

/** @throws InlayError disk_full | file_unwritable; what reading throws; the signal's reason */
const takeStream = async (
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  { folder, signal, onBytes }: TakeOptions,
): Promise<GivenFile> => {
  const writer = await openGiven(name, folder)
  let bytes = 0
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted()
      await writer.write(chunk)
      bytes += chunk.length
      onBytes?.(bytes)
    }
    return await writer.finish()
  } catch (error) {
    await writer.abort()
    throw error
  }
}

const PIECE = 1024 * 1024

/** @throws InlayError file_unreadable | model_refused | disk_full | file_unwritable */
const takeFile = async (source: string, options: TakeOptions): Promise<GivenFile> => {
  const name = basename(source)
  assertModelName(name)
  const stats = await stat(source).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', `It is ${name}.`, { cause })
  })
  if (!stats.isFile()) throw new InlayError('file_unreadable', `${name} is not a file.`)
  await assertSpace(options.folder, stats.size)
  return takeStream(name, readPieces(source, name), options)
}

async function* readPieces(source: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(source, { highWaterMark: PIECE })) {
      if (chunk instanceof Uint8Array) yield chunk
    }
  } catch (cause) {
    throw new InlayError('file_unreadable', `It is ${name}.`, { cause })
  }
}

/** All of them, or none: what was copied goes when one cannot be. */
export const takeFiles = async (
  sources: readonly string[],
  options: TakeOptions,
): Promise<GivenFile[]> => {
  const taken: GivenFile[] = []
  let before = 0
  try {
    for (const source of sources) {
      const onBytes = (count: number): void => options.onBytes?.(before + count)
      const file = await takeFile(source, { ...options, onBytes })
      before += file.bytes
      taken.push(file)
    }
    return taken
  } catch (error) {
    await dropGiven(taken)
    throw error
  }
}

export const dropGiven = async (files: readonly GivenFile[]): Promise<void> => {
  await Promise.all(files.map(({ path }) => rm(path, { force: true })))
}

/**
 * Which given file is which of the catalogue's: by hash where one is known, by name, or because
 * there is only one left of each.
 * @throws InlayError model_damaged | invalid_request
 */
export const matchGiven = (
  { files }: Pick<CatalogueEntry, 'files'>,
  given: readonly GivenFile[],
): Map<string, GivenFile> => {
  const matched = new Map<string, GivenFile>()
  const left = new Set(given)
  const match = (wanted: CatalogueFile, found: GivenFile | undefined): void => {
    if (found === undefined) return
    matched.set(wanted.name, found)
    left.delete(found)
  }
  const open_ = (): CatalogueFile[] => files.filter(({ name }) => !matched.has(name))
  for (const wanted of files.filter(isPinned)) {
    match(
      wanted,
      [...left].find(({ sha256 }) => sha256 === wanted.sha256),
    )
  }
  for (const wanted of files.filter((file) => !isPinned(file))) {
    match(
      wanted,
      [...left].find(({ name }) => name === wanted.name),
    )
  }
  const [lastWanted, ...moreWanted] = open_()
  const [lastGiven, ...moreGiven] = left
  if (lastWanted !== undefined && lastGiven !== undefined) {
    if (isPinned(lastWanted)) throw otherHash(lastWanted, lastGiven)
    if (moreWanted.length === 0 && moreGiven.length === 0) match(lastWanted, lastGiven)
  }
  const [missing] = open_()
  if (missing !== undefined) {
    throw new InlayError('invalid_request', expected(missing.name, 'the files', undefined))
  }
  const [foreign] = left
  if (foreign !== undefined) {
    throw new InlayError('invalid_request', expected('no further file', 'the model', foreign.name))
  }
  return matched
}

const otherHash = (wanted: CatalogueFile, given: GivenFile): InlayError =>
  new InlayError(
    'model_damaged',
    `Expected SHA-256 ${wanted.sha256} for ${wanted.name} but received ${given.sha256} (${given.name}, ${given.bytes} bytes).`,
  )
