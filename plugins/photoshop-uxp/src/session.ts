/**
 * What happens between a button and the document: asks, waits, previews, places. The panel draws
 * it, the commands run it without a panel.
 */
import {
  type Client,
  InlayError,
  type RandomBytes,
  type ResultPixels,
  type Signal,
} from '@inlay/shared'
import {
  type Controller,
  createQueue,
  type Job,
  type Link,
  type PanelSettings,
  type Queue,
  readSettings,
  requestOf,
  type Say,
} from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'
import { type Apart, createApart } from './apart.ts'
import type {
  Capture,
  CaptureAsk,
  PhotoshopHost,
  Placed,
  PlaceOptions,
  RunOptions,
  Target,
} from './host/host.ts'
import { ended, nameOf } from './job.ts'
import { createResults } from './results.ts'
import { createSeen } from './seen.ts'
import type { Store } from './storage.ts'
import { readTarget } from './target.ts'

export interface SessionParts<S extends Signal> {
  readonly host: PhotoshopHost
  readonly link: Link<S>
  readonly store: Store
  readonly randomBytes: RandomBytes
  readonly controller: () => Controller<S>
  readonly now: () => number
  /** In the user's language: what layers are called. */
  readonly say: Say
}

export interface FillAsk extends Omit<CaptureAsk, 'operation' | 'grow' | 'feather'> {
  readonly settings: PanelSettings
}

export interface ApplyHow extends Omit<PlaceOptions, 'name' | 'chosen'> {
  /** All variations as a group (default where there are several), or the chosen one alone. */
  readonly variations?: 'all' | 'chosen'
}

export interface Session<S extends Signal> extends Apart<S> {
  /** Jobs, their progress and the variation that is looked at. */
  readonly queue: Queue<S>
  /** What stands in a document already, by job. */
  readonly placed: ReadonlyMap<string, Placed>
  /** Begins a fill of what is selected now; its job's id. What goes wrong is told by the job. */
  ask(what: FillAsk): string
  /** Whether there is something to make more of. */
  canRepeat(id: string): boolean
  /** The same selection once more, with seeds that were not tried yet. Null when it is forgotten. */
  more(id: string): string | null
  /**
   * A `data:` URL of a variation in its surroundings, of the picture before, or of the ground that
   * the looks of a running fill are laid on: the picture on the canvas as it will be. Where the
   * picture is neither held nor open any more, a variation stands alone.
   * @throws InlayError not_found for what is not there
   */
  preview(id: string, what: number | 'before' | 'ground', side: number): Promise<string>
  /** Places the results where they were asked for. Throws as PhotoshopHost.place and the client do. */
  apply(id: string, how: ApplyHow, options?: RunOptions<S>): Promise<Placed>
  /** The next (+1) or previous (-1) variation of what is placed. */
  show(id: string, by: 1 | -1): Promise<Placed>
  /** Takes a job off the list; what is placed stays, what is not is forgotten everywhere. */
  discard(id: string): void
  /**
   * Asks, waits and has `place` bring it in, for a command that shows no panel; what was not placed
   * stays in the list. Throws what went wrong.
   */
  quickly(what: FillAsk, place: (id: string) => Promise<unknown>): Promise<void>
  /** The document that a job was asked for in. @throws InlayError not_ready, document_closed */
  documentOf(id: string): number
}

/** What is kept of jobs where another life of the panel finds it. */
const JOBS = 'jobs'
/** Of those, what stands in a document already. */
const PLACED = 'placed'

const readIds = (stored: unknown): string[] => z.array(z.string()).safeParse(stored).data ?? []

