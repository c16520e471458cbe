/** Starting fills: in the pictures of the selection, and once more what was done before. */
import { type Extent, InlayError, type Margins, variationsOf } from '@inlay/shared'
import {
  marginsLike,
  type PanelSettings,
  type Prepared,
  type Queue,
  readSettings,
  requestOf,
} from '@inlay/shared/panel'
import { NO_MARGINS } from '@inlay/shared/studio'
import { type Source, Target } from '../../messages.ts'
import { type Host, HostRefusal } from '../host.ts'
import type { MaskDoc } from '../mask-doc.ts'
import { unkeepMask } from '../pixels/keepsake.ts'
import { hasMargins, maskOf, prepareExpanded, prepareMasked } from '../prepare.ts'
import { captureMask, readPicture, type Work } from '../works.ts'
import type { Arrivals } from './arrivals.ts'
import type { Pictures } from './pictures.ts'
import { isPaintedKind, maskKindOf, toFill } from './plan.ts'
import { isWhole, Recipe, recipeOf, recipeWithMargins, recipeWithMask } from './recipe.ts'
import type { Panel, Store } from './state.ts'

/** What one picture was made larger by. */
interface Grown {
  readonly margins: Margins
  readonly extent: Extent
}

/** What the panel has of a picture when a fill of it is begun. */
interface Begun {
  readonly work: Work | undefined
  readonly painting: Painting | undefined
  readonly others: Grown | undefined
}

/** A painted mask as it was then: the document goes on. */
export interface Painting {
  readonly doc: MaskDoc
  readonly steps: MaskDoc['steps']
}

/** By job of this life of the panel. */
export type BegunJobs = Map<
  string,
  {
    /** Pictures that were begun together have the same. */
    readonly batch: number
    /** Begins it again, for when nothing has been read yet. */
    readonly again: () => void
    readonly painting: Painting | undefined
  }
>

/** A fill that is done again. */
interface Repeat {
  readonly recipe: Recipe
  readonly target: Target
  readonly title: string
  /** Undefined: as the settings say. */
  readonly seed: number | undefined
  /** Results that are not to be in the picture. */
  readonly without: readonly string[]
  readonly work: Work | undefined
}

export interface RunParts {
  readonly host: Host
  readonly queue: Queue<AbortSignal>
  readonly pictures: Pictures
  readonly arrivals: Arrivals
  readonly begun: BegunJobs
}

