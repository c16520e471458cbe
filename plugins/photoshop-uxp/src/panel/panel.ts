/** The panel without its looks: what is selected, set, under way, come back and placed. */
import { InlayError, type ResultPixels } from '@inlay/shared'
import {
  createLink,
  createQueue,
  type Job,
  JobRecords,
  type Link,
  type LinkHost,
  type LinkState,
  type Queue,
  requestOf,
} from '@inlay/shared/panel'
import type { CommandId } from '../commands.ts'
import type { Capture, DocumentLook, PhotoshopHost, Placed, Target } from '../host/host.ts'
import type { Store } from '../storage.ts'
import { type Enlarging, failed, heard, newEnlarging } from './enlarging.ts'
import { marginsOf, placeAs, readAll, type Settings } from './settings.ts'
import { StoredTarget } from './target.ts'

export type View =
  | { readonly at: 'edit' }
  | { readonly at: 'job'; readonly id: string }
  | { readonly at: 'enlarging' }

/** Something went wrong beside a job's own course, and what may be done about it. */
export interface Trouble {
  readonly error: InlayError
  /** The job it is about; absent for the document in front. */
  readonly jobId?: string
}

export interface PanelState {
  readonly link: LinkState
  readonly document: DocumentLook | null
  readonly settings: Settings
  readonly view: View
  readonly jobs: readonly Job[]
  /** By job: `data:` URLs of the variations, made as they are looked at; index -1 is the original. */
  readonly pictures: ReadonlyMap<string, ReadonlyMap<number, string>>
  /** By job: where it was placed. */
  readonly placed: ReadonlyMap<string, Placed>
  readonly enlarging: Enlarging | undefined
  readonly busy: 'placing' | 'selecting' | 'converting' | undefined
  readonly trouble: Trouble | undefined
}

export interface Panel {
  readonly state: PanelState
  subscribe(heard: () => void): () => void
  readonly link: Link<AbortSignal>
  readonly queue: Queue<AbortSignal>
  set(settings: Partial<Settings>): void
  /** Why the main button would do nothing; null when it would do something. */
  obstacle(): 'document' | 'selection' | 'mode' | null
  run(isPlacedAtOnce?: boolean): void
  /** The same fill with other seeds. */
  more(jobId: string): void
  canRepeat(jobId: string): boolean
  view(view: View): void
  apply(jobId: string, how?: { readonly anyway?: boolean; readonly here?: boolean }): Promise<void>
  discard(jobId: string): void
  /** Another variation: of the preview, or of what was placed. */
  step(jobId: string, by: 1 | -1): Promise<void>
  selectSubject(): Promise<void>
  convert(): Promise<void>
  cancelEnlarging(): void
  command(id: CommandId): void
  dropTrouble(): void
}

export interface PanelContext {
  readonly host: PhotoshopHost
  readonly store: Store
  readonly linkHost: Omit<LinkHost<AbortSignal>, 'keep' | 'app' | 'name'>
  /** As the store has them. */
  readonly credentials: unknown
}

/** Longest side of a preview, in pixels. */
const PREVIEW = 640

/** The original among the pictures. */
export const ORIGINAL = -1

