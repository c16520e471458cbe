/**
 * After a stop of any kind: brings the list of jobs and the spool to agree, ends what cannot go on,
 * and tells who waits.
 */

import { readdir, stat } from 'node:fs/promises'
import { InlayError, toWireError } from '@inlay/shared'
import type { EventLog } from './events.ts'
import { isFinished, type Job } from './job.ts'
import { inputsIn, readJobFile, readReportFile } from './job-folder.ts'
import type { Notice } from './notice.ts'
import { patchPath } from './patch-file.ts'
import type { Spool } from './spool.ts'
import type { JobStore } from './store.ts'

export interface RecoverOptions {
  readonly store: JobStore
  readonly spool: Spool
  readonly log: EventLog
  /** True when the list is new: what lies in the spool is then read from there. */
  readonly fresh: boolean
  readonly onNotice: (notice: Notice) => void
}

/** Times a job may be taken up before it counts as the one that stops the companion. */
const MOST_STARTS = 2

/**
 * What is decided of each job that a stop has met:
 * - never acknowledged: gone, its client sends it again;
 * - waiting: waits again, in its old place;
 * - running, with its results complete: done;
 * - running: taken up once more with the same seed and engine, then `interrupted`;
 * - done, its files gone: gone too;
 * - without its pictures: `interrupted`.
 * @returns ids of those that wait, next first
 * @throws InlayError disk_full | state_damaged | file_unwritable
 */
export const recoverJobs = async (options: RecoverOptions): Promise<string[]> => {
  const { store, spool, log, onNotice } = options
  await spool.open()
  const found = await spool.list()
  for (const folder of found.others) await spool.remove(folder)
  if (options.fresh) await readFromSpool(options, found.jobs)

  let lost = 0
  const waiting: string[] = []
  for (const job of store.list()) {
    if (!job.settled) {
      store.remove(job.id)
      continue
    }
    if (isFinished(job.status)) {
      if (job.status.state === 'done' && !(await hasResults(spool, job))) {
        store.remove(job.id)
        lost += 1
      }
      continue
    }
    const complete = job.status.state === 'running' ? await completeReport(spool, job) : undefined
    if (complete !== undefined) {
      store.note(job.id, { bytes: job.bytes + complete.bytes })
      log.publish(job.id, { type: 'done', report: complete.report })
    } else if (!(await hasInputs(spool, job))) fail(log, job.id, 'Its pictures are gone.')
    else if (job.starts >= MOST_STARTS) {
      fail(log, job.id, 'The companion stopped twice while it ran.')
    } else waiting.push(job.id)
  }
  if (lost > 0) onNotice({ type: 'files_lost', fills: lost })
  if (store.unreadable.size > 0) {
    onNotice({ type: 'unreadable', fills: store.unreadable.size })
  }

  for (const id of found.jobs) {
    if (store.get(id) === undefined) {
      if (!store.unreadable.has(id)) await spool.remove(spool.folderOf(id))
    } else await removePassing(spool, id)
  }
  await store.flush()
  // Those that ran go first: they came before those that wait.
  return waiting
}

const fail = (log: EventLog, id: string, detail: string): void => {
  log.publish(id, { type: 'failed', error: toWireError(new InlayError('interrupted', detail)) })
}

/** Lists again what tells of itself, oldest first, after the list was lost. */
const readFromSpool = async (
  { store, spool, log, onNotice }: RecoverOptions,
  ids: readonly string[],
): Promise<void> => {
  const files = await Promise.all(ids.map((id) => readJobFile(spool.folderOf(id))))
  const known = files
    .flatMap((file, index) => (file === undefined || file.id !== ids[index] ? [] : [file]))
    .sort((a, b) => a.createdAt - b.createdAt)
  for (const { createdAt, ...job } of known) {
    const added = store.add(job, createdAt)
    store.settle(job.id)
    const complete = await completeReport(spool, added)
    if (complete === undefined) continue
    const { report, bytes } = complete
    store.note(job.id, { bytes: job.bytes + bytes })
    log.publish(job.id, { type: 'started', seed: report.seed, engine: report.engine })
    log.publish(job.id, { type: 'done', report })
  }
  if (known.length > 0) onNotice({ type: 'found_again', fills: known.length })
}

/** The report, if all that it tells of is there. */
const completeReport = async (spool: Spool, job: Job) => {
  const folder = spool.folderOf(job.id)
  const found = await readReportFile(folder)
  if (found === undefined) return undefined
  const { variations } = found.report
  return (await areThere(variations.map(({ index }) => patchPath(folder, index))))
    ? found
    : undefined
}

const hasResults = (spool: Spool, { id, request, status }: Job): Promise<boolean> => {
  const folder = spool.folderOf(id)
  return areThere([
    ...Object.values(inputsIn(folder, request)),
    ...status.variations.map(({ index }) => patchPath(folder, index)),
  ])
}

const hasInputs = async (spool: Spool, { id, request, bytes }: Job): Promise<boolean> => {
  const sizes = await sizesOf(Object.values(inputsIn(spool.folderOf(id), request)))
  return sizes.reduce((sum, size) => sum + size, 0) === bytes
}

const areThere = async (paths: readonly string[]): Promise<boolean> =>
  (await sizesOf(paths)).every((size) => size > 0)

const sizesOf = (paths: readonly string[]): Promise<number[]> =>
  Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )

/** Files a stop left half written, and encoded results, which no loss of power was awaited for. */
const removePassing = async (spool: Spool, id: string): Promise<void> => {
  const names = await readdir(spool.folderOf(id))
  await spool.removeFiles(
    id,
    names.filter((name) => name.endsWith('.partial') || name.startsWith('result-')),
  )
}
