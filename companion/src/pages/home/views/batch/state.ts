/** What the batch's section holds while the page is open: another section may be looked at meanwhile. */
import type { EngineInfo } from '@inlay/shared'
import { client } from '../../companion.ts'
import type { Store } from '../../state.ts'
import { type Batch, createBatch } from './batch.ts'
import { canKeepInFolder, keepInFolder } from './keep.ts'
import { type Choice, keepChoice, keptChoice, orderOf } from './order.ts'
import { type Pairs, pairUp, picturesOf } from './pair.ts'
import type { Chosen } from './pick.ts'

export interface Desk {
  readonly choice: Choice
  readonly files: readonly Chosen[]
  /** A folder of masks of their own. */
  readonly masks: readonly Chosen[] | undefined
  /** For all pictures. */
  readonly mask: Chosen | undefined
  readonly folder: FileSystemDirectoryHandle | undefined
  readonly engines: readonly EngineInfo[]
  readonly batch: Batch | undefined
}

export interface DeskStore {
  readonly desk: Desk
  subscribe(heard: () => void): () => void
  set(next: Partial<Desk>): void
  choose(next: Partial<Choice>): void
  start(): void
}

export interface DeskProps {
  readonly held: DeskStore
  readonly desk: Desk
}

const desks = new WeakMap<Store, DeskStore>()

/** The one desk of this page. */
export const deskOf = (store: Store): DeskStore => {
  const found = desks.get(store) ?? createDesk(store)
  desks.set(store, found)
  return found
}

/** Pictures with the masks they would be filled with, as chosen so far. */
export const pairsOf = ({ choice, files, masks, mask }: Desk): Pairs<Chosen> => {
  const isEach = choice.operation !== 'expand' && choice.masks === 'each'
  if (isEach) return pairUp(files, masks)
  const own = new Set(pairUp(files).pairs.map((pair) => pair.mask?.path))
  const every = choice.operation === 'expand' ? undefined : mask
  // Masks that lie beside their pictures are none themselves, nor is the one for all.
  const pictures = picturesOf(files).filter(({ path }) => !own.has(path) && path !== every?.path)
  return { pairs: pictures.map((picture) => ({ picture, mask: every })), left: [] }
}

const createDesk = (store: Store): DeskStore => {
  let desk: Desk = {
    choice: keptChoice(),
    files: [],
    masks: undefined,
    mask: undefined,
    folder: undefined,
    engines: [],
    batch: undefined,
  }
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const heard of [...listeners]) heard()
  }
  const set = (next: Partial<Desk>): void => {
    desk = { ...desk, ...next }
    tell()
  }
  // What is under way is lost with the page; the browser asks first.
  addEventListener('beforeunload', (event) => {
    if (desk.batch?.isOn === true) event.preventDefault()
  })
  store.subscribe(() => {
    const { batch } = desk
    if (batch?.pause === 'away' && store.state.at === 'here' && !store.state.isGone) batch.run()
  })
  return {
    get desk() {
      return desk
    },
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    set,
    choose: (next) => {
      const choice = { ...desk.choice, ...next }
      keepChoice(choice)
      set({ choice })
    },
    start: () => {
      const { choice, engines, folder } = desk
      const batch = createBatch({
        client,
        order: orderOf(choice, engines),
        items: pairsOf(desk).pairs,
        keep:
          folder !== undefined && canKeepInFolder()
            ? keepInFolder(folder, { client, format: choice.format })
            : undefined,
      })
      batch.subscribe(tell)
      set({ batch })
      batch.run()
    },
  }
}