export const createSession = <S extends Signal>(parts: SessionParts<S>): Session<S> => {
  const { host, link, store, randomBytes, controller, now, say } = parts
  const seen = createSeen(host)
  const placed = new Map<string, Placed>()

  const queue = createQueue<S>({
    client: () => link.client(),
    randomBytes,
    controller,
    now,
    save: (records) => store.write(JOBS, [...records]),
    onTrouble: (error) => link.report(error),
    onBack: () => {
      if (link.state.at === 'missing') void link.look()
    },
  })
  queue.restore(store.read(JOBS))
  // What an earlier life has placed stands in its document, and waits for nobody.
  for (const id of readIds(store.read(PLACED))) queue.release(id)
  const setPlaced = (id: string, made: Placed | null): void => {
    if (made === null) placed.delete(id)
    else placed.set(id, made)
    store.write(PLACED, [...placed.keys()])
  }
  const resume = (): void => {
    if (link.state.at === 'ready') queue.resume()
  }
  link.subscribe(resume)
  resume()

  /** One that was missing a moment ago may be back, and whoever asks shall not have to wait for it. */
  const reach = async (): Promise<Client<S>> => {
    if (link.state.at === 'missing') await link.look()
    const current = link.client()
    if (current === undefined) throw new InlayError('companion_unreachable')
    return current
  }

  const engines = () => (link.state.at === 'ready' ? link.state.engines : [])

  const jobOf = (id: string): Job => {
    const job = queue.jobs.find(({ record }) => record.id === id)
    if (job === undefined) throw new InlayError('not_found')
    return job
  }

  const add = (
    title: string,
    settings: PanelSettings,
    read: (signal: S) => Promise<Capture>,
  ): string => {
    const id = queue.add({
      operation: settings.operation,
      prompt: settings.operation === 'remove' ? '' : settings.prompt.trim(),
      title,
      target: null,
      settings,
      prepare: async (signal) => {
        const capture = await read(signal)
        seen.keep(id, capture)
        const request = { ...requestOf(settings, engines()), ...capture.request }
        return { request, parts: capture.parts, target: capture.target }
      },
    })
    return id
  }

  const ask = ({ settings, ...what }: FillAsk): string => {
    const { operation, grow, feather } = settings
    const title = host.look()?.title ?? ''
    return add(title, settings, (signal) =>
      host.capture({ ...what, operation, grow, feather }, { signal }),
    )
  }

  const more = (id: string): string | null => {
    const job = jobOf(id)
    const capture = seen.capture(id)
    if (capture === undefined) return null
    const settings = readSettings(job.record.settings)
    const { report } = job
    const seed = report === undefined ? null : (report.seed + report.variations.length) >>> 0
    return add(job.record.title, { ...settings, seed }, async () => capture)
  }

  const results = createResults<S>(
    async (id, index, signal) => (await reach()).resultPixels(id, index, { signal }),
    controller,
  )

  const targetOf = (job: Job): Target => {
    const target = seen.capture(job.record.id)?.target ?? readTarget(job.record.target)
    if (target === null) throw new InlayError('not_ready')
    return target
  }

  /** Takes results in as they are done, so that a companion gone afterwards takes none of them. */
  const fetched = new Set<string>()
  queue.subscribe(() => {
    for (const { record, state, variations } of queue.jobs) {
      if (state !== 'done' || seen.capture(record.id) === undefined || fetched.has(record.id))
        continue
      fetched.add(record.id)
      for (const { index } of variations) {
        // Whoever needs it asks again, and hears what is wrong.
        results.get(record.id, index).catch(() => {})
      }
    }
  })

  const apply = async (id: string, how: ApplyHow, options?: RunOptions<S>): Promise<Placed> => {
    const job = jobOf(id)
    if (job.state !== 'done') throw new InlayError('not_ready')
    const target = targetOf(job)
    const { variations: which = 'all', ...placing } = how
    const alone = which === 'chosen' || job.variations.length === 1
    const wanted = alone ? [job.variations[job.chosen]] : job.variations
    const chosen: ResultPixels[] = []
    for (const variation of wanted) {
      if (variation === undefined) continue
      chosen.push(await results.get(id, variation.index, options?.signal))
    }
    const fineMask = seen.capture(id)?.fineMask ?? null
    const made = await host.place(
      { target, fineMask },
      chosen,
      { ...placing, name: nameOf(say, job), chosen: alone ? 0 : job.chosen },
      options,
    )
    setPlaced(id, made)
    return made
  }

  const forget = (id: string): void => {
    seen.forget(id)
    fetched.delete(id)
    results.forget(id)
  }

  const discard = (id: string): void => {
    // What stands in a document may be wanted again: the companion's history keeps it.
    if (placed.has(id)) queue.release(id)
    else queue.dismiss(id)
    forget(id)
    setPlaced(id, null)
  }

  return {
    queue,
    placed,
    ask,
    canRepeat: (id) => seen.capture(id) !== undefined,
    more,
    apply,
    discard,
    preview: async (id, what, side) => {
      const target = targetOf(jobOf(id))
      const image = await seen.image(id, target)
      if (image === null && typeof what === 'string') throw new InlayError('not_found')
      const shown = typeof what === 'number' ? await results.get(id, what) : what
      return host.preview({ target, image }, shown, side)
    },
    show: async (id, by) => {
      const before = placed.get(id)
      if (before === undefined) throw new InlayError('not_ready')
      const count = before.layerIds.length
      const after = await host.showVariation(before, (before.chosen + by + count) % count)
      setPlaced(id, after)
      queue.choose(id, after.chosen)
      return after
    },
    quickly: async (what, place) => {
      const id = ask(what)
      const job = await ended(queue, id)
      if (job.state !== 'done') throw job.error ?? new InlayError('cancelled')
      await place(id)
      if (placed.has(id)) discard(id)
    },
    ...createApart(host, reach),
    documentOf: (id) => {
      const found = host.documentFor(targetOf(jobOf(id)))
      if (found === null) throw new InlayError('document_closed')
      return found
    },
  }
}
