/** The pictures of the selection: each read when it is first looked at, kept while it is selected. */
import type { Extent, Margins } from '@inlay/shared'
import { marginsFor, type PanelSettings } from '@inlay/shared/panel'
import type { Source } from '../../messages.ts'
import type { Host } from '../host.ts'
import type { MaskDoc } from '../mask-doc.ts'
import { unkeepMask } from '../pixels/keepsake.ts'
import { captureMask, readWork, sentenceOf, type Work } from '../works.ts'
import { isPaintedKind, maskKindOf } from './plan.ts'
import type { Recipe } from './recipe.ts'
import type { Store } from './state.ts'

/** A placed result that is to be done again: goes onto its picture when that is read. */
interface Again {
  readonly nodeId: string
  readonly placedId: string
  readonly recipe: Recipe
}

/** Pictures whose painted masks are kept. */
const MOST_PAINTED = 60

export interface Pictures {
  /** The one that is shown. */
  source(): Source | undefined
  /** The one that is shown, once it has been read. */
  inHand(): Work | undefined
  /** One of the selection as it was looked at with these settings; undefined when nobody has. */
  known(one: Source, settings: PanelSettings): Promise<Work | undefined>
  /** Whether these settings read the picture in another way than those. */
  isReadAnew(before: PanelSettings, after: PanelSettings): boolean
  /** Puts the picture in hand on the stage. */
  read(): Promise<void>
  /** The picture in hand has changed. */
  replace(work: Work): void
  /** The mask that is painted on a picture has changed; of the one in hand when not told which. */
  touched(work?: Work): void
  /** What is painted on a picture, also while it is not looked at. */
  docOf(sourceId: string): MaskDoc | undefined
  /** Keeps only those of these pictures; what was painted is kept for when they are selected again. */
  keepOnly(kept: readonly Source[]): void
  /** The picture looks another now: it is read anew when it is looked at next. */
  isStale(sourceId: string): void
  /** What was typed as a shape, until somebody sets margins by hand; null for neither. */
  typedMargins(extent: Extent): Margins | null
  dropTyped(): void
  /** Takes up the mask and the margins of a placed result when its picture is read next. */
  takeUpNext(again: Again): void
}

/** @param asked what was typed as a shape to expand to, for the first picture that is read */
export const createPictures = (store: Store, host: Host, asked: string | undefined): Pictures => {
  /** By how it is taken. */
  const works = new Map<string, { readonly id: string; readonly work: Promise<Work> }>()
  /** For the picture in hand, once; `typed` is for the others. */
  let first = asked
  let typed = asked
  /** By picture, the latest last. */
  const docs = new Map<string, Work>()
  let again: Again | undefined
  let reading = 0

  const source = (): Source | undefined => store.state.selection.sources[store.state.current]

  const keyOf = (one: Source, settings: PanelSettings): string => {
    const kind = maskKindOf(settings)
    const mask = captureMask(kind, one)
    const { id, width, height, shapes } = one
    return JSON.stringify([
      // What is painted and what is clicked are one mask.
      ...[id, width, height, isPaintedKind(kind) ? 'painted' : kind, mask],
      settings.operation === 'expand',
      mask === 'none' ? 0 : shapes,
    ])
  }

  const workFor = (one: Source, settings: PanelSettings): Promise<Work> => {
    const key = keyOf(one, settings)
    const known = works.get(key)
    const isAgain = again?.nodeId === one.id
    if (known !== undefined && !isAgain) return known.work
    const work = readWork(host, one, maskKindOf(settings), {
      asSeen: settings.operation === 'expand',
      // What is done again is not to stand on what it was.
      without: isAgain && again !== undefined ? [again.placedId] : [],
    }).then(withDoc)
    works.set(key, { id: one.id, work })
    work.catch(() => works.delete(key))
    return work
  }

  /** With what was painted on it before, or is being painted, where it is still that picture. */
  const withDoc = (work: Work): Work => {
    const { capture, source: one } = work
    const shown = inHand()
    const before = docs.get(one.id) ?? (shown?.source.id === one.id ? shown : undefined)
    const isSame =
      before?.doc.width === capture.width &&
      before.doc.height === capture.height &&
      before.capture.target.fingerprint === capture.target.fingerprint
    return before !== undefined && isSame ? { ...work, doc: before.doc } : work
  }

  const touched = (work = inHand()): void => {
    if (work !== undefined && isPaintedKind(maskKindOf(store.state.settings))) {
      docs.delete(work.source.id)
      docs.set(work.source.id, work)
    }
    const [oldest] = docs.keys()
    if (docs.size > MOST_PAINTED && oldest !== undefined) docs.delete(oldest)
    const painted = [...docs].filter(([, { doc }]) => !doc.isEmpty).map(([id]) => id)
    store.change({ painted: store.state.painted + 1, paintedIds: new Set(painted) })
  }

  const inHand = (): Work | undefined => {
    const { work } = store.state
    return work !== null && 'capture' in work ? work : undefined
  }

  const replace = (work: Work): void => {
    const key = keyOf(work.source, store.state.settings)
    works.set(key, { id: work.source.id, work: Promise.resolve(work) })
    store.change({ work })
  }

  /** With what a person has set on it while it was read anew. */
  const withMeanwhile = (work: Work, before: Work | undefined): Work => {
    const now = inHand()
    if (now === undefined || now === before || now.source.id !== work.source.id) return work
    const { width, height } = work.capture
    if (now.capture.width !== width || now.capture.height !== height) return work
    const { margins, points } = now
    return { ...work, margins, points }
  }

  const takeUp = async (work: Work, { mask, margins }: Recipe): Promise<void> => {
    again = undefined
    if (mask !== undefined) {
      const { width, height } = work.capture
      work.doc.add({ kind: 'clear' })
      const { data } = await unkeepMask(mask, width, height)
      work.doc.add({ kind: 'select', mask: data })
    }
    replace(margins === undefined ? work : { ...work, margins })
    touched()
  }

  const typedMargins = (extent: Extent): Margins | null =>
    typed === undefined ? null : marginsFor(typed, extent)

  const grown = (work: Work): Work => {
    first = undefined
    const margins = typedMargins(work.capture)
    return margins === null ? work : { ...work, margins }
  }

  return {
    source,
    replace,
    typedMargins,
    dropTyped: () => {
      typed = undefined
    },
    inHand,
    touched,
    docOf: (sourceId) => docs.get(sourceId)?.doc,
    known: async (one, settings) => works.get(keyOf(one, settings))?.work.catch(() => undefined),
    isReadAnew: (before, after) => {
      const one = source()
      return one !== undefined && keyOf(one, before) !== keyOf(one, after)
    },
    read: async () => {
      const mine = ++reading
      const one = source()
      if (one === undefined) {
        store.change({ work: null })
        return
      }
      const { settings } = store.state
      const before = inHand()
      try {
        const work = withMeanwhile(await workFor(one, settings), before)
        if (mine !== reading) return
        if (again?.nodeId === one.id) await takeUp(work, again.recipe)
        else if (first !== undefined && settings.operation === 'expand') replace(grown(work))
        else replace(work)
      } catch (error) {
        if (mine === reading) store.change({ work: sentenceOf(error) })
      }
    },
    keepOnly: (kept) => {
      const ids = new Set(kept.map(({ id }) => id))
      for (const [key, { id }] of works) if (!ids.has(id)) works.delete(key)
    },
    isStale: (sourceId) => {
      for (const [key, { id }] of works) if (id === sourceId) works.delete(key)
    },
    takeUpNext: (one) => {
      again = one
    },
  }
}
