/**
 * Many pictures, one after the other: two under way at a time (one is sent while the other is
 * filled), paused, gone on with, stopped, tried again. What fails is kept with its reason and holds
 * nobody up; a companion that is away pauses it all and loses nothing. What an earlier page had handed
 * in is followed on.
 */
import {
  type Client,
  createListeners,
  type FillEvent,
  type FillRequestInput,
  fromWireError,
  InlayError,
  knownError,
} from '@inlay/shared'
import { isAway } from '@inlay/shared/panel'

export interface Source {
  /** Below the chosen folder. */
  readonly path: string
  /** @throws whatever the browser throws when the file is gone or was changed */
  read(): Promise<Blob>
  /** Only its name is known any more: it has to be chosen again. */
  readonly isMissing?: boolean
}

export type ItemState =
  /** Has no mask and needs one: never run. */
  'maskless' | 'waiting' | 'sending' | 'queued' | 'running' | 'keeping' | 'done' | 'failed'

export interface Item {
  readonly picture: Source
  readonly mask: Source | undefined
  readonly state: ItemState
  /** 0..1 */
  readonly fraction: number
  /** As the companion says it. */
  readonly stage: string
  /** The fill, once it was handed in. */
  readonly fill: string | undefined
  readonly error: InlayError | undefined
  /** Where the result lies, once it was written. */
  readonly kept: string | undefined
}

/** Everything of a request but its pictures. */
export type Order = Omit<FillRequestInput, 'image' | 'mask'>

/** Writes a result; where it lies now. @throws InlayError file_unwritable */
export type Keep = (picture: Source, fill: string, signal: AbortSignal) => Promise<string>

/** A picture of the batch, with what an earlier page had come to. */
export interface Given extends Pick<Item, 'picture' | 'mask'> {
  readonly before?: Partial<Pick<Item, 'fill' | 'kept' | 'error'>> & { readonly isDone: boolean }
}

export interface BatchParts {
  readonly client: Pick<Client<AbortSignal>, 'fill' | 'events' | 'cancel'>
  readonly needsMask: boolean
  /** Asked for before the first picture is handed in. */
  readonly order: () => Promise<Order>
  readonly items: readonly Given[]
  /** Absent: results stay with the companion until they are asked for. */
  readonly keep?: Keep | undefined
}

export interface Batch {
  readonly items: readonly Item[]
  /** True while pictures are to be begun: not before `run`, not when all are over. */
  readonly isOn: boolean
  /** Why nothing new is begun: the person wished it, or the companion is away. */
  readonly pause: 'no' | 'asked' | 'away'
  subscribe(heard: () => void): () => void
  run(): void
  /** What is under way ends; nothing new is begun. */
  hold(): void
  /** Ends what is under way too; those pictures wait again. */
  stop(): void
  /** All that failed, or the one at `index`. */
  again(index?: number): void
  /** Files that were chosen again, by the names they had. */
  supply(find: (path: string) => Source | undefined): void
  /**
   * Writes what is done and lies nowhere yet.
   * @throws InlayError what the first failed with; those before it are written
   */
  keepAll(keep: Keep): Promise<void>
}

/** It cannot be handed in: its picture or its mask has to be chosen again. */
export const isMissing = ({ picture, mask }: Pick<Item, 'picture' | 'mask'>): boolean =>
  picture.isMissing === true || mask?.isMissing === true

/** Its turn may come. */
const isReady = (item: Item): boolean =>
  item.state === 'waiting' && (item.fill !== undefined || !isMissing(item))

/** One is filled while the next is on its way. */
const AT_ONCE = 2

