/** The pulls of this process: one for each model at a time, each with a feed that can be followed. */
import { setTimeout as sleep } from 'node:timers/promises'
import { InlayError, toWireError } from '@inlay/shared'
import type { Patience } from './download/fetch-file.ts'
import type { WebOptions } from './download/web.ts'
import { createFeed, type Feed } from './feed.ts'
import { bytesOf, isCurrent } from './info.ts'
import { type Lock, takeLock } from './lock.ts'
import type { CatalogueEntry } from './manifest.ts'
import { verifyFiles } from './open-model.ts'
import { createMeter } from './progress-words.ts'
import { type PullProgress, partialBytes, pullFromFiles, pullFromWeb } from './pull.ts'
import { type ModelSettings, parseMirror } from './settings.ts'
import type { Store } from './store.ts'

export interface PullsOptions {
  readonly openAll: () => Promise<{ settings: ModelSettings; store: Store }>
  readonly patience?: Partial<Patience> | undefined
  readonly web?: Omit<WebOptions, 'mirror'> | undefined
  /** Milliseconds between two looks at a model that another process works on. */
  readonly lookEvery: number
  /** A model has come. */
  readonly onChange: () => void
  /** Hears of failures that are not the input's fault. */
  readonly onFailure?: ((error: InlayError) => void) | undefined
}

export interface Pulls {
  /** Begins to get a model, from these paths where there are any, or joins whoever does already. */
  begin(entry: CatalogueEntry, from: readonly string[]): Feed
  /** Of the pull that runs. */
  running(id: string): Feed | undefined
  /** Of the running or last pull. */
  feed(id: string): Feed | undefined
  /** Ends a pull; what is here stays for the next. False when there is none. */
  cancel(id: string): boolean
  /** Ends every pull. */
  close(): Promise<void>
}

interface Running {
  readonly feed: Feed
  readonly stop: AbortController
  readonly finished: Promise<void>
}

export const createPulls = (options: PullsOptions): Pulls => {
  const { openAll, lookEvery, onChange, onFailure } = options
  const running = new Map<string, Running>()
  const feeds = new Map<string, Feed>()

  /** While another process works on the model, its bytes on disk are the progress. */
  const waitForLock = async (
    store: Store,
    entry: CatalogueEntry,
    signal: AbortSignal,
    feed: Feed,
  ): Promise<Lock> => {
    const meter = createMeter()
    const total = bytesOf(entry.files) ?? 0
    for (;;) {
      const lock = await takeLock(store.locks, entry.id)
      if (lock !== undefined) return lock
      const received = await partialBytes(store, entry)
      const stage = `Another Inlay is at it: ${meter.words(received, total)}`
      feed.publish({ type: 'progress', stage, received, total })
      await sleep(lookEvery, undefined, { signal })
    }
  }

  const run = async (
    entry: CatalogueEntry,
    from: readonly string[],
    feed: Feed,
    outer: AbortSignal,
  ): Promise<void> => {
    const { settings, store } = await openAll()
    const lock = await waitForLock(store, entry, outer, feed)
    try {
      if (from.length === 0 && (await isSound(store, entry))) return
      const context = {
        store,
        signal: AbortSignal.any([outer, lock.lost]),
        onProgress: ({ stage, received, total }: PullProgress) =>
          feed.publish({ type: 'progress', stage, received, total }),
        mirror: settings.mirror === undefined ? undefined : parseMirror(settings.mirror),
        patience: options.patience,
        web: options.web,
      }
      if (from.length > 0) await pullFromFiles(entry, from, context)
      else await pullFromWeb(entry, context)
    } finally {
      await lock.release()
    }
  }

  const tell = async (feed: Feed, work: Promise<void>, signal: AbortSignal): Promise<void> => {
    try {
      await work
      onChange()
      feed.publish({ type: 'done' })
    } catch (thrown) {
      if (signal.aborted) {
        feed.publish({ type: 'cancelled' })
        return
      }
      const error =
        thrown instanceof InlayError
          ? thrown
          : new InlayError('internal', undefined, { cause: thrown })
      if (error.status >= 500) onFailure?.(error)
      feed.publish({ type: 'failed', error: toWireError(error) })
    }
  }

  return {
    begin: (entry, from) => {
      const { id } = entry
      const other = running.get(id)
      if (other !== undefined) return other.feed
      const feed = createFeed(id)
      const stop = new AbortController()
      const finished = tell(feed, run(entry, from, feed, stop.signal), stop.signal).finally(() => {
        running.delete(id)
      })
      running.set(id, { feed, stop, finished })
      feeds.set(id, feed)
      return feed
    },
    running: (id) => running.get(id)?.feed,
    feed: (id) => feeds.get(id),
    cancel: (id) => {
      const found = running.get(id)
      found?.stop.abort(new InlayError('cancelled'))
      return found !== undefined
    },
    close: async () => {
      const all = [...running.values()]
      for (const { stop } of all) stop.abort(new InlayError('interrupted'))
      await Promise.all(all.map(({ finished }) => finished))
    },
  }
}

/** True when the catalogue's version of the model is here and its files are what they were. */
const isSound = async (store: Store, entry: CatalogueEntry): Promise<boolean> => {
  const record = await store.find(entry.id)
  if (record === undefined || !isCurrent(entry, record)) return false
  try {
    await verifyFiles(store, record)
    return true
  } catch (error) {
    if (error instanceof InlayError && error.code === 'model_damaged') return false
    throw error
  }
}
