/** Results into the document: applied above their picture, or on the page when a person says so. */
import { InlayError } from '@inlay/shared'
import { type Link, type Queue, readSettings, type Sentence } from '@inlay/shared/panel'
import { Target } from '../../messages.ts'
import { type Host, HostRefusal } from '../host.ts'
import { tilesOf } from '../results.ts'
import { sentenceOf } from '../works.ts'
import type { Arrivals } from './arrivals.ts'
import type { Pictures } from './pictures.ts'
import { recipeOf } from './recipe.ts'
import type { BegunJobs, Painting } from './runs.ts'
import type { Panel, Store } from './state.ts'

/** Names of layers whose fill had no prompt. */
const NAMES = { remove: 'Removed', fill: 'Filled', expand: 'Expanded' } as const

export const createPlacing = (
  store: Store,
  {
    host,
    link,
    queue,
    arrivals,
    pictures,
    begun,
  }: {
    readonly host: Host
    readonly link: Link<AbortSignal>
    readonly queue: Queue<AbortSignal>
    readonly arrivals: Arrivals
    readonly pictures: Pictures
    readonly begun: BegunJobs
  },
): Pick<Panel, 'apply' | 'discard' | 'switchTo'> => {
  const discard: Panel['discard'] = (jobId, isKept = false) => {
    const { view } = store.state
    arrivals.forget(jobId)
    begun.delete(jobId)
    const isShown = view.at === 'job' && view.id === jobId
    store.change({ misplaced: undefined, ...(isShown ? { view: { at: 'edit' } } : {}) })
    if (isKept) queue.release(jobId)
    else queue.dismiss(jobId)
  }

  /** It is done: what is painted next is another mask. Undo brings it back. */
  const clearPainting = (painting: Painting | undefined): void => {
    if (painting === undefined || painting.doc.steps !== painting.steps) return
    painting.doc.add({ kind: 'clear' })
    pictures.touched()
  }

  return {
    discard,
    apply: async (jobId, onPage = false) => {
      const job = store.state.jobs.find(({ record }) => record.id === jobId)
      const client = link.client()
      const target = Target.safeParse(job?.record.target).data
      if (job === undefined || target === undefined) return
      if (store.state.applying !== undefined) return
      store.change({ applying: jobId, misplaced: undefined })
      try {
        const results = await arrivals.fetch(job)
        if (results === undefined) return
        await arrivals.lookAgain(job)
        const { operation, prompt } = job.record
        const recipe = recipeOf(job.record)
        // What is added lies outside of what holds the picture in.
        const clip = operation === 'expand' ? [] : (arrivals.workOf(jobId)?.capture.clip ?? [])
        const applied = await host.apply({
          target,
          tiles: await tilesOf(client, jobId, results, clip),
          chosen: job.chosen,
          name: prompt.slice(0, 200) || NAMES[operation],
          record: JSON.parse(JSON.stringify({ ...recipe, seed: job.report?.seed })),
          as: readSettings(recipe?.settings).place === 'frame' ? 'frame' : 'rectangle',
          hideShapes: store.state.settings.hideShapes,
          beyond: operation === 'expand',
          onPage,
        })
        pictures.isStale(target.nodeId)
        clearPainting(begun.get(jobId)?.painting)
        discard(jobId, true)
        const notes = applied.notes.map((note): Sentence => ({ key: `note.${note}` }))
        const placed: readonly Sentence[] =
          applied.where === 'in place' ? [{ key: 'result.applied' }] : []
        store.change({ toast: { tone: 'info', sentences: [...placed, ...notes] } })
      } catch (error) {
        if (error instanceof InlayError) link.report(error)
        const sentence = sentenceOf(error)
        const mayGoOnPage =
          error instanceof HostRefusal && (error.code === 'deleted' || error.code === 'changed')
        if (mayGoOnPage) store.change({ misplaced: { jobId, sentence } })
        else store.warn(sentence)
      } finally {
        store.change({ applying: undefined })
      }
    },
    switchTo: async (index) => {
      const { placed } = store.state
      if (placed === undefined) return
      const chosen = (index + placed.count) % placed.count
      try {
        await host.switchTo(placed.nodeId, chosen)
        pictures.isStale(placed.target.nodeId)
        store.change({ placed: { ...placed, chosen } })
      } catch (error) {
        store.warn(sentenceOf(error))
      }
    },
  }
}
