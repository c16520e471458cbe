/** Opens what outlives the daemon: the list of jobs and their files, for one process at a time. */
import { join } from 'node:path'
import type { InlayError } from '@inlay/shared'
import type { Notice } from '../notice.ts'
import { createSpool, type Spool } from '../spool.ts'
import type { JobStore } from '../store.ts'
import { openDatabase } from './database.ts'
import { createStore } from './sqlite-store.ts'

export interface State {
  readonly store: JobStore
  readonly spool: Spool
  /** True when the list of jobs is new, so that what lies in the spool must be read from there. */
  readonly fresh: boolean
}

export interface StateOptions {
  /** Hears of failures that are ours, not the input's. */
  readonly onFailure?: (error: InlayError) => void
  readonly onNotice?: (notice: Notice) => void
}

const DATABASE_FILE = 'jobs.db'
const SPOOL_FOLDER = 'spool'

/** @throws InlayError already_running | state_too_new | disk_full | file_unwritable */
export const openState = async (
  folder: string,
  { onFailure = () => {}, onNotice = () => {} }: StateOptions = {},
): Promise<State> => {
  const database = await openDatabase({
    path: join(folder, DATABASE_FILE),
    onSetAside: () => onNotice({ type: 'set_aside' }),
  })
  try {
    const store = createStore(database, { onTrouble: onFailure })
    return { store, spool: createSpool(join(folder, SPOOL_FOLDER)), fresh: database.fresh }
  } catch (error) {
    await database.close()
    throw error
  }
}
