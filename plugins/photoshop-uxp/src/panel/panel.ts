/** The panel without its looks: what is selected and set, and what the session has under way. */
import { InlayError } from '@inlay/shared'
import {
  createLink,
  createSay,
  ENGLISH,
  type Job,
  type Link,
  type LinkHost,
  type LinkState,
  type PanelSettings,
  type Queue,
} from '@inlay/shared/panel'
import type { CommandId } from '../commands.ts'
import type { DocumentLook, PhotoshopHost, Placed } from '../host/host.ts'
import { createSession, type FillAsk } from '../session.ts'
import type { Store } from '../storage.ts'
import type { Enlarging } from './enlarging.ts'
import { marginsOf, readAll, type Settings } from './settings.ts'

export type View =
  | { readonly at: 'edit' }
  | { readonly at: 'job'; readonly id: string }
  | { readonly at: 'enlarging' }

/** Something went wrong beside a job's own course, and what may be done about it. */
export interface Trouble {
  readonly error: InlayError
  /** The job it is about; absent for the document in front. */
  readonly jobId?: string
  /** How it was placed, when that is what went wrong: what helps is added to it. */
  readonly how?: PlaceHow
}

export interface PlaceHow {
  /** Although the document has another size. */
  readonly anyway?: boolean
  /** In this document, not in the one it was asked for. */
  readonly documentId?: number
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
  /** Jobs whose picture is still at hand: they can be previewed and asked for again. */
  readonly repeatable: ReadonlySet<string>
  readonly enlarging: Enlarging | undefined
  readonly busy: 'placing' | 'selecting' | 'converting' | undefined
  /** The job that is being placed, and how far that is, 0..1. */
  readonly placing: { readonly id: string; readonly fraction: number } | undefined
  readonly trouble: Trouble | undefined
}

export interface Panel {
  readonly state: PanelState
  subscribe(heard: () => void): () => void
  readonly link: Link<AbortSignal>
  readonly queue: Queue<AbortSignal>
  set(settings: Partial<Settings>): void
  /** Why the main button would do nothing; null when it would do something. */
  obstacle(): 'document' | 'selection' | 'mode' | 'artboards' | null
  run(): void
  /** The same fill with other seeds. */
  more(jobId: string): void
  canRepeat(jobId: string): boolean
  view(view: View): void
  apply(jobId: string, how?: PlaceHow): Promise<void>
  /** Calls off what is being placed; the result is kept. */
  cancelPlacing(): void
  discard(jobId: string): void
  /** Another variation: of the preview, or of what was placed. */
  step(jobId: string, by: 1 | -1): Promise<void>
  selectSubject(): Promise<void>
  convert(): Promise<void>
  cancelEnlarging(): void
  command(id: CommandId): Promise<void>
  dropTrouble(): void
}

export interface PanelContext {
  readonly host: PhotoshopHost
  readonly store: Store
  readonly linkHost: Omit<LinkHost<AbortSignal>, 'keep' | 'app' | 'name'>
  /** As the store has them. */
  readonly credentials: unknown
  /** Brings the panel before the user's eyes; false where Photoshop does not let us. */
  readonly showPanel: () => Promise<boolean>
}

/** Longest side of a preview, in pixels. */
const PREVIEW = 640

/** The original among the pictures. */
export const ORIGINAL = -1

