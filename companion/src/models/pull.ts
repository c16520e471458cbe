/** Gets a catalogue model's files together, from the internet or from the owner, and takes them in. */
import { stat } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import { makePrivateFolder } from '../system/private-files.ts'
import { assertSpace } from './disk.ts'
import { fetchFile, type Patience } from './download/fetch-file.ts'
import { partPath, removePart } from './download/part-file.ts'
import { openWeb, type WebOptions } from './download/web.ts'
import { dropGiven, type GivenFile, matchGiven, takeFiles } from './given-files.ts'
import { inspectFiles } from './inspect.ts'
import {
  type CatalogueEntry,
  isPinned,
  type ModelRecord,
  type PinnedFile,
  type StoredFile,
} from './manifest.ts'
import { createMeter } from './progress-words.ts'
import type { Store } from './store.ts'

export interface PullProgress {
  readonly received: number
  readonly total: number
  readonly stage: string
}

export interface PullContext {
  readonly store: Store
  readonly signal: AbortSignal
  readonly onProgress: (progress: PullProgress) => void
  readonly mirror?: URL | undefined
  readonly patience?: Partial<Patience> | undefined
  readonly web?: Omit<WebOptions, 'mirror'> | undefined
  readonly now?: () => Date
}

/** Bytes of an entry that lie here unfinished. */
export const partialBytes = async (store: Store, { files }: CatalogueEntry): Promise<number> => {
  const sizes = await Promise.all(
    files.map(async ({ sha256 }) => {
      if (sha256 === undefined) return 0
      const stats = await stat(partPath(store.partial, sha256)).catch(() => undefined)
      return stats?.size ?? 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Forgets what lies here unfinished. */
export const dropPartial = async (store: Store, { files }: CatalogueEntry): Promise<void> => {
  for (const { sha256 } of files) {
    if (sha256 !== undefined) await removePart(partPath(store.partial, sha256))
  }
}

/**
 * Fetches every file of an entry and takes the model in.
 * @throws InlayError model_download_failed | model_damaged | model_refused | contract_mismatch |
 *   disk_full | file_unwritable; the signal's reason
 */
export const pullFromWeb = async (entry: CatalogueEntry, context: PullContext): Promise<void> => {
  const { store, signal, mirror, patience } = context
  const files = entry.files.filter(isPinned)
  if (files.length < entry.files.length) {
    throw new InlayError(
      'model_download_failed',
      'Nobody has published what its files must be, so they are not fetched: give them with --from.',
    )
  }
  await makePrivateFolder(store.folder)
  await makePrivateFolder(store.partial)
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  await assertSpace(store.partial, total - (await partialBytes(store, entry)))

  const report = reporter(context, total)
  const web = await openWeb({ ...context.web, mirror })
  const paths = new Map<string, string>()
  let before = 0
  try {
    for (const file of files) {
      const onBytes = (received: number): void => report(before + received)
      paths.set(
        file.name,
        await fetchFile(file, {
          web,
          mirror,
          folder: store.partial,
          signal,
          onBytes,
          ...(patience !== undefined && { patience }),
        }),
      )
      before += file.bytes
    }
  } finally {
    report.stop()
    await web.close()
  }
  await takeIn(entry, files, paths, context)
  await dropPartial(store, entry)
}

/**
 * Takes the model in from files on this machine; they stay where they are.
 * @throws InlayError as `pullFromWeb`, and file_unreadable | invalid_request
 */
export const pullFromFiles = async (
  entry: CatalogueEntry,
  sources: readonly string[],
  context: PullContext,
): Promise<void> => {
  const { store, signal } = context
  await makePrivateFolder(store.folder)
  const sizes = await Promise.all(
    sources.map(async (source) => (await stat(source).catch(() => undefined))?.size ?? 0),
  )
  const report = reporter(
    context,
    sizes.reduce((sum, size) => sum + size, 0),
  )
  const given = await takeFiles(sources, {
    folder: store.partial,
    signal,
    onBytes: report,
  }).finally(report.stop)
  await pullGiven(entry, given, context)
}

/** Takes the model in from copies that are ours already; they are moved, or removed. */
export const pullGiven = async (
  entry: CatalogueEntry,
  given: readonly GivenFile[],
  context: Pick<PullContext, 'store' | 'now'>,
): Promise<void> => {
  try {
    const matched = matchGiven(entry, given)
    const files = entry.files.map(({ name, part, role }): StoredFile => {
      const { bytes = 0, sha256 = '' } = matched.get(name) ?? {}
      return { name, part, role, bytes, sha256 }
    })
    await takeIn(
      entry,
      files,
      new Map([...matched].map(([name, { path }]) => [name, path])),
      context,
    )
    await dropPartial(context.store, entry)
  } finally {
    await dropGiven(given)
  }
}

const takeIn = async (
  entry: CatalogueEntry,
  files: readonly (PinnedFile | StoredFile)[],
  paths: ReadonlyMap<string, string>,
  { store, now = () => new Date() }: Pick<PullContext, 'store' | 'now'>,
): Promise<void> => {
  const candidates = files.map(({ name, part, role }) => ({
    name,
    part,
    role,
    path: paths.get(name) ?? '',
  }))
  await inspectFiles(candidates, entry.contract)
  const { id, name, task, licence } = entry
  const record: ModelRecord = {
    version: 1,
    id,
    name,
    task,
    source: 'catalogue',
    licence,
    files: files.map((file): StoredFile => {
      const { name: fileName, part, role, bytes, sha256 } = file
      return { name: fileName, part, role, bytes, sha256 }
    }),
    installed: now().toISOString(),
  }
  await store.install(record, paths)
}

/** Milliseconds between two words to whoever watches. */
const EVERY = 250

interface Reporter {
  (received: number): void
  /** Says nothing more. */
  stop(): void
}

const reporter = ({ onProgress }: PullContext, total: number): Reporter => {
  const meter = createMeter()
  let last = Number.NEGATIVE_INFINITY
  let newest = 0
  let later: NodeJS.Timeout | undefined
  const say = (): void => {
    clearTimeout(later)
    later = undefined
    last = performance.now()
    onProgress({ received: newest, total, stage: meter.words(newest, total) })
  }
  const report = (received: number): void => {
    newest = received
    const wait = last + EVERY - performance.now()
    if (wait <= 0 || received >= total) say()
    else later ??= setTimeout(say, wait)
  }
  return Object.assign(report, { stop: () => clearTimeout(later) })
}
