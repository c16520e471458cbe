/** Results into the document: applied above their picture, or on the page when a person says so. */
import { InlayError, type Operation } from '@inlay/shared'
import {
  createSay,
  isUnderWay,
  type Job,
  type Link,
  panelCatalogue,
  type Queue,
  readSettings,
  type Sentence,
} from '@inlay/shared/panel'
import { Target } from '../../messages.ts'
import { type Host, HostRefusal } from '../host.ts'
import { tilesOf } from '../results.ts'
import { sentenceOf } from '../works.ts'
import type { Arrivals } from './arrivals.ts'
import type { Pictures } from './pictures.ts'
import { recipeOf } from './recipe.ts'
import type { BegunJobs, Painting } from './runs.ts'
import type { Panel, Store } from './state.ts'

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
): Pick<Panel, 'apply' | 'applyAll' | 'discard' | 'switchTo'> => {
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

  /** Of a layer whose fill had no prompt. */
  const nameOf = (operation: Operation): string =>
    createSay(panelCatalogue(store.state.language))(`layer.${operation}`)

  /** What is to be said of it; undefined when it could not be placed, which has been said. */
  const place = async (job: Job, onPage: boolean): Promise<readonly Sentence[] | undefined> => {
    const { id, operation, prompt } = job.record
    const target = Target.safeParse(job.record.target).data
    if (target === undefined || store.state.applying !== undefined) return undefined
    store.change({ applying: id, misplaced: undefined })
    try {
      const results = await arrivals.fetch(job)
      if (results === undefined) return undefined
      await arrivals.lookAgain(job)
      const recipe = recipeOf(job.record)
      // What is added lies outside of what holds the picture in.
      const clip = operation === 'expand' ? [] : (arrivals.workOf(id)?.capture.clip ?? [])
      const applied = await host.apply({
        target,
        tiles: await tilesOf(link.client(), id, results, clip),
        chosen: job.chosen,
        name: prompt.slice(0, 200) || nameOf(operation),
        record: JSON.parse(JSON.stringify({ ...recipe, seed: job.report?.seed })),
        as: readSettings(recipe?.settings).place === 'frame' ? 'frame' : 'rectangle',
        hideShapes: store.state.settings.hideShapes,
        beyond: operation === 'expand',
        onPage,
      })
      pictures.isStale(target.nodeId)
      clearPainting(begun.get(id)?.painting)
      const notes = applied.notes.map((note): Sentence => ({ key: `note.${note}` }))
      return applied.where === 'in place' ? [{ key: 'result.applied' }, ...notes] : notes
    } catch (error) {
      if (error instanceof InlayError) link.report(error)
      const sentence = sentenceOf(error)
      const mayGoOnPage =
        error instanceof HostRefusal && (error.code === 'deleted' || error.code === 'changed')
      if (mayGoOnPage) store.change({ misplaced: { jobId: id, sentence } })
      else store.warn(sentence)
      return undefined
    } finally {
      store.change({ applying: undefined })
    }
  }

  const find = (jobId: string): Job | undefined =>
    store.state.jobs.find(({ record }) => record.id === jobId)

  /** Of pictures that were begun together, the next whose result is there, or will be. */
  const nextOf = (batch: number | undefined): Job | undefined => {
    const others = store.state.jobs.filter(
      ({ record }) => batch !== undefined && begun.get(record.id)?.batch === batch,
    )
    return others.find(({ state }) => state === 'done') ?? others.find(isUnderWay)
  }

  return {
    discard,
    apply: async (jobId, onPage = false) => {
      const job = find(jobId)
      const sentences = job && (await place(job, onPage))
      if (sentences === undefined) return
      const batch = begun.get(jobId)?.batch
      discard(jobId, true)
      const next = nextOf(batch)
      if (next !== undefined) store.change({ view: { at: 'job', id: next.record.id } })
      store.change({ toast: { tone: 'info', sentences } })
      arrivals.fetchShown()
    },
    applyAll: async () => {
      const notes = new Map<string, Sentence>()
      let count = 0
      for (const job of store.state.jobs.filter(({ state }) => state === 'done')) {
        const { id } = job.record
        const sentences = await place(job, false)
        if (sentences === undefined) {
          // It stays, and what keeps it is said with it.
          const { misplaced } = store.state
          store.change({ view: { at: 'job', id } })
          arrivals.fetchShown()
          store.change({ misplaced })
          return
        }
        discard(id, true)
        count += 1
        for (const one of sentences) notes.set(JSON.stringify(one), one)
      }
      notes.delete(JSON.stringify({ key: 'result.applied' }))
      const all: Sentence = { plural: 'result.applied.all', count }
      store.change({ toast: { tone: 'info', sentences: [all, ...notes.values()] } })
    },
    switchTo: async (index) => {
      const { placed } = store.state
      if (placed === undefined) return
      const chosen = (index + placed.count) % placed.count
      try {
        await host.switchTo(placed.nodeId, chosen)
        for (const id of [placed.nodeId, placed.target.nodeId]) pictures.isStale(id)
        store.change({ placed: { ...placed, chosen } })
      } catch (error) {
        store.warn(sentenceOf(error))
      }
    },
  }
}
