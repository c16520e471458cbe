/** The panel without its looks: what is selected and set, and what the session has under way. */
import { createListeners, InlayError, knownError, type Signal } from '@inlay/shared'
import { type Controller, createLink, type Job, type LinkHost } from '@inlay/shared/panel'
import type { PhotoshopHost } from '../host/host.ts'
import { createSession } from '../session.ts'
import { createStop } from '../stop.ts'
import type { Store } from '../storage.ts'
import type { SelfTest } from '../transport.ts'
import { askOf, obstacleTo } from './ask.ts'
import { createEnlarger } from './enlarging.ts'
import { createPictures } from './pictures.ts'
import { readAll } from './settings.ts'
import type { Panel, PanelState, Trouble } from './state.ts'
import type { Voice } from './voice.ts'
import { createWay } from './way.ts'

export interface PanelContext {
  readonly host: PhotoshopHost
  readonly store: Store
  readonly linkHost: Omit<LinkHost<Signal>, 'keep' | 'app' | 'name'>
  /** As the store has them. */
  readonly credentials: unknown
  /** Brings the panel before the user's eyes; false where Photoshop does not let us. */
  readonly showPanel: () => Promise<boolean>
  /** The host's own speaks with it as well. */
  readonly voice: Voice
  /** Tries every way to the companion. */
  readonly selfTest: () => Promise<SelfTest>
}

export const createPanel = (context: PanelContext): Panel => {
  const { host, store, linkHost, credentials, showPanel, selfTest, voice } = context
  const { say } = voice
  const listeners = createListeners()
  let placingStop: Controller<Signal> | undefined

  const link = createLink<Signal>(
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
  const session = createSession<Signal>({
    host,
    link,
    store,
    randomBytes: linkHost.randomBytes,
    controller: createStop,
    now: Date.now,
    say,
  })
  const { queue } = session

  let state: PanelState = {
    link: link.state,
    document: host.look(),
    settings: readAll(store.read('settings')),
    language: voice.language,
    view: { at: 'edit' },
    jobs: queue.jobs,
    pictures: new Map(),
    placed: session.placed,
    enlarging: undefined,
    busy: undefined,
    placing: undefined,
    trouble: undefined,
    way: undefined,
  }
  const change = (next: Partial<PanelState>): void => {
    state = { ...state, ...next }
    listeners.tell()
  }
  const meet = (error: unknown, about: Omit<Trouble, 'error'> = {}): void => {
    const met = knownError(error)
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

  const pictures = createPictures({
    session,
    state: () => state,
    change: (made) => change({ pictures: made }),
    onTrouble: (error, jobId) => meet(error, { jobId }),
  })
  const enlarger = createEnlarger(
    session,
    (enlarging) => change({ enlarging }),
    (error) => link.report(error),
  )
  const show = (id: string): Promise<void> => pictures.show(jobOf(id))

  const begin = (id: string): void => {
    change({ view: { at: 'job', id }, trouble: undefined })
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
    say,
    subscribe: listeners.subscribe,
    link,
    queue,
    set: (some) => {
      const settings = { ...state.settings, ...some }
      store.write('settings', settings)
      if (some.language !== undefined) voice.choose(some.language)
      change({ settings, language: voice.language, trouble: undefined })
    },
    obstacle: () => obstacleTo(state.settings, state.document),
    run: () => {
      // Photoshop tells of a new selection a moment after it is there.
      change({ document: host.look() })
      const { document, settings } = state
      if (document === null || panel.obstacle() !== null || state.link.at !== 'ready') return
      const ask = askOf(settings, document)
      if (ask !== null) begin(session.ask(ask))
      else {
        void enlarger.run(document.title, settings.scale)
        change({ view: { at: 'enlarging' } })
      }
    },
    canRepeat: session.canRepeat,
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
          const stop = createStop()
          placingStop = stop
          const onProgress = (fraction: number): void => change({ placing: { id, fraction } })
          onProgress(0)
          const { signal } = stop
          return session.apply(id, { as: state.settings.place, ...how }, { signal, onProgress })
        },
        { jobId: id, how },
      ),
    applyConverted: async (id, how = {}) => {
      const { documentId = session.documentOf(id) } = how
      let copy: number | undefined
      await busily(
        'converting',
        async () => {
          copy = await host.convertDuplicate(documentId)
        },
        { jobId: id, how },
      )
      if (copy !== undefined) await panel.apply(id, { ...how, documentId: copy })
    },
    cancelPlacing: () => placingStop?.abort(),
    discard: (id) => {
      session.discard(id)
      pictures.forget(id)
      change({ view: { at: 'edit' }, trouble: undefined })
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
    cancelEnlarging: () => enlarger.cancel(),
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
        await session.quickly(ask, (job) => panel.apply(job))
        change({ jobs: queue.jobs })
      } catch (error) {
        meet(error)
      }
      // Nobody may be looking at the panel.
      const { error } = state.trouble ?? {}
      if (error === undefined) return
      const all = (['message', 'next'] as const).map((part) => ({ error: error.code, part }))
      await host.alert(say({ all }))
    },
    dropTrouble: () => change({ trouble: undefined }),
  }

  const way = createWay(selfTest, (found) => change({ way: found }))
  link.subscribe(() => {
    change({ link: link.state })
    way.heed(link.state)
  })
  queue.subscribe(() => {
    change({ jobs: queue.jobs })
    if (state.view.at === 'job') void show(state.view.id)
  })
  // Photoshop tells of its documents or it does not: the panel then shows what it knew.
  host.watch(() => change({ document: host.look() })).catch(() => {})
  void link.look()
  return panel
}