export const createRuns = (
  store: Store,
  { host, queue, pictures, arrivals, begun }: RunParts,
): Pick<Panel, 'run' | 'more' | 'morePlaced' | 'canRepeat'> => {
  let batches = 0
  const find = (jobId: string) => store.state.jobs.find(({ record }) => record.id === jobId)

  const request = (settings: PanelSettings) => {
    const { link } = store.state
    const engines = link.at === 'ready' ? link.engines : []
    const { operation, prompt, variations } = settings
    if (operation === 'expand' || settings.mask !== 'empty') return requestOf(settings, engines)
    // What is see-through stays so, but for what expands.
    const asked = { ...settings, prompt: operation === 'remove' ? '' : prompt }
    return {
      ...requestOf({ ...asked, operation: 'expand' }, engines),
      variations: variations ?? variationsOf({ operation }),
    }
  }

  /** Takes a fill in; what the host refuses is said in its own words. */
  const add = (
    fill: {
      readonly settings: PanelSettings
      readonly title: string
      readonly target: Target | null
      readonly recipe: Recipe
      readonly work: Work | undefined
    },
    prepare: (signal: AbortSignal) => Promise<Prepared>,
  ): string => {
    const { settings, title, target, recipe, work } = fill
    const { operation, prompt } = settings
    const id = queue.add({
      ...{ operation, title, target, settings: recipe },
      prompt: operation === 'remove' ? '' : prompt.trim(),
      prepare: async (signal) => {
        try {
          return await prepare(signal)
        } catch (error) {
          if (!(error instanceof HostRefusal)) throw error
          const refusals = new Map([...store.state.refusals, [id, error.beforehand]])
          store.change({ refusals })
          throw new InlayError('image_missing', undefined, { cause: error })
        }
      },
    })
    arrivals.keepWork(id, work)
    return id
  }

  /** What was set for the picture in hand is meant for those that nobody looked at. */
  const marginsOf = (extent: Extent, others: Grown | undefined): Margins =>
    pictures.typedMargins(extent) ??
    (others === undefined ? NO_MARGINS : marginsLike(others.margins, others.extent, extent))

  const prepare = async (
    one: Source,
    settings: PanelSettings,
    { work, painting, others }: Begun,
    signal: AbortSignal,
  ): Promise<Prepared> => {
    const kind = maskKindOf(settings)
    const asSeen = settings.operation === 'expand'
    // As it is now: it may have changed since it was looked at, shapes may have moved.
    const without = work?.without ?? []
    const { capture } = await readPicture(host, one.id, captureMask(kind, one), { asSeen, without })
    if (asSeen) {
      const own = work !== undefined && hasMargins(work.margins) ? work.margins : undefined
      const margins = own ?? marginsOf(capture, others)
      const recipe = recipeWithMargins(settings, margins)
      const prepared = await prepareExpanded(capture, margins, request(settings), signal)
      return { ...prepared, settings: recipe }
    }
    if (painting !== undefined) insistOnSize(capture, painting.doc)
    const painted = painting && (() => painting.doc.full(signal, painting.steps))
    const mask = await maskOf(capture, { kind, ...(painted && { painted }) }, signal)
    const recipe = await recipeWithMask(settings, mask)
    const prepared = await prepareMasked(capture, mask, request(settings), signal)
    return { ...prepared, settings: recipe }
  }

  /** What is painted on it now: what is painted while it waits is for the next. */
  const paintingOf = (one: Source, settings: PanelSettings): Painting | undefined => {
    const doc = isPaintedKind(maskKindOf(settings)) ? pictures.docOf(one.id) : undefined
    return doc && { doc, steps: doc.steps }
  }

  const addAll = async (
    sources: readonly Source[],
    settings: PanelSettings,
    others?: Grown,
  ): Promise<void> => {
    const batch = ++batches
    const paintings = sources.map((one) => paintingOf(one, settings))
    for (const [i, one] of sources.entries()) {
      const painting = paintings[i]
      const work = await pictures.known(one, settings)
      const id = add(
        { settings, title: one.name, target: null, recipe: { settings }, work },
        (signal) => prepare(one, settings, { work, painting, others }, signal),
      )
      begun.set(id, { batch, painting, again: () => void addAll([one], settings, others) })
      if (i === 0) store.change({ view: { at: 'job', id }, toast: undefined })
    }
  }

  const prepareAgain = async (
    { recipe, target, seed, without }: Repeat,
    signal: AbortSignal,
  ): Promise<Prepared> => {
    const settings = readSettings(recipe.settings)
    const asSeen = settings.operation === 'expand'
    const { capture } = await readPicture(host, target.nodeId, 'none', { asSeen, without })
    insistOnSize(capture, target)
    const { width, height } = capture
    const asked = { ...request(settings), ...(seed === undefined ? {} : { seed }) }
    const { mask, margins } = recipe
    const prepared =
      mask === undefined
        ? await prepareExpanded(capture, margins ?? NO_MARGINS, asked, signal)
        : await prepareMasked(capture, await unkeepMask(mask, width, height), asked, signal)
    return { ...prepared, settings: recipe }
  }

  const again = (repeat: Repeat): void => {
    const { title, target, recipe, work } = repeat
    const settings = readSettings(recipe.settings)
    const id = add({ settings, title, target, recipe, work }, (signal) =>
      prepareAgain(repeat, signal),
    )
    store.change({ view: { at: 'job', id }, toast: undefined })
  }

  return {
    run: () => {
      if (store.state.link.at !== 'ready' || !store.state.start.canEdit) return
      const work = pictures.inHand()
      const others = work && { margins: work.margins, extent: work.capture }
      void addAll(toFill(store.state), store.state.settings, others)
    },
    canRepeat: (jobId) => {
      const job = find(jobId)
      const recipe = job && recipeOf(job.record)
      return begun.has(jobId) || (recipe !== undefined && isWhole(recipe))
    },
    more: (jobId) => {
      const job = find(jobId)
      if (job === undefined) return
      const { record, report } = job
      const recipe = recipeOf(record)
      const target = Target.safeParse(record.target).data
      if (recipe === undefined || target === undefined || !isWhole(recipe)) {
        begun.get(jobId)?.again()
        return
      }
      // The next seeds explore further; a fill that failed starts as it did.
      const seed = report && nextSeed(report.seed, report.variations.length)
      const work = arrivals.workOf(jobId)
      again({ recipe, target, title: record.title, seed, without: [], work })
    },
    morePlaced: () => {
      const { placed } = store.state
      const recipe = Recipe.safeParse(placed?.record).data
      if (placed === undefined || recipe === undefined || !isWhole(recipe)) return
      const { target, nodeId, count } = placed
      const seed = recipe.seed === undefined ? undefined : nextSeed(recipe.seed, count)
      const { seed: _, ...kept } = recipe
      again({ recipe: kept, target, title: target.name, seed, without: [nodeId], work: undefined })
    },
  }
}

const nextSeed = (first: number, count: number): number => (first + count) >>> 0

/** @throws HostRefusal changed: what was masked lies elsewhere now */
const insistOnSize = (now: Extent, then: Extent): void => {
  if (now.width !== then.width || now.height !== then.height) throw new HostRefusal('changed')
}
