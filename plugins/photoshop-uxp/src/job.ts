/** What a session needs to know of a job beside its course: its name, and when it is over. */
import { InlayError, type Signal } from '@inlay/shared'
import { isUnderWay, type Job, type Queue, type Say } from '@inlay/shared/panel'

/** What the layers and the history state are called. */
export const nameOf = (say: Say, { record: { prompt, operation } }: Job): string =>
  prompt === '' ? say(`layer.${operation}`) : prompt

/** Resolves when nothing more comes of a job; with what it was last, should it be dismissed. */
export const ended = <S extends Signal>(queue: Queue<S>, id: string): Promise<Job> =>
  new Promise((resolve, reject) => {
    let last: Job | undefined
    const look = (): void => {
      const job = queue.jobs.find(({ record }) => record.id === id)
      last = job ?? last
      if (job !== undefined && isUnderWay(job)) return
      stop()
      if (last === undefined) reject(new InlayError('not_found'))
      else resolve(last)
    }
    const stop = queue.subscribe(look)
    look()
  })
