/** The panel without its looks: what is selected, painted, set, under way and come back. */
import {
  Expansion,
  type Extent,
  InlayError,
  type Margins,
  type SegmentPromptInput,
} from '@inlay/shared'
import {
  createLink,
  createQueue,
  type Job,
  type JobRecord,
  JobRecords,
  type Link,
  type LinkHost,
  type LinkState,
  type MaskKind,
  marginsFor,
  marginsLike,
  type PanelSettings,
  type Prepared,
  type Queue,
  readSettings,
  requestOf,
  type Sentence,
} from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'
import { type Placed, type Selection, type Source, Target } from '../messages.ts'
import { type Host, HostRefusal, type Start } from './host.ts'
import { keepMask, unkeepMask } from './pixels/keepsake.ts'
import { hasMargins, maskOf, prepareExpanded, prepareMasked } from './prepare.ts'
import { loadResults, type Results, tilesOf } from './results.ts'
import { captureMask, readPicture, readWork, sentenceOf, type Work } from './works.ts'

/** A line at the bottom that goes away by itself. */
export interface Toast {
  readonly tone: 'info' | 'warning'
  readonly sentences: readonly Sentence[]
}

/** The result could not go where it belongs; it may go on the page. */
export interface Misplaced {
  readonly jobId: string
  readonly sentence: Sentence
}

export type View = { readonly at: 'edit' } | { readonly at: 'job'; readonly id: string }

export interface PanelState {
  readonly start: Start | undefined
  readonly link: LinkState
  readonly selection: Selection
  readonly placed: Placed | undefined
  readonly settings: PanelSettings
  readonly view: View
  /** Index of the picture that is shown, of `selection.sources`. */
  readonly current: number
  /** Of the picture that is shown; a sentence when it cannot be read, null while it is being read. */
  readonly work: Work | Sentence | null
  readonly jobs: readonly Job[]
  /** By job: what came back, once fetched. */
  readonly results: ReadonlyMap<string, Results>
  /** By job: why the host refused it. */
  readonly refusals: ReadonlyMap<string, Sentence>
  readonly applying: string | undefined
  readonly misplaced: Misplaced | undefined
  readonly isSelecting: boolean
  readonly toast: Toast | undefined
  /** Counts changes of the painted mask, which is changed in place. */
  readonly painted: number
}

export interface Panel {
  readonly state: PanelState
  subscribe(heard: () => void): () => void
  readonly link: Link<AbortSignal>
  readonly queue: Queue<AbortSignal>
  /** Pictures as they were when a job was started: to lay results over. */
  workOf(jobId: string): Work | undefined
  set(settings: Partial<PanelSettings>): void
  show(index: number): void
  /** The mask that is painted has changed. */
  touched(): void
  clearMask(): void
  undo(isRedo: boolean): void
  setMargins(margins: Margins): void
  click(x: number, y: number, label: 'in' | 'out'): Promise<void>
  selectSubject(): Promise<void>
  run(): void
  /** The same fill with other seeds; undefined where it is no longer known what it was. */
  more(jobId: string): void
  canRepeat(jobId: string): boolean
  view(view: View): void
  apply(jobId: string, onPage?: boolean): Promise<void>
  /** @param isKept the companion keeps it in its history */
  discard(jobId: string, isKept?: boolean): void
  switchTo(index: number): Promise<void>
  /** Takes up the placed result's picture, mask and settings again. */
  redo(): Promise<void>
  dropToast(): void
  openUrl(url: string): void
  resize(width: number, height: number): void
}

/** Milliseconds that a choice rests before it is stored. */
const STORE_AFTER = 400

