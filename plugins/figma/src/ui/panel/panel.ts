/** The panel without its looks: what is selected, painted, set, under way and come back. */
import {
  createLink,
  createQueue,
  type Job,
  type Link,
  type LinkHost,
  type MaskKind,
  readSettings,
} from '@inlay/shared/panel'
import { KeptLanguage, languageFor } from '../../language.ts'
import type { Store as StoreKey } from '../../messages.ts'
import type { Host, Start } from '../host.ts'
import { sentenceOf } from '../works.ts'
import { createArrivals } from './arrivals.ts'
import { createPictures } from './pictures.ts'
import { createPlacing } from './place.ts'
import { isPaintedKind } from './plan.ts'
import { Recipe, storable } from './recipe.ts'
import { type BegunJobs, createRuns } from './runs.ts'
import { createSelecting } from './select.ts'
import { sortJobs, withCommand } from './start.ts'
import { createStore, type Panel, type PanelState } from './state.ts'

/** Milliseconds that a choice rests before it is stored. */
const STORE_AFTER = 400

const ENDED: readonly Job['state'][] = ['failed', 'cancelled', 'lost']

export const createPanel = (
  host: Host,
  linkHost: (keep: LinkHost<AbortSignal>['keep']) => LinkHost<AbortSignal>,
  start: Start,
): Panel => {
  const keep = (key: StoreKey, value: unknown): void => {
    host.store(key, value).catch((error: unknown) => store.warn(sentenceOf(error)))
  }
  const link = createLink<AbortSignal>(
    linkHost((credentials) => keep('credentials', credentials)),
    start.stored.credentials,
  )
  const { own, others } = sortJobs(start)
  const queue = createQueue<AbortSignal>({
    client: link.client,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    controller: () => new AbortController(),
    now: Date.now,
    save: (records) => keep('jobs', storable([...others, ...records])),
    onTrouble: link.report,
  })
  const kept = KeptLanguage.safeParse(start.stored.language).data
  const store = createStore(firstState(start, link, kept?.choice ?? null))
  const pictures = createPictures(store, host, start.parameters.shape)
  const arrivals = createArrivals(store, host, link)
  const begun: BegunJobs = new Map()
  const parts = { host, link, queue, pictures, arrivals, begun }
  const runs = createRuns(store, parts)
  const placing = createPlacing(store, parts)
  let storing: ReturnType<typeof setTimeout> | undefined
  /** What the shapes that were selected with a picture have taken the place of. */
  let insteadOf: MaskKind | undefined

  /** Shapes selected with a picture are meant as its mask, unless it is painted on already. */
  const suitMask = (): void => {
    const { settings, paintedIds } = store.state
    const one = pictures.source()
    if (one === undefined) return
    const take = (mask: MaskKind): void => store.change({ settings: { ...settings, mask } })
    if (one.shapes > 0 && isPaintedKind(settings.mask) && !paintedIds.has(one.id)) {
      insteadOf = settings.mask
      take('shapes')
    } else if (one.shapes === 0 && insteadOf !== undefined) {
      take(insteadOf)
      insteadOf = undefined
    }
  }

  const panel: Panel = {
    get state() {
      return store.state
    },
    subscribe: store.subscribe,
    link,
    queue,
    ...{ ...createSelecting(store, pictures, link), ...runs, ...placing },
    workOf: arrivals.workOf,
    touched: pictures.touched,
    set: (settings) => {
      const { settings: before, toast } = store.state
      // Somebody goes on: what was only told has been read.
      const left = toast?.tone === 'info' ? undefined : toast
      store.change({ settings: { ...before, ...settings }, toast: left })
      // Said by a person, it holds for what is selected next as well.
      if (settings.mask !== undefined) insteadOf = undefined
      clearTimeout(storing)
      storing = setTimeout(() => {
        const { mask, ...others } = store.state.settings
        keep('settings', { ...others, mask: insteadOf ?? mask })
      }, STORE_AFTER)
      if (!pictures.isReadAnew(before, store.state.settings)) return
      store.change({ work: null })
      void pictures.read()
    },
    speak: (choice) => {
      const last = languageFor(choice, navigator.languages)
      keep('language', { choice, last } satisfies KeptLanguage)
      store.change({ language: last, languageChoice: choice })
    },
    show: (index) => {
      const count = store.state.selection.sources.length
      if (count === 0) return
      store.change({ current: (index + count) % count, work: null })
      void pictures.read()
    },
    clearMask: () => {
      const work = pictures.inHand()
      if (work === undefined) return
      work.doc.add({ kind: 'clear' })
      pictures.replace({ ...work, points: [] })
      pictures.touched()
    },
    undo: (isRedo) => {
      const work = pictures.inHand()
      if (work === undefined) return
      if (isRedo) work.doc.redo()
      else work.doc.undo()
      // The next click begins anew: its mask would bring back what was taken away.
      pictures.replace({ ...work, points: [] })
      pictures.touched()
    },
    setMargins: (margins) => {
      const work = pictures.inHand()
      pictures.dropTyped()
      if (work !== undefined) pictures.replace({ ...work, margins })
    },
    view: (view) => {
      const left = store.state.view.at === 'job' ? store.state.view.id : undefined
      store.change({ view, misplaced: undefined })
      const job = store.state.jobs.find(({ record }) => record.id === left)
      // Nothing came of it, and it has been said.
      if (job !== undefined && ENDED.includes(job.state)) panel.discard(job.record.id)
      arrivals.fetchShown()
    },
    redo: () => {
      const { placed } = store.state
      const recipe = Recipe.safeParse(placed?.record).data
      if (recipe === undefined || placed === undefined) return
      const { nodeId } = placed.target
      pictures.takeUpNext({ nodeId, placedId: placed.nodeId, recipe })
      const settings = readSettings(recipe.settings)
      // The mask comes back as if it were painted, so that it can be changed.
      const isPainted = recipe.mask !== undefined && settings.mask !== 'empty'
      panel.set({ ...settings, mask: isPainted ? 'brush' : settings.mask })
      panel.view({ at: 'edit' })
      host.tell({ type: 'reveal', nodeId })
    },
    dropToast: () => store.change({ toast: undefined }),
    openUrl: (url) => host.tell({ type: 'openUrl', url }),
    resize: (width, height) => host.tell({ type: 'resize', width, height }),
  }

  link.subscribe(() => {
    store.change({ link: link.state })
    if (link.state.at !== 'ready') return
    queue.resume()
    arrivals.fetchShown()
  })
  queue.subscribe(() => {
    store.change({ jobs: queue.jobs })
    arrivals.fetchShown()
  })
  host.onSelection(({ selection, placed }) => {
    pictures.keepOnly(selection.sources)
    const before = pictures.source()
    const found = selection.sources.findIndex(({ id }) => id === before?.id)
    store.change({ selection, placed, current: Math.max(0, found) })
    // The same picture stays on the stage until it has been read anew.
    if (found < 0) store.change({ work: null })
    // What was chosen for these very shapes stays.
    if (found < 0 || pictures.source()?.shapes !== before?.shapes) suitMask()
    void pictures.read()
  })
  suitMask()
  const { language, languageChoice } = store.state
  if (kept?.last !== language) panel.speak(languageChoice)
  queue.restore(own)
  void link.look()
  void pictures.read()
  return panel
}

const firstState = (
  start: Start,
  link: Link<AbortSignal>,
  languageChoice: PanelState['languageChoice'],
): PanelState => ({
  start,
  language: languageFor(languageChoice, navigator.languages),
  languageChoice,
  link: link.state,
  selection: start.selection,
  placed: start.placed,
  settings: withCommand(readSettings(start.stored.settings), start),
  view: { at: 'edit' },
  current: 0,
  work: null,
  jobs: [],
  results: new Map(),
  refusals: new Map(),
  applying: undefined,
  misplaced: undefined,
  isSelecting: false,
  toast: undefined,
  painted: 0,
  paintedIds: new Set(),
})
