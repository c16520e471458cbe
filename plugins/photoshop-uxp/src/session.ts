/**
 * What happens between a button and the document: asks, waits, previews, places. The panel draws
 * it, the commands run it without a panel.
 */
import {
  type Client,
  type HearAway,
  InlayError,
  pixelsToBytes,
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
} from '@inlay/shared/panel'
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
import type { Store } from './storage.ts'
import { readTarget } from './target.ts'

export interface SessionParts<S extends Signal> {
  readonly host: PhotoshopHost
  readonly link: Link<S>
  readonly store: Store
  readonly randomBytes: RandomBytes
  readonly controller: () => Controller<S>
  readonly now: () => number
}

export interface FillAsk extends Omit<CaptureAsk, 'operation' | 'grow' | 'feather'> {
  readonly settings: PanelSettings
}

export interface ApplyHow extends Omit<PlaceOptions, 'name' | 'chosen'> {
  /** All variations as a group (default where there are several), or the chosen one alone. */
  readonly variations?: 'all' | 'chosen'
}

export interface Session<S extends Signal> {
  /** Jobs, their progress and the variation that is looked at. */
  readonly queue: Queue<S>
  /** What stands in a document already, by job. */
  readonly placed: ReadonlyMap<string, Placed>
  /** Begins a fill of what is selected now; its job's id. What goes wrong is told by the job. */
  ask(what: FillAsk): string
  /** The same selection once more, with seeds that were not tried yet. Null when it is forgotten. */
  more(id: string): string | null
  /**
   * A `data:` URL of a variation in its surroundings, of the picture before, or of the ground that
   * the looks of a running fill are laid on: the picture on the canvas as it will be.
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
  /** Makes the picture's subject the selection. */
  selectSubject(options?: RunOptions<S>): Promise<void>
  /** Enlarges the selection into a new document; its id. */
  upscale(scale: number, options?: RunOptions<S> & { readonly onAway?: HearAway }): Promise<number>
  /** The document that a job was asked for in. @throws InlayError not_ready */
  documentOf(id: string): number
}

/** What is kept of jobs where another life of the panel finds it. */
const JOBS = 'jobs'

export const createSession = <S extends Signal>(parts: SessionParts<S>): Session<S> => {
  const { host, link, store, randomBytes, controller, now } = parts
  const captures = new Map<string, Capture>()
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
        captures.set(id, capture)
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
    const capture = captures.get(id)
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
    const target = captures.get(job.record.id)?.target ?? readTarget(job.record.target)
    if (target === null) throw new InlayError('not_ready')
    return target
  }

  /** Takes results in as they are done, so that a companion gone afterwards takes none of them. */
  const fetched = new Set<string>()
  queue.subscribe(() => {
    for (const { record, state, variations } of queue.jobs) {
      if (state !== 'done' || !captures.has(record.id) || fetched.has(record.id)) continue
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
    const fineMask = captures.get(id)?.fineMask ?? null
    const made = await host.place(
      { target, fineMask },
      chosen,
      { ...placing, name: nameOf(job), chosen: alone ? 0 : job.chosen },
      options,
    )
    placed.set(id, made)
    return made
  }

  const forget = (id: string): void => {
    captures.delete(id)
    fetched.delete(id)
    results.forget(id)
  }

  const discard = (id: string): void => {
    // What stands in a document may be wanted again: the companion's history keeps it.
    if (placed.has(id)) queue.release(id)
    else queue.dismiss(id)
    forget(id)
    placed.delete(id)
  }

  return {
    queue,
    placed,
    ask,
    more,
    apply,
    discard,
    preview: async (id, what, side) => {
      const capture = captures.get(id)
      if (capture === undefined)
        throw new InlayError('not_found', 'Its picture is not here any more.')
      return host.preview(
        capture,
        typeof what === 'number' ? await results.get(id, what) : what,
        side,
      )
    },
    show: async (id, by) => {
      const before = placed.get(id)
      if (before === undefined) throw new InlayError('not_ready')
      const count = before.layerIds.length
      const after = await host.showVariation(before, (before.chosen + by + count) % count)
      placed.set(id, after)
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
    selectSubject: async (options = {}) => {
      const { signal } = options
      const { image, bounds, step, documentId } = await host.picture(options)
      const { width, height, channels } = image
      const companion = await reach()
      const selection = await companion.segment(
        {
          image: { kind: 'raw', part: 'image', width, height, channels },
          subject: true,
          format: 'raw',
        },
        { image: pixelsToBytes(image) },
        { signal },
      )
      await host.select(documentId, { bounds, data: selection.mask, step })
    },
    documentOf: (id) => targetOf(jobOf(id)).documentId,
    upscale: async (scale, { signal, onProgress, onAway = () => {} } = {}) => {
      const capture = await host.captureForUpscale({ signal })
      const companion = await reach()
      const { pixels } = await companion.upscalePixels(
        { image: capture.image, scale },
        capture.parts,
        {
          signal,
          onAway,
          onEvent: (event) => {
            if (event.type === 'progress') onProgress?.(event.fraction)
          },
        },
      )
      return host.placeUpscaled(capture, pixels, { signal })
    },
  }
}
