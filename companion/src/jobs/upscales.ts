/**
 * Enlargings in the daemon: handed in, one at a time through the fill process, followed, fetched,
 * forgotten. They live in memory and their files in the spool: a restart forgets them, unlike fills,
 * since whoever asked still has the picture.
 */
import { randomUUID } from 'node:crypto'
import {
  fromWireError,
  InlayError,
  toWireError,
  type UpscaleEvent,
  type UpscaleRequest,
  type UpscaleStatus,
} from '@inlay/shared'
import { createFeed, type Feed } from '../system/feed.ts'
import type { FillClient } from './fill-client.ts'
import type { Spool } from './spool.ts'

export interface UpscalesOptions {
  readonly client: Pick<FillClient, 'upscale' | 'wake'>
  readonly spool: Pick<Spool, 'openUpload' | 'remove'>
  /** Most pixels of a picture, and of its result. */
  readonly maxPixels: number
  /** Enlargings that wait or run at most, uploads included. */
  readonly limit?: number
  /** Milliseconds a result is kept for whoever has not fetched it, and how many of them. */
  readonly keepFor?: number
  readonly keepMost?: number
  /** Hears of failures that are ours, not the input's. */
  readonly onFailure?: (error: InlayError) => void
}

/** A folder for an upload, and a place in the queue. */
export interface UpscalePlace {
  readonly folder: string
  /** Makes a job of what has come. @param input absolute path of the picture */
  accept(request: UpscaleRequest, input: string): { readonly id: string }
  /** Gives the place back and removes the folder; nothing once accepted. */
  release(): Promise<void>
}

export interface Upscaling {
  readonly id: string
  readonly owner: string
  readonly request: UpscaleRequest
  readonly status: UpscaleStatus
}

export interface Upscales {
  /** @throws InlayError queue_full | stopping | id_taken | disk_full | file_unwritable */
  reserve(owner: string, id?: string): Promise<UpscalePlace>
  get(id: string): Upscaling | undefined
  follow(
    id: string,
    after: number,
    signal: AbortSignal,
    wait: boolean,
  ): AsyncGenerator<UpscaleEvent, void, undefined>
  /** Absolute path of the result. @throws InlayError not_found | not_ready | what it failed with */
  result(id: string): string
  /** Ends one that waits or runs; its last event tells when. */
  cancel(id: string): void
  /** Forgets a finished one and its files. */
  forget(id: string): Promise<void>
  /** Ends everything and leaves no file. */
  close(): Promise<void>
}

const LIMIT = 8
const KEEP_FOR = 10 * 60_000
const KEEP_MOST = 8

type WithoutHead<E> = E extends UpscaleEvent ? Omit<E, 'id' | 'sequence'> : never
type EventBody = WithoutHead<UpscaleEvent>

interface Entry {
  readonly id: string
  readonly owner: string
  readonly request: UpscaleRequest
  readonly input: string
  readonly folder: string
  readonly feed: Feed<EventBody, UpscaleEvent>
  readonly stop: AbortController
  status: UpscaleStatus
  path?: string
  leaving?: NodeJS.Timeout
}

const isOver = ({ status: { state } }: Entry): boolean => state !== 'queued' && state !== 'running'

