/** What comes back: results, once each, and the picture that each belongs on. */
import { InlayError } from '@inlay/shared'
import type { Job, Link } from '@inlay/shared/panel'
import { type Source, Target } from '../../messages.ts'
import { type Host, HostRefusal } from '../host.ts'
import { loadResults, type Results } from '../results.ts'
import { readWork, type Work } from '../works.ts'
import type { Store } from './state.ts'

export interface Arrivals {
  workOf(jobId: string): Work | undefined
  keepWork(jobId: string, work: Work | undefined): void
  /** Reads the picture of a job that was started unseen, or by an earlier life of the panel. */
  lookAgain(job: Job): Promise<void>
  /** What came back; undefined when it cannot be had, which has been said. */
  fetch(job: Job): Promise<Results | undefined>
  /** Fetches what the job that is looked at has brought. */
  fetchShown(): void
  forget(jobId: string): void
}

export const createArrivals = (store: Store, host: Host, link: Link<AbortSignal>): Arrivals => {
  const works = new Map<string, Work>()
  const lookups = new Map<string, Promise<void>>()
  const fetching = new Map<string, Promise<Results | undefined>>()

  const find = (jobId: string): Job | undefined =>
    store.state.jobs.find(({ record }) => record.id === jobId)

  const lookAgain = ({ record }: Job): Promise<void> => {
    const { id, operation } = record
    const target = Target.safeParse(record.target).data
    if (target === undefined || works.has(id)) return Promise.resolve()
    const known = lookups.get(id)
    if (known !== undefined) return known
    const { nodeId, name, width, height } = target
    const one = { id: nodeId, name, width, height, kind: 'layer', shapes: 0 } as const
    const source: Source = { ...one, maskGroup: false, notes: [] }
    const lookup = readWork(host, source, 'brush', { asSeen: operation === 'expand' }).then(
      (work) => {
        const { capture } = work
        const isSame = capture.width === width && capture.height === height
        if (isSame && find(id) !== undefined) works.set(id, work)
      },
      (error: unknown) => {
        // Gone or changed: the result is looked at alone, and applying says why.
        if (!(error instanceof HostRefusal || error instanceof InlayError)) throw error
      },
    )
    lookups.set(id, lookup)
    return lookup
  }

  const load = async (job: Job): Promise<Results | undefined> => {
    const { id } = job.record
    const client = link.client()
    const target = Target.safeParse(job.record.target).data
    if (target === undefined || job.report === undefined) return undefined
    try {
      if (client === undefined) throw new InlayError('companion_unreachable')
      const results = await loadResults(client, id, job.report, target)
      store.change({ results: new Map([...store.state.results, [id, results]]) })
      return results
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      link.report(error)
      store.warn({ error: error.code, part: 'message' })
      return undefined
    }
  }

  const fetch = (job: Job): Promise<Results | undefined> => {
    const { id } = job.record
    const known = store.state.results.get(id)
    if (known !== undefined) return Promise.resolve(known)
    const fetched = fetching.get(id) ?? load(job).finally(() => fetching.delete(id))
    fetching.set(id, fetched)
    return fetched
  }

  return {
    workOf: (jobId) => works.get(jobId),
    keepWork: (jobId, work) => {
      if (work !== undefined) works.set(jobId, work)
    },
    lookAgain,
    fetch,
    fetchShown: () => {
      const { view, results } = store.state
      // Without a companion it waits for one.
      if (view.at !== 'job' || link.client() === undefined) return
      const job = find(view.id)
      if (job?.state !== 'done' || results.has(view.id) || fetching.has(view.id)) return
      void fetch(job)
      void lookAgain(job).then(() => store.change({}))
    },
    forget: (jobId) => {
      for (const { bitmap } of store.state.results.get(jobId)?.patches ?? []) bitmap.close()
      const results = new Map(store.state.results)
      results.delete(jobId)
      for (const map of [works, lookups]) map.delete(jobId)
      store.change({ results })
    },
  }
}
