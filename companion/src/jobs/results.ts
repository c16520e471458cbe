/** Hands out the results of finished jobs, encoded when first asked for, once for all who ask. */
import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fromWireError, InlayError } from '@inlay/shared'
import type { FillClient } from './fill-client.ts'
import type { EncodeTask, ResultAsked, RunTask } from './fill-messages.ts'
import type { Job } from './job.ts'
import { resultFile } from './result-file.ts'
import type { JobStore } from './store.ts'

export interface ResultsOptions {
  readonly store: JobStore
  readonly client: FillClient
  readonly taskOf: (job: Job) => Omit<RunTask, 'type'>
}

export interface Results {
  /**
   * The encoded result's file.
   * @throws InlayError not_found | not_ready | what the job failed with
   */
  of(id: string, asked: ResultAsked): Promise<string>
}

export const createResults = ({ store, client, taskOf }: ResultsOptions): Results => {
  const encoding = new Map<string, Promise<string>>()

  const encode = async (job: Job, task: EncodeTask): Promise<string> => {
    const ready = join(task.folder, resultFile(task))
    if (await exists(ready)) return ready
    const { path } = await client.encode(task)
    const { size } = await stat(path)
    store.note(job.id, { bytes: (store.get(job.id)?.bytes ?? 0) + size })
    return path
  }

  return {
    of: (id, asked) => {
      const job = store.get(id) ?? notFound()
      const { state, error, variations } = job.status
      if (state === 'cancelled') throw new InlayError('cancelled')
      if (error !== undefined) throw fromWireError(error)
      if (state !== 'done') throw new InlayError('not_ready')
      if (!variations.some(({ index }) => index === asked.index)) notFound()
      const key = `${id} ${resultFile(asked)}`
      const under = encoding.get(key)
      if (under !== undefined) return under
      const made = encode(job, { type: 'encode', ...taskOf(job), ...asked })
        .catch((cause: unknown) => {
          if (store.get(id) === undefined) throw new InlayError('not_found', undefined, { cause })
          throw cause
        })
        .finally(() => encoding.delete(key))
      encoding.set(key, made)
      return made
    },
  }
}

const notFound = (): never => {
  throw new InlayError('not_found')
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
