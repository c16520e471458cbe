/**
 * Models on disk, private to their owner:
 *
 *   records/<id>.json     what is here
 *   files/<key>/<name>    the files, in a folder named by what they are
 *   partial/              files on their way here
 *   verified/<key>.json   when which files were last hashed (open-model.ts)
 *   locks/
 *
 * A model is here once its record is: files are put in place first, and whole.
 */
import { randomUUID } from 'node:crypto'
import { lstat, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError, ModelId } from '@inlay/shared'
import { makePrivateFolder, writePrivateFile } from '../system/private-files.ts'
import { writeError } from './disk.ts'
import { sha256OfText } from './hash.ts'
import { ModelRecord, type StoredFile } from './manifest.ts'

export interface Store {
  readonly folder: string
  readonly partial: string
  readonly locks: string
  /** Every model here, by id. */
  records(): Promise<ModelRecord[]>
  find(id: string): Promise<ModelRecord | undefined>
  /** Absolute path of the folder of a model's files. */
  filesOf(record: Pick<ModelRecord, 'files'>): string
  /** Absolute path of what is known of their last check. */
  verifiedOf(record: Pick<ModelRecord, 'files'>): string
  /**
   * Moves files in (`from` each file's name to where it lies, on the same disk) and makes them the
   * model of that id.
   * @throws InlayError disk_full | file_unwritable
   */
  install(record: ModelRecord, from: ReadonlyMap<string, string>): Promise<void>
  /** False when it is not here. @throws InlayError file_unwritable */
  remove(id: string): Promise<boolean>
}

/** What the files are: two models of the same files share them. */
export const keyOf = (files: readonly StoredFile[]): string =>
  sha256OfText(
    JSON.stringify(
      files
        .map(({ name, sha256 }) => [name, sha256])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ),
  )

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

export const openStore = (folder: string): Store => {
  const recordsFolder = join(folder, 'records')
  const recordPath = (id: string): string => join(recordsFolder, `${id}.json`)
  const filesOf = ({ files }: Pick<ModelRecord, 'files'>): string =>
    join(folder, 'files', keyOf(files))
  const verifiedOf = ({ files }: Pick<ModelRecord, 'files'>): string =>
    join(folder, 'verified', `${keyOf(files)}.json`)

  const find = async (id: string): Promise<ModelRecord | undefined> => {
    if (!ModelId.safeParse(id).success) return undefined
    let text: string
    try {
      text = await readFile(recordPath(id), 'utf8')
    } catch (cause) {
      if (isMissing(cause)) return undefined
      throw new InlayError('file_unreadable', 'It is the record of a model.', { cause })
    }
    const record = ModelRecord.safeParse(parseJson(text)).data
    if (record?.id === id) return record
    // Nobody can say any more what it was; its files go with the next clean-up.
    await rename(recordPath(id), `${recordPath(id)}.damaged`)
    return undefined
  }

  const records = async (): Promise<ModelRecord[]> => {
    let names: string[]
    try {
      names = await readdir(recordsFolder)
    } catch (cause) {
      if (isMissing(cause)) return []
      throw new InlayError('file_unreadable', 'It is the list of models.', { cause })
    }
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
    const found = await Promise.all(ids.sort().map(find))
    return found.filter((record) => record !== undefined)
  }

  /** Folders of files that no record speaks of any more. */
  const cleanUp = async (): Promise<void> => {
    const keys = new Set((await records()).map(({ files }) => keyOf(files)))
    const base = join(folder, 'files')
    for (const name of await readdir(base).catch((): string[] => [])) {
      const path = join(base, name)
      if (keys.has(name) || (await isYoung(path))) continue
      await rm(path, { recursive: true, force: true })
      await rm(join(folder, 'verified', `${name}.json`), { force: true })
    }
  }

  /** Copies that a process left when it died, and parts that nobody has gone on with. */
  const sweepPartial = async (): Promise<void> => {
    const base = join(folder, 'partial')
    for (const name of await readdir(base).catch((): string[] => [])) {
      const path = join(base, name)
      const { mtimeMs } = await lstat(path).catch(() => ({ mtimeMs: Date.now() }))
      const age = Date.now() - mtimeMs
      if (age > (name.startsWith('given-') ? DAY : MONTH)) await rm(path, { force: true })
    }
  }

  return {
    folder,
    partial: join(folder, 'partial'),
    locks: join(folder, 'locks'),
    records,
    find,
    filesOf,
    verifiedOf,
    install: async (record, from) => {
      const fresh = join(folder, 'files', `new-${randomUUID()}`)
      try {
        await makePrivateFolder(folder)
        await makePrivateFolder(recordsFolder)
        await makePrivateFolder(fresh)
        for (const { name } of record.files) {
          const path = from.get(name)
          if (path === undefined) throw new Error('A file of the model was not given')
          await rename(path, join(fresh, name))
        }
        await rm(filesOf(record), { recursive: true, force: true })
        await rename(fresh, filesOf(record))
        await rm(verifiedOf(record), { force: true })
        await writePrivateFile(recordPath(record.id), `${JSON.stringify(record, null, 2)}\n`)
        await cleanUp()
        await sweepPartial()
      } catch (cause) {
        await rm(fresh, { recursive: true, force: true })
        throw writeError(cause)
      }
    },
    remove: async (id) => {
      const record = await find(id)
      if (record === undefined) return false
      try {
        await rm(recordPath(id), { force: true })
        const others = await records()
        const isShared = others.some(({ files }) => keyOf(files) === keyOf(record.files))
        if (!isShared) {
          await rm(filesOf(record), { recursive: true, force: true })
          await rm(verifiedOf(record), { force: true })
        }
        return true
      } catch (cause) {
        throw writeError(cause)
      }
    },
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const DAY = 24 * 60 * 60 * 1000
const MONTH = 30 * DAY

/** Milliseconds that an install needs between files and record, by far. */
const INSTALL = 60 * 60 * 1000

/** True for what somebody may just be putting in place. */
const isYoung = async (path: string): Promise<boolean> => {
  try {
    const { ctimeMs } = await lstat(path)
    return Date.now() - ctimeMs < INSTALL
  } catch (error) {
    if (isMissing(error)) return true
    throw error
  }
}