export const createPanel = (
  host: Host,
  linkHost: (keep: LinkHost<AbortSignal>['keep']) => LinkHost<AbortSignal>,
  start: Start,
): Panel => {
  const listeners = new Set<() => void>()
  /** By source and by how it is taken. */
  const works = new Map<string, Promise<Work>>()
  const jobWorks = new Map<string, Work>()
  const repeats = new Map<string, (seed: number | null) => void>()
  /** By job: its mask, small, for the layer's record. */
  const keepsakes = new Map<string, string>()
  /** By job: what it adds, for the layer's record. */
  const added = new Map<string, Margins>()
  /** By job: its picture, being read again. */
  const lookups = new Map<string, Promise<void>>()
  /** Of a placed result that is to be done again: goes onto its picture when that is read. */
  let again:
    | { readonly nodeId: string; readonly placedId: string; readonly record: PlacedRecord }
    | undefined
  let reading = 0
  /** What was typed into the quick action. */
  let asked = start.parameters.shape
  /** The same, for the other pictures, until somebody sets margins by hand. */
  let typed = asked
  let storing: ReturnType<typeof setTimeout> | undefined

  const keep = (key: 'credentials' | 'settings' | 'jobs', value: unknown): void => {
    host.store(key, value).catch((error: unknown) => {
      change({ toast: { tone: 'warning', sentences: [sentenceOf(error)] } })
    })
  }

  const { own, others } = sortJobs(start)

  const link = createLink<AbortSignal>(
    linkHost((credentials) => keep('credentials', credentials)),
    start.stored.credentials,
  )
  const queue = createQueue<AbortSignal>({
    client: link.client,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    controller: () => new AbortController(),
    now: Date.now,
    save: (records) => keep('jobs', [...others, ...records]),
    onTrouble: link.report,
  })

  let state: PanelState = {
    start,
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
  }

  const change = (next: Partial<PanelState>): void => {
    state = { ...state, ...next }
    for (const heard of [...listeners]) heard()
  }

  const source = (): Source | undefined => state.selection.sources[state.current]

  const keyOf = (one: Source, settings: PanelSettings): string => {
    const kind = maskKindOf(settings)
    const mask = captureMask(kind, one)
    const { id, width, height, shapes } = one
    return JSON.stringify([
      ...[id, width, height, kind, mask, settings.operation === 'expand'],
      mask === 'none' ? 0 : shapes,
    ])
  }

  const workFor = (one: Source, settings: PanelSettings): Promise<Work> => {
    const key = keyOf(one, settings)
    const known = works.get(key)
    const isAgain = again?.nodeId === one.id
    if (known !== undefined && !isAgain) return known
    const read = readWork(host, one, maskKindOf(settings), {
      asSeen: settings.operation === 'expand',
      // What is done again is not to stand on what it was.
      without: isAgain && again !== undefined ? [again.placedId] : [],
    })
    works.set(key, read)
    read.catch(() => works.delete(key))
    return read
  }

  /** Puts the picture in hand on the stage. */
  const read = async (): Promise<void> => {
    const mine = ++reading
    const one = source()
    if (one === undefined) {
      change({ work: null })
      return
    }
    const settings = state.settings
    try {
      const work = await workFor(one, settings)
      if (mine !== reading) return
      if (again?.nodeId === one.id) await takeUp(work, again.record)
      else if (asked !== undefined && settings.operation === 'expand') {
        const margins = marginsFor(asked, work.capture)
        asked = undefined
        replace(margins === null ? work : { ...work, margins })
      } else change({ work })
    } catch (error) {
      if (mine === reading) change({ work: sentenceOf(error) })
    }
  }

  const replace = (work: Work): void => {
    works.set(keyOf(work.source, state.settings), Promise.resolve(work))
    change({ work })
  }

  const takeUp = async (work: Work, { mask, margins }: PlacedRecord): Promise<void> => {
    again = undefined
    if (mask !== undefined) {
      const { width, height } = work.capture
      work.doc.add({ kind: 'clear' })
      work.doc.add({ kind: 'select', mask: await unkeepMask(mask, width, height) })
    }
    replace(margins === undefined ? work : { ...work, margins })
    panel.touched()
  }

  const forgetWorks = (kept: readonly Source[]): void => {
    const ids = new Set(kept.map(({ id }) => id))
    for (const key of works.keys()) {
      const id: unknown = JSON.parse(key)[0]
      if (typeof id !== 'string' || !ids.has(id)) works.delete(key)
    }
  }

  const fetchResults = async (job: Job): Promise<Results | undefined> => {
    const { id } = job.record
    const known = state.results.get(id)
    const client = link.client()
    if (known !== undefined || client === undefined || job.report === undefined) return known
    try {
      const results = await loadResults(client, id, job.report)
      change({ results: new Map([...state.results, [id, results]]) })
      return results
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      link.report(error)
      change({ toast: { tone: 'warning', sentences: [{ error: error.code, part: 'message' }] } })
      return undefined
    }
  }

  const fetching = new Set<string>()
  const fetchShown = (): void => {
    if (state.view.at !== 'job') return
    const { id } = state.view
    const job = state.jobs.find(({ record }) => record.id === id)
    if (job?.state !== 'done' || state.results.has(id) || fetching.has(id)) return
    fetching.add(id)
    void fetchResults(job).finally(() => fetching.delete(id))
    void lookAgain(job).then(() => change({}))
  }

  /** The picture of a job that was started unseen, or by an earlier life of the panel. */
  const lookAgain = ({ record }: Job): Promise<void> => {
    const { id, operation } = record
    const target = Target.safeParse(record.target).data
    if (target === undefined || jobWorks.has(id)) return Promise.resolve()
    const known = lookups.get(id)
    if (known !== undefined) return known
    const { nodeId, name, width, height } = target
    const one = { id: nodeId, name, width, height, kind: 'layer', shapes: 0 } as const
    const source: Source = { ...one, maskGroup: false, notes: [] }
    const lookup = readWork(host, source, 'brush', { asSeen: operation === 'expand' }).then(
      (work) => {
        const { capture } = work
        const isSame = capture.width === width && capture.height === height
        if (isSame && state.jobs.some((job) => job.record.id === id)) jobWorks.set(id, work)
      },
      (error: unknown) => {
        // Gone or changed: the result is looked at alone, and applying says why.
        if (!(error instanceof HostRefusal || error instanceof InlayError)) throw error
      },
    )
    lookups.set(id, lookup)
    return lookup
  }

  const prepare = async (
    jobId: string,
    one: Source,
    settings: PanelSettings,
    known: Work | undefined,
    others: Grown | undefined,
    signal: AbortSignal,
  ): Promise<Prepared> => {
    const kind = maskKindOf(settings)
    const isExpand = settings.operation === 'expand'
    // Shapes may have moved since they were looked at.
    const isFresh = !isExpand && (kind === 'shapes' || kind === 'group')
    const work = known === undefined || isFresh ? undefined : known
    const capture =
      work?.capture ??
      (await readPicture(host, one.id, captureMask(kind, one), { asSeen: isExpand })).capture
    const { link: connection } = state
    const request = requestOf(settings, connection.at === 'ready' ? connection.engines : [])
    if (isExpand) {
      const own = known !== undefined && hasMargins(known.margins) ? known.margins : undefined
      const margins = own ?? marginsOf(capture, others)
      added.set(jobId, margins)
      return prepareExpanded(capture, margins, request)
    }
    const mask = await maskOf(capture, { kind, ...paintedBy(known) }, signal)
    const kept = await keepMask(mask)
    if (kept !== undefined) keepsakes.set(jobId, kept)
    return prepareMasked(capture, mask, request)
  }

  /** What was set for the picture in hand is meant for those that nobody looked at. */
  const marginsOf = (extent: Extent, others: Grown | undefined): Margins => {
    const asTyped = typed === undefined ? null : marginsFor(typed, extent)
    if (asTyped !== null) return asTyped
    return others === undefined ? NO_MORE : marginsLike(others.margins, others.extent, extent)
  }

  const addFill = async (
    one: Source,
    settings: PanelSettings,
    others: Grown | undefined,
  ): Promise<string> => {
    const known = await works.get(keyOf(one, settings))?.catch(() => undefined)
    const id = queue.add({
      operation: settings.operation,
      prompt: settings.operation === 'remove' ? '' : settings.prompt.trim(),
      title: one.name,
      target: null,
      settings,
      prepare: async (signal) => {
        try {
          return await prepare(id, one, settings, known, others, signal)
        } catch (error) {
          if (!(error instanceof HostRefusal)) throw error
          change({ refusals: new Map([...state.refusals, [id, error.sentence]]) })
          throw new InlayError('image_missing', undefined, { cause: error })
        }
      },
    })
    if (known !== undefined) jobWorks.set(id, known)
    repeats.set(id, (seed) => void addAll([one], { ...settings, seed }, others))
    return id
  }

  const addAll = async (
    sources: readonly Source[],
    settings: PanelSettings,
    others?: Grown,
  ): Promise<void> => {
    let first: string | undefined
    for (const one of sources) {
      const id = await addFill(one, settings, others)
      first ??= id
      if (first === id) change({ view: { at: 'job', id } })
    }
  }

  const select = async (prompt: SegmentPromptInput, work: Work): Promise<void> => {
    const client = link.client()
    if (client === undefined) return
    const { capture, doc } = work
    const selector =
      work.selector ??
      client.selector({ kind: 'encoded', part: 'image' }, new Uint8Array(capture.image))
    change({ isSelecting: true })
    try {
      const { mask } = await selector.select({ ...prompt, format: 'raw' })
      doc.add({ kind: 'select', mask })
      replace({ ...work, selector, points: prompt.points === undefined ? [] : work.points })
      panel.touched()
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      link.report(error)
      const sentences: Sentence[] = [
        { error: error.code, part: 'message' },
        { error: error.code, part: 'next' },
      ]
      change({ toast: { tone: 'warning', sentences } })
    } finally {
      change({ isSelecting: false })
    }
  }

  const recordOf = (job: Job): PlacedRecord => {
    const { id, settings } = job.record
    const [mask, margins] = [keepsakes.get(id), added.get(id)]
    return {
      ...{ settings, seed: job.report?.seed },
      ...(mask === undefined ? {} : { mask }),
      ...(margins === undefined || !hasMargins(margins) ? {} : { margins }),
    }
  }

  const readyWork = (): Work | undefined =>
    state.work !== null && 'capture' in state.work ? state.work : undefined

  const panel: Panel = {
    get state() {
      return state
    },
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    link,
    queue,
    workOf: (jobId) => jobWorks.get(jobId),
    set: (settings) => {
      const before = state.settings
      change({ settings: { ...before, ...settings } })
      clearTimeout(storing)
      storing = setTimeout(() => keep('settings', state.settings), STORE_AFTER)
      const one = source()
      if (one !== undefined && keyOf(one, before) !== keyOf(one, state.settings)) {
        change({ work: null })
        void read()
      }
    },
    show: (index) => {
      const count = state.selection.sources.length
      if (count === 0) return
      change({ current: (index + count) % count, work: null })
      void read()
    },
    touched: () => change({ painted: state.painted + 1 }),
    clearMask: () => {
      const work = readyWork()
      if (work === undefined) return
      work.doc.add({ kind: 'clear' })
      replace({ ...work, points: [] })
      panel.touched()
    },
    undo: (isRedo) => {
      const work = readyWork()
      if (work === undefined) return
      if (isRedo) work.doc.redo()
      else work.doc.undo()
      // The next click begins anew: its mask would bring back what was taken away.
      replace({ ...work, points: [] })
      panel.touched()
    },
    setMargins: (margins) => {
      const work = readyWork()
      typed = undefined
      if (work !== undefined) replace({ ...work, margins })
    },
    click: async (x, y, label) => {
      const work = readyWork()
      if (work === undefined || state.isSelecting) return
      const points = [...work.points, { x, y, label }]
      if (!points.some((point) => point.label === 'in')) return
      await select({ points }, { ...work, points })
    },
    selectSubject: async () => {
      const work = readyWork()
      if (work !== undefined && !state.isSelecting) await select({ subject: true }, work)
    },
    run: () => {
      if (state.link.at !== 'ready' || !start.canEdit) return
      const work = readyWork()
      const others = work && { margins: work.margins, extent: work.capture }
      void addAll(state.selection.sources, state.settings, others)
    },
    canRepeat: (jobId) => repeats.has(jobId),
    more: (jobId) => {
      const job = state.jobs.find(({ record }) => record.id === jobId)
      const repeat = repeats.get(jobId)
      if (job === undefined || repeat === undefined) return
      const { report } = job
      // The next seeds explore further; a fill that failed starts as it did.
      repeat(report === undefined ? null : (report.seed + report.variations.length) >>> 0)
    },
    view: (view) => {
      const left = state.view.at === 'job' ? state.view.id : undefined
      change({ view, misplaced: undefined })
      const job = state.jobs.find(({ record }) => record.id === left)
      // Nothing came of it, and it has been said.
      if (job !== undefined && ENDED.includes(job.state)) panel.discard(job.record.id)
      fetchShown()
    },
    apply: async (jobId, onPage = false) => {
      const job = state.jobs.find(({ record }) => record.id === jobId)
      const client = link.client()
      const target = Target.safeParse(job?.record.target).data
      if (job === undefined || client === undefined || target === undefined) return
      if (state.applying !== undefined) return
      change({ applying: jobId, misplaced: undefined })
      try {
        const results = await fetchResults(job)
        if (results === undefined) return
        await lookAgain(job)
        const { settings, operation } = job.record
        // What is added lies outside of what holds the picture in.
        const clip = operation === 'expand' ? [] : (jobWorks.get(jobId)?.capture.clip ?? [])
        const applied = await host.apply({
          target,
          tiles: await tilesOf(client, jobId, results, clip),
          chosen: job.chosen,
          name: job.record.prompt.slice(0, 200) || NAMES[job.record.operation],
          record: JSON.parse(JSON.stringify(recordOf(job))),
          as: readSettings(settings).place === 'frame' ? 'frame' : 'rectangle',
          onPage,
        })
        panel.discard(jobId, true)
        const notes = applied.notes.map((note): Sentence => ({ key: `note.${note}` }))
        const placed: readonly Sentence[] =
          applied.where === 'in place' ? [{ key: 'result.applied' }] : []
        const sentences = [...placed, ...notes]
        change({ toast: { tone: 'info', sentences } })
      } catch (error) {
        if (error instanceof InlayError) link.report(error)
        const sentence = sentenceOf(error)
        const mayGoOnPage =
          error instanceof HostRefusal && (error.code === 'deleted' || error.code === 'changed')
        if (mayGoOnPage) change({ misplaced: { jobId, sentence } })
        else change({ toast: { tone: 'warning', sentences: [sentence] } })
      } finally {
        change({ applying: undefined })
      }
    },
    discard: (jobId, isKept = false) => {
      for (const { bitmap } of state.results.get(jobId)?.patches ?? []) bitmap.close()
      const results = new Map(state.results)
      results.delete(jobId)
      for (const map of [jobWorks, repeats, keepsakes, added, lookups]) map.delete(jobId)
      const isShown = state.view.at === 'job' && state.view.id === jobId
      change({ results, misplaced: undefined, ...(isShown ? { view: { at: 'edit' } } : {}) })
      if (isKept) queue.release(jobId)
      else queue.dismiss(jobId)
    },
    switchTo: async (index) => {
      const { placed } = state
      if (placed === undefined) return
      const chosen = (index + placed.count) % placed.count
      try {
        await host.switchTo(placed.nodeId, chosen)
        change({ placed: { ...placed, chosen } })
      } catch (error) {
        change({ toast: { tone: 'warning', sentences: [sentenceOf(error)] } })
      }
    },
    redo: async () => {
      const record = PlacedRecord.safeParse(state.placed?.record).data
      const { placed } = state
      if (record === undefined || placed === undefined) return
      const { nodeId } = placed.target
      again = { nodeId, placedId: placed.nodeId, record }
      const settings = readSettings(record.settings)
      // The mask comes back as if it were painted, so that it can be changed.
      panel.set({ ...settings, mask: record.mask === undefined ? settings.mask : 'brush' })
      panel.view({ at: 'edit' })
      host.tell({ type: 'reveal', nodeId })
    },
    dropToast: () => change({ toast: undefined }),
    openUrl: (url) => host.tell({ type: 'openUrl', url }),
    resize: (width, height) => host.tell({ type: 'resize', width, height }),
  }

  link.subscribe(() => {
    const { state: next } = link
    change({ link: next })
    if (next.at === 'ready') {
      queue.resume()
      fetchShown()
    }
  })
  queue.subscribe(() => {
    change({ jobs: queue.jobs })
    fetchShown()
  })
  host.onSelection(({ selection, placed }) => {
    forgetWorks(selection.sources)
    change({ selection, placed, current: 0, work: null })
    void read()
  })
  queue.restore(own)
  void link.look()
  void read()
  return panel
}

