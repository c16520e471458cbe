/**
 * Many pictures, one after the other: two under way at a time (one is sent while the other is
 * filled), paused, gone on with, stopped, tried again. What fails is kept with its reason and holds
 * nobody up; a companion that is away pauses it all and loses nothing.
 */
import { type Client, type FillEvent, type FillRequestInput, InlayError } from '@inlay/shared'
import { isAway } from '@inlay/shared/panel'

export interface Source {
  /** Below the chosen folder. */
  readonly path: string
  /** @throws whatever the browser throws when the file is gone or was changed */
  read(): Promise<Blob>
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

export interface BatchParts {
  readonly client: Pick<Client<AbortSignal>, 'fill' | 'cancel'>
  readonly order: Order
  readonly items: readonly Pick<Item, 'picture' | 'mask'>[]
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
}

/** One is filled while the next is on its way. */
const AT_ONCE = 2

export const createBatch = ({ client, order, items: given, keep }: BatchParts): Batch => {
  const needsMask = order.operation !== 'expand'
  let items: readonly Item[] = given.map(({ picture, mask }) => ({
    picture,
    mask,
    ...BEFORE,
    state: needsMask && mask === undefined ? 'maskless' : 'waiting',
  }))
  let pause: Batch['pause'] = 'no'
  let isOn = false
  const under = new Map<number, AbortController>()
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const heard of [...listeners]) heard()
  }
  const change = (index: number, next: Partial<Item>): void => {
    items = items.map((item, i) => (i === index ? { ...item, ...next } : item))
    tell()
  }

  const begin = (): void => {
    while (isOn && pause === 'no' && under.size < AT_ONCE) {
      const index = items.findIndex(({ state }) => state === 'waiting')
      if (index < 0) break
      const controller = new AbortController()
      under.set(index, controller)
      void work(index, controller.signal).finally(() => {
        under.delete(index)
        begin()
      })
    }
    if (under.size === 0 && !items.some(({ state }) => state === 'waiting')) isOn = false
    tell()
  }

  const work = async (index: number, signal: AbortSignal): Promise<void> => {
    const item = items[index]
    if (item === undefined) return
    try {
      change(index, { ...BEFORE, state: 'sending' })
      const fill = item.fill ?? (await handIn(index, item, signal))
      if (keep !== undefined) {
        change(index, { state: 'keeping', fill })
        change(index, { kept: await keep(item.picture, fill, signal) })
      }
      change(index, { state: 'done', fill, fraction: 1 })
    } catch (error) {
      const known = asKnown(error)
      if (signal.aborted) change(index, { ...BEFORE, state: 'waiting' })
      else if (isAway(known)) {
        pause = 'away'
        change(index, { ...BEFORE, state: 'waiting' })
      } else change(index, { state: 'failed', error: known, fraction: 0 })
    }
  }

  const handIn = async (index: number, item: Item, signal: AbortSignal): Promise<string> => {
    const parts: Record<string, Uint8Array> = { image: await bytesOf(item.picture) }
    if (item.mask !== undefined) parts.mask = await bytesOf(item.mask)
    const encoded = (part: string) => ({ kind: 'encoded', part }) as const
    const request: FillRequestInput = {
      ...order,
      variations: 1,
      image: encoded('image'),
      ...(item.mask === undefined ? {} : { mask: encoded('mask') }),
    }
    const onEvent = (event: FillEvent): void => change(index, seenIn(event))
    const { id } = await client.fill(request, parts, { signal, onEvent })
    change(index, { fill: id })
    return id
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
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
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
      return { state: 'queued' }
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

const asKnown = (error: unknown): InlayError =>
  error instanceof InlayError ? error : new InlayError('internal', undefined, { cause: error })