export const createPanel = ({ host, store, linkHost, credentials }: PanelContext): Panel => {
  const listeners = new Set<() => void>()
  const captures = new Map<string, Capture>()
  const results = new Map<string, readonly ResultPixels[]>()
  const fetching = new Map<string, Promise<readonly ResultPixels[] | undefined>>()
  const repeats = new Map<string, Settings>()
  const placedAtOnce = new Set<string>()
  let enlargingStop: AbortController | undefined

  const link = createLink<AbortSignal>(
    {
      ...linkHost,
      app: 'photoshop',
      name: 'Photoshop',
      keep: (kept) => {
        // Lost credentials are asked for again the next time; the panel goes on with those it has.
        store.keepCredentials(kept).catch(() => {})
      },
    },
    credentials,
  )
  const queue = createQueue<AbortSignal>({
    client: link.client,
    randomBytes: linkHost.randomBytes,
    controller: () => new AbortController(),
    now: Date.now,
    save: (records) => store.write('jobs', [...records]),
    onTrouble: link.report,
  })

  let state: PanelState = {
    link: link.state,
    document: host.look(),
    settings: readAll(store.read('settings')),
    view: { at: 'edit' },
    jobs: [],
    pictures: new Map(),
    placed: new Map(),
    enlarging: undefined,
    busy: undefined,
    trouble: undefined,
  }
  const change = (next: Partial<PanelState>): void => {
    state = { ...state, ...next }
    for (const listener of [...listeners]) listener()
  }
  const known = (error: unknown): InlayError =>
    error instanceof InlayError ? error : new InlayError('internal', undefined, { cause: error })
  const meet = (error: unknown, jobId?: string): void => {
    const met = known(error)
    if (met.code === 'cancelled') return
    link.report(met)
    change({ trouble: { error: met, ...(jobId === undefined ? {} : { jobId }) } })
  }
  const jobOf = (id: string): Job | undefined => state.jobs.find(({ record }) => record.id === id)
  const engines = () => (state.link.at === 'ready' ? state.link.engines : [])

  /** Where a job's result goes; undefined when it was kept by a panel of another age. */
  const targetOf = (id: string): Target | undefined =>
    captures.get(id)?.target ?? StoredTarget.safeParse(jobOf(id)?.record.target).data

  const fetchResults = (job: Job): Promise<readonly ResultPixels[] | undefined> => {
    const { id } = job.record
    const under = fetching.get(id)
    if (under !== undefined) return under
    const fetched = (async () => {
      const there = results.get(id)
      const client = link.client()
      if (there !== undefined || client === undefined || job.report === undefined) return there
      const all: ResultPixels[] = []
      for (const { index } of job.report.variations) {
        all.push(await client.resultPixels(id, index))
      }
      results.set(id, all)
      return all
    })().finally(() => fetching.delete(id))
    fetching.set(id, fetched)
    return fetched
  }

  const withPicture = (id: string, index: number, url: string): void => {
    const pictures = new Map([...(state.pictures.get(id) ?? []), [index, url] as const])
    change({ pictures: new Map([...state.pictures, [id, pictures]]) })
  }

  /** Makes the picture of the variation that is looked at, and of the original beside it. */
  const show = async (id: string): Promise<void> => {
    const job = jobOf(id)
    const target = targetOf(id)
    if (job?.state !== 'done' || target === undefined) return
    const index = job.chosen
    if (state.pictures.get(id)?.has(index)) return
    try {
      const all = await fetchResults(job)
      const result = all?.[index]
      if (result === undefined) return
      // After a restart of the panel the picture is gone: the patch alone is shown.
      const image = captures.get(id)?.image
      const seen =
        image === undefined
          ? { image: result.pixels, target: { ...target, area: result.bounds, expand: null } }
          : { image, target }
      withPicture(id, index, await host.preview(seen, result, PREVIEW))
      if (image !== undefined && !state.pictures.get(id)?.has(ORIGINAL)) {
        withPicture(id, ORIGINAL, await host.preview(seen, null, PREVIEW))
      }
    } catch (error) {
      meet(error, id)
    }
  }

  const askOf = (settings: Settings, document: DocumentLook) => {
    const { from, grow, feather } = settings
    const operation = settings.operation
    const margins = operation === 'expand' ? marginsOf(settings, document) : null
    return {
      ...{ operation, from, grow, feather },
      ...(margins === null ? {} : { expand: margins }),
    }
  }

  const addFill = (settings: Settings, document: DocumentLook): string => {
    const id = queue.add({
      operation: settings.operation,
      prompt: settings.operation === 'remove' ? '' : settings.prompt.trim(),
      title: document.title,
      target: null,
      settings,
      prepare: async (signal) => {
        const capture = await host.capture(askOf(settings, document), { signal })
        captures.set(id, capture)
        const { place: _, ...shared } = settings
        const request = requestOf({ ...shared, place: 'layer' }, engines())
        return {
          request: { ...request, ...capture.request },
          parts: capture.parts,
          target: capture.target,
        }
      },
    })
    repeats.set(id, settings)
    return id
  }

  const enlarge = async (document: DocumentLook): Promise<void> => {
    const client = link.client()
    if (client === undefined) return
    const stop = new AbortController()
    enlargingStop = stop
    let one = newEnlarging(document.title)
    const set = (next: Enlarging): void => {
      one = next
      change({ enlarging: one })
    }
    change({ enlarging: one, view: { at: 'enlarging' } })
    try {
      const { signal } = stop
      const capture = await host.captureForUpscale({ signal })
      set({ ...one, stage: { key: 'job.sending' } })
      const { scale } = state.settings
      const { pixels } = await client.upscalePixels(
        { image: capture.image, scale },
        capture.parts,
        { signal, onEvent: (event) => set(heard(one, event)) },
      )
      await host.placeUpscaled(capture, pixels, { signal })
      set({ ...one, state: 'done', stage: { key: 'ps.enlarged' } })
    } catch (error) {
      const met = known(error)
      link.report(met)
      set(failed(one, met))
    }
  }

  const place = async (
    id: string,
    how: { readonly anyway?: boolean; readonly here?: boolean },
  ): Promise<void> => {
    const job = jobOf(id)
    const target = targetOf(id)
    if (job === undefined || target === undefined || state.busy !== undefined) return
    change({ busy: 'placing', trouble: undefined })
    try {
      const all = await fetchResults(job)
      if (all === undefined) throw new InlayError('companion_unreachable')
      const fineMask = captures.get(id)?.fineMask ?? null
      const { document } = state
      const placed = await host.place({ target, fineMask }, all, {
        name: job.record.prompt === '' ? nameOf(job) : job.record.prompt,
        as: placeAs(readAll(job.record.settings)),
        chosen: job.chosen,
        ...(how.anyway === true ? { anyway: true } : {}),
        ...(how.here === true && document !== null ? { documentId: document.id } : {}),
      })
      change({ placed: new Map([...state.placed, [id, placed]]) })
    } catch (error) {
      meet(error, id)
    } finally {
      change({ busy: undefined })
    }
  }

  const heardJobs = (): void => {
    const before = state.jobs
    change({ jobs: queue.jobs })
    for (const job of state.jobs) {
      const { id } = job.record
      const was = before.find(({ record }) => record.id === id)?.state
      if (job.state !== 'done' || was === 'done') continue
      if (placedAtOnce.delete(id)) void place(id, {})
      if (state.view.at === 'job' && state.view.id === id) void show(id)
    }
  }

  const panel: Panel = {
    get state() {
      return state
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    link,
    queue,
    set: (some) => {
      const settings = { ...state.settings, ...some }
      store.write('settings', settings)
      change({ settings, trouble: undefined })
    },
    obstacle: () => {
      const { document, settings } = state
      if (document === null) return 'document'
      if (document.problem !== null) return 'mode'
      const needsSelection = settings.task === 'remove' || settings.task === 'fill'
      if (needsSelection && document.selection === null) return 'selection'
      return null
    },
    run: (isPlacedAtOnce = false) => {
      const { document, settings } = state
      if (document === null || panel.obstacle() !== null || state.link.at !== 'ready') return
      if (settings.task === 'upscale') {
        void enlarge(document)
        return
      }
      const { task } = settings
      const id = addFill({ ...settings, operation: task }, document)
      if (isPlacedAtOnce) placedAtOnce.add(id)
      change({ view: { at: 'job', id }, trouble: undefined })
    },
    canRepeat: (id) => repeats.has(id) && state.document !== null,
    more: (id) => {
      const settings = repeats.get(id)
      if (settings === undefined || state.document === null) return
      const again = addFill({ ...settings, seed: null }, state.document)
      change({ view: { at: 'job', id: again }, trouble: undefined })
    },
    view: (view) => {
      change({ view, trouble: undefined })
      if (view.at === 'job') void show(view.id)
    },
    apply: (id, how = {}) => place(id, how),
    discard: (id) => {
      const isPlaced = state.placed.has(id)
      // What was placed stays in the companion's history; what was not is forgotten.
      if (isPlaced) queue.release(id)
      else queue.dismiss(id)
      captures.delete(id)
      results.delete(id)
      const pictures = new Map(state.pictures)
      pictures.delete(id)
      change({ pictures, view: { at: 'edit' }, trouble: undefined })
    },
    step: async (id, by) => {
      queue.step(id, by)
      const placed = state.placed.get(id)
      const chosen = jobOf(id)?.chosen
      if (placed === undefined || chosen === undefined) {
        await show(id)
        return
      }
      if (state.busy !== undefined) return
      change({ busy: 'placing' })
      try {
        const shown = await host.showVariation(placed, chosen)
        change({ placed: new Map([...state.placed, [id, shown]]) })
        await show(id)
      } catch (error) {
        queue.choose(id, placed.chosen)
        meet(error, id)
      } finally {
        change({ busy: undefined })
      }
    },
    selectSubject: async () => {
      const client = link.client()
      if (client === undefined || state.busy !== undefined) return
      change({ busy: 'selecting', trouble: undefined })
      try {
        const { image, bounds, documentId } = await host.picture()
        const source = {
          kind: 'raw' as const,
          part: 'image',
          width: image.width,
          height: image.height,
          channels: image.channels,
          bitDepth: 8 as const,
        }
        const { data } = image
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        const { mask } = await client.segment(
          { image: source, subject: true, format: 'raw' },
          { image: bytes },
        )
        await host.select(documentId, { bounds, data: mask })
        change({ document: host.look() })
      } catch (error) {
        meet(error)
      } finally {
        change({ busy: undefined })
      }
    },
    convert: async () => {
      const { document } = state
      if (document === null || state.busy !== undefined) return
      change({ busy: 'converting', trouble: undefined })
      try {
        await host.convertDuplicate(document.id)
        change({ document: host.look() })
      } catch (error) {
        meet(error)
      } finally {
        change({ busy: undefined })
      }
    },
    cancelEnlarging: () => enlargingStop?.abort(),
    command: (id) => {
      panel.set({ task: id })
      if (id === 'remove') panel.run(true)
      else change({ view: { at: 'edit' } })
    },
    dropTrouble: () => change({ trouble: undefined }),
  }

  link.subscribe(() => {
    change({ link: link.state })
    if (link.state.at === 'ready') queue.resume()
  })
  queue.subscribe(heardJobs)
  // Photoshop tells of its documents or it does not: the panel then shows what it knew.
  host.watch(() => change({ document: host.look() })).catch(() => {})
  queue.restore(JobRecords.safeParse(store.read('jobs')).data ?? [])
  void link.look()
  return panel
}

const nameOf = (job: Job): string =>
  job.record.operation === 'expand' ? 'Inlay: expanded' : 'Inlay: removed'
