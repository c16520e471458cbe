/**
 * What the batch's section holds while the page is open: another section may be looked at meanwhile.
 * A batch is found again when its page was closed.
 */
import { createListeners, type EngineInfo } from '@inlay/shared'
import { client } from '../../companion.ts'
import type { Store } from '../../state.ts'
import { createWindows } from '../../windows.ts'
import { type Batch, type BatchParts, createBatch } from './batch.ts'
import { canKeepInFolder, keepInFolder } from './keep.ts'
import { type KeptBatch, keepBatch, keptItem, readBatch } from './kept.ts'
import { type Choice, keepChoice, keptChoice, orderOf, withoutPrompt } from './order.ts'
import { type Pairs, pairUp, picturesOf } from './pair.ts'
import type { Chosen } from './pick.ts'
import { finder, takeUp } from './take-up.ts'

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
  /** Pictures and masks of a batch found again, chosen once more. */
  supply(files: readonly Chosen[]): void
  /** Lets go of the batch; its results stay with the companion. */
  leave(): void
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
  const listeners = createListeners()
  const tell = (): void => {
    listeners.tell()
  }
  const set = (next: Partial<Desk>): void => {
    desk = { ...desk, ...next }
    tell()
  }
  // What was not handed in has to be chosen again; the browser asks first.
  addEventListener('beforeunload', (event) => {
    if (desk.batch?.isOn === true) event.preventDefault()
  })
  const windows = createWindows('inlay.batch', sessionStorage, navigator.locks)
  const begin = (
    about: Omit<KeptBatch, 'items'>,
    parts: Pick<BatchParts, 'items' | 'order'>,
  ): void => {
    const { choice, folder } = desk
    const batch = createBatch({
      ...parts,
      client,
      needsMask: choice.operation !== 'expand',
      keep:
        folder !== undefined && canKeepInFolder()
          ? keepInFolder(folder, { client, format: choice.format })
          : undefined,
    })
    let known = ''
    batch.subscribe(() => {
      if (desk.batch !== batch) return
      const items = batch.items.map(keptItem)
      const now = JSON.stringify(items)
      // Most of what a batch tells is how far a picture is.
      if (now !== known) keepBatch(localStorage, { ...about, items })
      known = now
      tell()
    })
    windows.show(about.key)
    set({ batch })
    batch.run()
  }
  const restore = async (): Promise<void> => {
    const kept = readBatch(localStorage)
    if (kept === undefined || desk.batch !== undefined) return
    if (windows.own !== kept.key && (await windows.isElsewhere(kept.key))) return
    set({ choice: kept.choice })
    const { items, ...about } = kept
    begin(
      about,
      takeUp(kept, () => orderOf(kept.choice, desk.engines), client),
    )
  }
  void restore()
  store.subscribe(() => {
    const { batch } = desk
    if (batch?.pause === 'away' && store.state.at === 'here' && !store.state.isGone) batch.run()
  })
  return {
    get desk() {
      return desk
    },
    subscribe: listeners.subscribe,
    set,
    choose: (next) => {
      const choice = { ...desk.choice, ...next }
      keepChoice(choice)
      set({ choice })
    },
    start: () => {
      const { choice, engines } = desk
      const order = orderOf(choice, engines)
      const about = {
        key: crypto.randomUUID(),
        choice: withoutPrompt(choice),
        isOneMask: choice.masks === 'one',
        isPrompted: choice.operation !== 'remove' && choice.prompt.trim() !== '',
      }
      begin(about, { items: pairsOf(desk).pairs, order: async () => order })
    },
    supply: (files) => {
      desk.batch?.supply(finder(files))
      desk.batch?.run()
    },
    leave: () => {
      keepBatch(localStorage, undefined)
      windows.show(undefined)
      set({ batch: undefined })
    },
  }
}