export const createBatch = (parts: BatchParts): Batch => {
  const { client, needsMask, order, items: given, keep } = parts
  const begun = ({ mask, before }: Given): ItemState => {
    if (needsMask && mask === undefined) return 'maskless'
    if (before?.isDone === true) return 'done'
    return before?.error === undefined ? 'waiting' : 'failed'
  }
  let items: readonly Item[] = given.map((one) => {
    const { picture, mask, before = { isDone: false } } = one
    const { isDone, ...found } = before
    return { picture, mask, ...BEFORE, ...found, fraction: isDone ? 1 : 0, state: begun(one) }
  })
  let pause: Batch['pause'] = 'no'
  let isOn = false
  const under = new Map<number, AbortController>()
  const listeners = createListeners()
  const tell = (): void => {
    listeners.tell()
  }
  const change = (index: number, next: Partial<Item>): void => {
    items = items.map((item, i) => (i === index ? { ...item, ...next } : item))
    tell()
  }

  const begin = (): void => {
    while (isOn && pause === 'no' && under.size < AT_ONCE) {
      const index = items.findIndex(isReady)
      if (index < 0) break
      const controller = new AbortController()
      under.set(index, controller)
      void work(index, controller.signal).finally(() => {
        under.delete(index)
        begin()
      })
    }
    if (under.size === 0 && !items.some(isReady)) isOn = false
    tell()
  }

  const work = async (index: number, signal: AbortSignal): Promise<void> => {
    const item = items[index]
    if (item === undefined) return
    try {
      change(index, { ...BEFORE, fill: item.fill, state: item.fill ? 'queued' : 'sending' })
      const fill = item.fill ?? (await handIn(index, item, signal))
      if (item.fill !== undefined) await follow(index, fill, signal)
      if (keep !== undefined) {
        change(index, { state: 'keeping', fill })
        change(index, { kept: await keep(item.picture, fill, signal) })
      }
      change(index, { state: 'done', fill, fraction: 1 })
    } catch (error) {
      const known = knownError(error)
      const { fill, state } = items[index] ?? item
      if (signal.aborted) {
        // One that an earlier page had handed in is called off by nobody else.
        if (item.fill !== undefined) void client.cancel(item.fill).catch(() => undefined)
        change(index, { ...BEFORE, state: 'waiting' })
      } else if (isAway(known)) {
        pause = 'away'
        change(index, { ...BEFORE, fill, state: 'waiting' })
      } else if (item.fill !== undefined && known.code === 'not_found') {
        // The companion has forgotten it: it is handed in anew.
        change(index, { ...BEFORE, state: 'waiting' })
      } else {
        const left = state === 'keeping' ? fill : undefined
        change(index, { state: 'failed', error: known, fraction: 0, fill: left })
      }
    }
  }

  const handIn = async (index: number, item: Item, signal: AbortSignal): Promise<string> => {
    const bytes: Record<string, Uint8Array> = { image: await bytesOf(item.picture) }
    if (item.mask !== undefined) bytes.mask = await bytesOf(item.mask)
    const encoded = (part: string) => ({ kind: 'encoded', part }) as const
    const request: FillRequestInput = {
      ...(await order()),
      variations: 1,
      image: encoded('image'),
      ...(item.mask === undefined ? {} : { mask: encoded('mask') }),
    }
    const onEvent = (event: FillEvent): void => change(index, seenIn(event))
    const { id } = await client.fill(request, bytes, { signal, onEvent })
    return id
  }

  /** What was handed in already, until it is done. */
  const follow = async (index: number, id: string, signal: AbortSignal): Promise<void> => {
    for await (const event of client.events(id, { signal })) {
      change(index, seenIn(event))
      if (event.type === 'done') return
      if (event.type === 'failed') throw fromWireError(event.error)
      if (event.type === 'cancelled') throw new InlayError('cancelled')
    }
    throw new InlayError('internal', 'The events ended without a last one.')
  }

  return {
    get items() {
      return items
    },
    get isOn() {
      return isOn
    },
    get pause() {
      return pause
    },
    subscribe: listeners.subscribe,
    run: () => {
      pause = 'no'
      isOn = true
      begin()
    },
    hold: () => {
      pause = 'asked'
      tell()
    },
    stop: () => {
      isOn = false
      for (const controller of under.values()) controller.abort()
      tell()
    },
    again: (only) => {
      items = items.map((item, i) =>
        item.state === 'failed' && (only === undefined || only === i)
          ? // A result that only could not be written is not made anew.
            { ...item, ...BEFORE, fill: item.fill, state: 'waiting' }
          : item,
      )
      pause = 'no'
      isOn = true
      begin()
    },
    supply: (find) => {
      const found = (source: Source): Source =>
        source.isMissing === true ? (find(source.path) ?? source) : source
      items = items.map((item) => ({
        ...item,
        picture: found(item.picture),
        mask: item.mask && found(item.mask),
      }))
      tell()
    },
    keepAll: async (write) => {
      const { signal } = new AbortController()
      for (const [index, { picture, fill, state, kept }] of items.entries()) {
        if (state !== 'done' || kept !== undefined || fill === undefined) continue
        change(index, { state: 'keeping' })
        try {
          change(index, { kept: await write(picture, fill, signal) })
        } finally {
          change(index, { state: 'done' })
        }
      }
    },
  }
}

const BEFORE = {
  fraction: 0,
  stage: '',
  fill: undefined,
  error: undefined,
  kept: undefined,
} satisfies Partial<Item>

const seenIn = (event: FillEvent): Partial<Item> => {
  switch (event.type) {
    case 'queued':
      // Named from now on: another page finds it again.
      return { state: 'queued', fill: event.id }
    case 'started':
      return { state: 'running' }
    case 'progress':
      return { state: 'running', fraction: event.fraction, stage: event.stage }
    default:
      return {}
  }
}

/** @throws InlayError image_unreadable: the file is gone, or was changed since it was chosen */
const bytesOf = async (source: Source): Promise<Uint8Array> => {
  try {
    return new Uint8Array(await (await source.read()).arrayBuffer())
  } catch (cause) {
    throw new InlayError('image_unreadable', undefined, { cause })
  }
}
