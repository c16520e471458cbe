/** The fills under way as the browser keeps them: of all its windows, each changing only its own. */
import { type JobRecord, JobRecords } from '@inlay/shared/panel'

export const KEY = 'inlay.edit.jobs'

/** Milliseconds after which a picture that was not handed over by then never will be. */
const UNSENT_FOR = 10 * 60_000
/** Milliseconds after which the companion has forgotten a fill by itself. */
const SENT_FOR = 7 * 86_400_000

export interface JobKeeper {
  /** Fills of earlier visits and of other windows that have reached the companion. */
  others(): readonly JobRecord[]
  /** From now on it is this window's to keep, or to let go of. */
  adopt(id: string): void
  /** Keeps this window's fills beside those of the others. */
  save(records: readonly JobRecord[]): void
}

const read = (storage: Pick<Storage, 'getItem'>): readonly JobRecord[] => {
  try {
    return JobRecords.safeParse(JSON.parse(storage.getItem(KEY) ?? '[]')).data ?? []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

export const createJobKeeper = (
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  now: () => number = Date.now,
): JobKeeper => {
  /** Every fill this window ever had: what is missing of them is over. */
  const mine = new Set<string>()
  return {
    others: () => read(storage).filter(({ id, isSent }) => isSent && !mine.has(id)),
    adopt: (id) => void mine.add(id),
    save: (records) => {
      for (const { id } of records) mine.add(id)
      const theirs = read(storage).filter(
        ({ id, isSent, created }) =>
          !mine.has(id) && now() - created < (isSent ? SENT_FOR : UNSENT_FOR),
      )
      storage.setItem(KEY, JSON.stringify([...theirs, ...records]))
    },
  }
}