export const createUpscales = (options: UpscalesOptions): Upscales => {
  const { client, spool, maxPixels, limit = LIMIT, onFailure = () => {} } = options
  const { keepFor = KEEP_FOR, keepMost = KEEP_MOST } = options
  const entries = new Map<string, Entry>()
  const waiting: Entry[] = []
  let running: Promise<void> | undefined
  let uploads = 0
  let closed = false

  const tell = (entry: Entry, body: EventBody): void => {
    if (isOver(entry)) return
    entry.status = statusAfter(entry.status, body)
    entry.feed.publish(body)
  }

  const drop = async (entry: Entry): Promise<void> => {
    clearTimeout(entry.leaving)
    entries.delete(entry.id)
    await spool.remove(entry.folder)
  }

  const dropLater = (entry: Entry): void => {
    entry.leaving = setTimeout(() => {
      drop(entry).catch(onFailure)
    }, keepFor).unref()
    const finished = [...entries.values()].filter(isOver)
    for (const old of finished.slice(0, Math.max(0, finished.length - keepMost))) {
      drop(old).catch(onFailure)
    }
  }

  const perform = async (entry: Entry): Promise<void> => {
    const { request, input, folder, stop } = entry
    tell(entry, { type: 'progress', fraction: 0, stage: 'Starting' })
    try {
      const { path, report } = await client.upscale(
        { type: 'upscale', request, input, folder, maxPixels },
        {
          signal: stop.signal,
          onProgress: (progress) => tell(entry, { type: 'progress', ...progress }),
        },
      )
      entry.path = path
      tell(entry, { type: 'done', report })
    } catch (cause) {
      tell(entry, endOf(cause, onFailure))
    } finally {
      dropLater(entry)
    }
  }

  const tellPlaces = (): void => {
    waiting.forEach((entry, position) => {
      if (entry.status.position !== position) tell(entry, { type: 'queued', position })
    })
  }

  const pump = (): void => {
    if (running !== undefined || closed) return
    const next = waiting.shift()
    if (next === undefined) return
    running = perform(next).finally(() => {
      running = undefined
      pump()
    })
    tellPlaces()
  }

  const known = (owner: string, id: string): boolean => {
    const entry = entries.get(id)
    if (entry !== undefined && entry.owner !== owner) throw new InlayError('id_taken')
    return entry !== undefined
  }

  return {
    reserve: async (owner, id) => {
      if (closed) throw new InlayError('stopping')
      const isNew = id === undefined || !known(owner, id)
      const busy = waiting.length + uploads + (running === undefined ? 0 : 1)
      if (isNew && busy >= limit) {
        throw new InlayError('queue_full', `${limit} enlargings are waiting already.`)
      }
      uploads++
      const folder = await spool.openUpload().catch((error: unknown) => {
        uploads--
        throw error
      })
      client.wake()
      let open = true
      return {
        folder,
        accept: (request, input) => {
          if (closed) throw new InlayError('stopping')
          // The answer was lost on its way; the first upload is as good as this one.
          if (id !== undefined && known(owner, id)) return { id }
          open = false
          uploads--
          const own = id ?? randomUUID()
          const entry: Entry = {
            id: own,
            owner,
            request,
            input,
            folder,
            feed: createFeed<EventBody, UpscaleEvent>(
              (body, sequence) => ({ ...body, id: own, sequence }),
              isFinal,
            ),
            stop: new AbortController(),
            status: { id: own, state: 'queued', fraction: 0, stage: 'Waiting' },
          }
          entries.set(own, entry)
          waiting.push(entry)
          pump()
          tellPlaces()
          return { id: own }
        },
        release: async () => {
          if (!open) return
          open = false
          uploads--
          await spool.remove(folder)
        },
      }
    },
    get: (id) => entries.get(id),
    follow: (id, after, signal, wait) =>
      (entries.get(id) ?? notFound()).feed.follow(signal, after, wait),
    result: (id) => {
      const { status, path } = entries.get(id) ?? notFound()
      if (status.error !== undefined) throw fromWireError(status.error)
      if (status.state === 'cancelled') throw new InlayError('cancelled')
      if (path === undefined) throw new InlayError('not_ready')
      return path
    },
    cancel: (id) => {
      const entry = entries.get(id)
      if (entry === undefined) return
      entry.stop.abort()
      const place = waiting.indexOf(entry)
      if (place < 0) return
      waiting.splice(place, 1)
      tell(entry, { type: 'cancelled' })
      dropLater(entry)
      tellPlaces()
    },
    forget: async (id) => {
      const entry = entries.get(id)
      if (entry !== undefined) await drop(entry)
    },
    close: async () => {
      closed = true
      waiting.length = 0
      for (const entry of entries.values()) {
        tell(entry, { type: 'failed', error: toWireError(new InlayError('interrupted')) })
        entry.stop.abort()
      }
      await running
      await Promise.all([...entries.values()].map(drop))
    },
  }
}

const isFinal = ({ type }: UpscaleEvent): boolean => type !== 'queued' && type !== 'progress'

const notFound = (): never => {
  throw new InlayError('not_found', 'There is no such enlarging.')
}

const endOf = (cause: unknown, onFailure: (error: InlayError) => void): EventBody => {
  const error =
    cause instanceof InlayError ? cause : new InlayError('internal', undefined, { cause })
  if (error.code === 'cancelled') return { type: 'cancelled' }
  if (error.status >= 500 && error.code !== 'interrupted') onFailure(error)
  return { type: 'failed', error: toWireError(error) }
}

/** The status is the fold of the events. */
const statusAfter = (status: UpscaleStatus, body: EventBody): UpscaleStatus => {
  const { position: _, ...placed } = status
  switch (body.type) {
    case 'queued':
      return { ...status, position: body.position }
    case 'progress': {
      const fraction = Math.max(status.fraction, body.fraction)
      return { ...placed, state: 'running', fraction, stage: body.stage }
    }
    case 'done':
      return { ...placed, state: 'done', fraction: 1, stage: 'Done', report: body.report }
    case 'failed':
      return { ...placed, state: 'failed', stage: 'Failed', error: body.error }
    case 'cancelled':
      return { ...placed, state: 'cancelled', stage: 'Cancelled' }
  }
}