/** What is kept with a placed result: enough to do it again. */
const PlacedRecord = z.object({
  settings: z.unknown(),
  seed: z.number().optional(),
  /** PNG in base64. */
  mask: z.string().optional(),
  margins: Expansion.optional(),
})
type PlacedRecord = z.infer<typeof PlacedRecord>

/** What one picture was made larger by. */
interface Grown {
  readonly margins: Margins
  readonly extent: Extent
}

const NO_MORE: Margins = { left: 0, top: 0, right: 0, bottom: 0 }

const ENDED: readonly Job['state'][] = ['failed', 'cancelled', 'lost']

/** Names of layers whose fill had no prompt. */
const NAMES = { remove: 'Removed', fill: 'Filled', expand: 'Expanded' } as const

/** Expanding needs no mask; what was chosen for the others is kept meanwhile. */
export const maskKindOf = ({ operation, mask }: PanelSettings): MaskKind =>
  operation === 'expand' || mask === 'selection' ? 'empty' : mask

const paintedBy = (work: Work | undefined) =>
  work === undefined ? {} : { painted: (signal?: AbortSignal) => work.doc.full(signal) }

/** What the menu asked for comes before what was used last. */
const withCommand = (settings: PanelSettings, start: Start): PanelSettings => {
  const { command, parameters, quick, selection } = start
  const { prompt } = parameters
  const [first] = selection.sources
  // Nobody is there to paint.
  const mask = quick && first !== undefined ? { mask: given(first) } : {}
  const asked = { ...settings, ...mask, ...(prompt === undefined ? {} : { prompt }) }
  return command === 'remove' || command === 'fill' || command === 'expand'
    ? { ...asked, operation: command }
    : asked
}

