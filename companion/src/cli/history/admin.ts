/**
 * The history of fills for the command line: asked of the companion while it runs, read from disk
 * when it does not.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  createClient,
  FillList,
  type FillRecord,
  FillsDeleted,
  type Form,
  InlayError,
} from '@inlay/shared'
import { loadOwnerToken } from '../../http/access/owner-token.ts'
import { findRunning } from '../../http/discovery.ts'
import { DEFAULT_LIMITS } from '../../http/limits.ts'
import { openState } from '../../jobs/disk/open-state.ts'
import { createFillClient } from '../../jobs/fill-client.ts'
import { createJobs } from '../../jobs/jobs.ts'
import { toRecord } from '../../jobs/record.ts'
import type { Folders } from '../../system/folders.ts'
import { systemKeyring } from '../../system/keyring/keyring.ts'
import { localFetch } from '../../system/local-fetch.ts'
import { askDaemon } from '../ask-daemon.ts'

export interface HistoryAdmin {
  /** Every fill, newest first. */
  list(): Promise<FillRecord[]>
  /**
   * A result as a PNG file.
   * @throws InlayError not_found | not_ready | what the fill failed with
   */
  result(id: string, index: number, form: Form): Promise<Uint8Array>
  /** Cancels it if need be; afterwards nothing of it is left. */
  remove(id: string): Promise<void>
  /** How many were removed. */
  removeAll(): Promise<number>
  close(): Promise<void>
}

/** @throws InlayError already_running | state_too_new | disk_full | file_unwritable */
export const openHistory = async (folders: Folders): Promise<HistoryAdmin> => {
  const running = await findRunning(folders.state)
  if (running === undefined) return historyOnDisk(folders)
  const token = await loadOwnerToken({ folder: folders.config, keyring: systemKeyring() })
  return historyOfDaemon(running.port, token)
}

const newestFirst = (records: readonly FillRecord[]): FillRecord[] =>
  [...records].sort((a, b) => Date.parse(b.created) - Date.parse(a.created))

/** How long fills stay is the companion's to say, not a look's at what there is. */
const KEEP_ALL = {
  age: Number.POSITIVE_INFINITY,
  count: Number.POSITIVE_INFINITY,
  bytes: Number.POSITIVE_INFINITY,
}

/** Nothing is run; what a crash left behind is put right as the next start would. */
const historyOnDisk = async ({ state: folder }: Folders): Promise<HistoryAdmin> => {
  const state = await openState(folder)
  const jobs = createJobs({
    ...DEFAULT_LIMITS,
    ...state,
    retention: KEEP_ALL,
    client: createFillClient(),
  })
  const close = async (): Promise<void> => {
    await jobs.close()
    await state.store.close()
  }
  try {
    await jobs.recover()
  } catch (error) {
    await close()
    throw error
  }
  return {
    list: async () => newestFirst(jobs.list().map(toRecord)),
    result: async (id, index, form) =>
      readFile(await jobs.result(id, { index, form, format: 'png' })),
    remove: jobs.forget,
    removeAll: () =>
      jobs.forgetAll(
        jobs.list().map(({ id }) => id),
        true,
      ),
    close,
  }
}

/** Milliseconds: what runs must be cancelled first, and the list is compacted. */
const DELETE_WITHIN = 30_000

/** Milliseconds between two looks at a fill that is being cancelled. */
const LOOK_EVERY = 100

const historyOfDaemon = (port: number, token: string): HistoryAdmin => {
  const ask = (method: 'GET' | 'DELETE', path: string, patience?: number): Promise<unknown> =>
    askDaemon({ port, token, method, path, ...(patience === undefined ? {} : { patience }) })
  const client = createClient<AbortSignal>({
    baseUrl: `http://127.0.0.1:${port}`,
    token,
    fetch: localFetch,
    randomBytes: (count) => randomBytes(count),
  })
  return {
    list: async () => {
      const records = new Map<string, FillRecord>()
      for (let since = 0; ; ) {
        const page = FillList.parse(await ask('GET', `/v1/fills?since=${since}`))
        for (const record of page.fills) records.set(record.id, record)
        if (!page.more) return newestFirst([...records.values()])
        since = page.cursor
      }
    },
    result: (id, index, form) => client.resultPng(id, index, { form }),
    remove: async (id) => {
      // A fill that runs is cancelled by the first word and forgotten by the next.
      while ((await ask('DELETE', `/v1/fills/${id}`, DELETE_WITHIN)) !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
    },
    removeAll: async () =>
      FillsDeleted.parse(await ask('DELETE', '/v1/fills', DELETE_WITHIN)).deleted,
    close: async () => {},
  }
}

/**
 * The fill that `text`, an id or the beginning of one, means.
 * @throws InlayError not_found | invalid_request when it may mean several
 */
export const findRecord = (records: readonly FillRecord[], text: string): FillRecord => {
  const found = records.filter(({ id }) => id.startsWith(text.toLowerCase()))
  const [one] = found
  if (one === undefined || text === '') {
    throw new InlayError('not_found', 'No fill has that id; `inlay history` lists them.')
  }
  if (found.length > 1) {
    throw new InlayError('invalid_request', `${found.length} fills have an id that begins so.`)
  }
  return one
}