export const createPanel = (context: PanelContext): Panel => {
  const { host, store, linkHost, credentials, showPanel } = context
  const say = createSay(ENGLISH)
  const listeners = new Set<() => void>()
  const showing = new Set<string>()
  let enlargingStop: AbortController | undefined
  let placingStop: AbortController | undefined

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
  const session = createSession<AbortSignal>({
    host,
    link,
    store,
    randomBytes: linkHost.randomBytes,
    controller: () => new AbortController(),
    now: Date.now,
  })
  const { queue } = session

  let state: PanelState = {
    link: link.state,
    document: host.look(),
    settings: readAll(store.read('settings')),
    view: { at: 'edit' },
    jobs: queue.jobs,
    pictures: new Map(),
    placed: session.placed,
    repeatable: new Set(),
    enlarging: undefined,
    busy: undefined,
    placing: undefined,
    trouble: undefined,
  }
  const change = (next: Partial<PanelState>): void => {
    state = { ...state, ...next }
    for (const listener of [...listeners]) listener()
  }
  const known = (error: unknown): InlayError =>
    error instanceof InlayError ? error : new InlayError('internal', undefined, { cause: error })
  const meet = (error: unknown, about: Omit<Trouble, 'error'> = {}): void => {
    const met = known(error)
    if (met.code === 'cancelled') return
    link.report(met)
    change({ trouble: { error: met, ...about } })
  }
  /** One thing at a time is done to the document. */
  const busily = async (
    busy: NonNullable<PanelState['busy']>,
    work: () => Promise<unknown>,
    about?: Omit<Trouble, 'error'>,
  ): Promise<void> => {
    if (state.busy !== undefined) return
    change({ busy, trouble: undefined })
    try {
      await work()
    } catch (error) {
      meet(error, about)
    } finally {
      change({ busy: undefined, placing: undefined, document: host.look() })
    }
  }
  const jobOf = (id: string): Job | undefined => state.jobs.find(({ record }) => record.id === id)

  const withPicture = (id: string, index: number, url: string): void => {
    const pictures = new Map([...(state.pictures.get(id) ?? []), [index, url] as const])
    change({ pictures: new Map([...state.pictures, [id, pictures]]) })
  }

  /** Makes the picture of the variation that is looked at, and of the original beside it. */
  const show = async (id: string): Promise<void> => {
    const job = jobOf(id)
    if (job?.state !== 'done' || !state.repeatable.has(id)) return
    const index = job.chosen
    const key = `${id} ${index}`
    if (showing.has(key) || state.pictures.get(id)?.has(index) === true) return
    showing.add(key)
    try {
      withPicture(id, index, await session.preview(id, index, PREVIEW))
      if (state.pictures.get(id)?.has(ORIGINAL) !== true) {
        withPicture(id, ORIGINAL, await session.preview(id, 'before', PREVIEW))
      }
    } catch (error) {
      meet(error, { jobId: id })
    } finally {
      showing.delete(key)
    }
  }

  const askOf = (settings: Settings, document: DocumentLook): FillAsk | null => {
    const { task, from } = settings
    if (task === 'upscale') return null
    const margins = task === 'expand' ? marginsOf(settings, document) : null
    const shared: PanelSettings = { ...settings, operation: task, place: 'layer' }
    return { settings: shared, from, ...(margins === null ? {} : { expand: margins }) }
  }

  const begin = (id: string): void => {
    change({
      repeatable: new Set([...state.repeatable, id]),
      view: { at: 'job', id },
      trouble: undefined,
    })
  }

  const enlarge = async (document: DocumentLook): Promise<void> => {
    const stop = new AbortController()
    enlargingStop = stop
    const { title } = document
    const tell = (some: Partial<Enlarging>): void => {
      const blank: Enlarging = { title, state: 'running', fraction: 0, error: undefined }
      change({ enlarging: { ...blank, ...some } })
    }
    tell({})
    change({ view: { at: 'enlarging' } })
    try {
      await session.upscale(state.settings.scale, {
        signal: stop.signal,
        onProgress: (fraction) => tell({ fraction }),
      })
      tell({ state: 'done', fraction: 1 })
    } catch (error) {
      const met = known(error)
      link.report(met)
      tell({ state: 'failed', error: met })
    }
  }

  /** A command may come before the companion was looked for, and before any pairing. */
  const needLink = async (): Promise<void> => {
    if (link.state.at !== 'ready') await link.look()
    if (link.state.at === 'missing') throw link.state.error
    if (link.state.at !== 'ready') throw new InlayError('not_paired')
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
      const { task } = settings
      if (task === 'expand' && document.artboards > 0 && marginsOf(settings, document) !== null) {
        return 'artboards'
      }
      const needsSelection = task === 'remove' || task === 'fill'
      // A quick mask is a selection that Photoshop does not tell of until the mode is left.
      const isSelected = document.selection !== null || document.quickMask
      return needsSelection && !isSelected ? 'selection' : null
    },
    run: () => {
      // Photoshop tells of a new selection a moment after it is there.
      change({ document: host.look() })
      const { document, settings } = state
      if (document === null || panel.obstacle() !== null || state.link.at !== 'ready') return
      const ask = askOf(settings, document)
      if (ask === null) void enlarge(document)
      else begin(session.ask(ask))
    },
    canRepeat: (id) => state.repeatable.has(id),
    more: (id) => {
      const again = session.more(id)
      if (again !== null) begin(again)
    },
    view: (view) => {
      change({ view, trouble: undefined })
      if (view.at === 'job') void show(view.id)
    },
    apply: (id, how = {}) =>
      busily(
        'placing',
        () => {
          const stop = new AbortController()
          placingStop = stop
          const onProgress = (fraction: number): void => change({ placing: { id, fraction } })
          onProgress(0)
          const { signal } = stop
          return session.apply(id, { as: state.settings.place, ...how }, { signal, onProgress })
        },
        { jobId: id, how },
      ),
    cancelPlacing: () => placingStop?.abort(),
    discard: (id) => {
      session.discard(id)
      const pictures = new Map(state.pictures)
      pictures.delete(id)
      change({ pictures, view: { at: 'edit' }, trouble: undefined })
    },
    step: async (id, by) => {
      if (session.placed.has(id)) {
        await busily('placing', () => session.show(id, by), { jobId: id })
      } else queue.step(id, by)
      await show(id)
    },
    selectSubject: () => busily('selecting', () => session.selectSubject()),
    convert: async () => {
      const { document } = state
      if (document !== null) await busily('converting', () => host.convertDuplicate(document.id))
    },
    cancelEnlarging: () => enlargingStop?.abort(),
    command: async (id) => {
      panel.set({ task: id })
      change({ document: host.look(), view: { at: 'edit' } })
      if (id !== 'remove') {
        if (!(await showPanel())) await host.alert(say('ps.open_panel'))
        return
      }
      change({ trouble: undefined })
      try {
        const { document, settings } = state
        if (document === null) throw new InlayError('document_missing')
        const ask = askOf(settings, document)
        if (ask === null) return
        await needLink()
        // The panel stays free meanwhile: only placing keeps others from the document.
        await session.quickly(ask, (job) => {
          change({ repeatable: new Set([...state.repeatable, job]) })
          return panel.apply(job)
        })
        change({ jobs: queue.jobs })
      } catch (error) {
        meet(error)
      }
      // Nobody may be looking at the panel.
      const { error } = state.trouble ?? {}
      if (error === undefined) return
      const parts = ['message', 'next'] as const
      await host.alert(parts.map((part) => say({ error: error.code, part })).join(' '))
    },
    dropTrouble: () => change({ trouble: undefined }),
  }

  link.subscribe(() => change({ link: link.state }))
  queue.subscribe(() => {
    change({ jobs: queue.jobs })
    if (state.view.at === 'job') void show(state.view.id)
  })
  // Photoshop tells of its documents or it does not: the panel then shows what it knew.
  host.watch(() => change({ document: host.look() })).catch(() => {})
  void link.look()
  return panel
}