const given = ({ shapes, maskGroup }: Source): MaskKind =>
  shapes === 0 && maskGroup ? 'group' : 'shapes'

/** Milliseconds a result waits at the companion (docs/jobs.md). */
const WAITS = 7 * 24 * 3600 * 1000

/** Results of other documents wait for those; what the companion has let go is forgotten. */
const sortJobs = ({ stored, documentId }: Start) => {
  const jobs = JobRecords.safeParse(stored.jobs).data ?? []
  const alive = jobs.filter(({ created }) => created > Date.now() - WAITS)
  const isOwn = ({ target }: JobRecord): boolean => {
    const document = Target.safeParse(target).data?.documentId
    return document === undefined || document === documentId
  }
  return { own: alive.filter(isOwn), others: alive.filter((job) => !isOwn(job)) }
}

/** What keeps the button from being pressed; undefined when it may be. */
export const obstacle = (state: PanelState): Sentence | undefined => {
  const { settings, work, selection, start, link } = state
  if (link.at !== 'ready') return { key: 'link.looking' }
  if (start?.canEdit === false) return { key: 'host.read_only' }
  const [first] = selection.sources
  if (first === undefined) return { key: `host.${selection.problem ?? 'nothing_selected'}` }
  if (work !== null && !('capture' in work)) return work
  const isMany = selection.sources.length > 1
  if (settings.operation === 'expand') {
    const isSomething = work === null || hasMargins(work.margins) || work.isHoley
    return isSomething ? undefined : { key: 'expand.nothing' }
  }
  const kind = maskKindOf(settings)
  if (kind === 'shapes' && selection.sources.every(({ shapes }) => shapes === 0)) {
    return { key: 'mask.shapes.none' }
  }
  const isPainted = kind === 'brush' || kind === 'click'
  if (isPainted && !isMany && (work === null || work.doc.isEmpty)) return { key: 'mask.nothing' }
  return undefined
}
