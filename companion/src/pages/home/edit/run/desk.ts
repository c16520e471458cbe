/** Hands fills to the companion, follows them through its restarts and the page's, gives steps back. */
import { type Client, InlayError, type Operation, parseWith } from '@inlay/shared'
import { createQueue, type Job, type Queue } from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'
import type { Step } from '../line/line.ts'
import type { Asked } from '../line/replay.ts'

/** What a fill is for: a new step after `at` others, the step at `index` again, a part of a replay. */
export const Purpose = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add'), at: z.int().min(0) }),
  z.object({ kind: z.literal('again'), index: z.int().min(0) }),
  z.object({ kind: z.literal('replay') }),
])
export type Purpose = z.infer<typeof Purpose>

export interface Pictures {
  readonly image: () => Promise<Blob>
  readonly mask?: (() => Promise<Blob>) | undefined
}

export interface Desk {
  /** What is under way, oldest first. */
  readonly jobs: readonly Job[]
  subscribe(heard: () => void): () => void
  /** Hands a fill in; its id. */
  begin(asked: Asked, pictures: Pictures, purpose: Purpose, title: string): string
  /**
   * The finished fill as a step; what has failed is then off the list.
   * @throws InlayError what it failed with; cancelled
   */
  finished(id: string): Promise<Step>
  cancel(id: string): void
  /** Off the list; the companion keeps it in its history. */
  release(id: string): void
  /** Off the list, and forgotten by the companion. */
  dismiss(id: string): void
  /** Follows again what was out of reach. */
  resume(): void
}

const KEY = 'inlay.edit.jobs'

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer())

const IMAGE = { kind: 'encoded', part: 'image' } as const
const MASK = { kind: 'encoded', part: 'mask' } as const

const operationOf = ({ operation = 'remove' }: Asked): Operation => operation

const saved = (storage: Pick<Storage, 'getItem'>): unknown => {
  try {
    return JSON.parse(storage.getItem(KEY) ?? '[]')
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

export const purposeOf = (job: Job): Purpose | undefined =>
  Purpose.safeParse(job.record.target).data

/** What a finished fill was and gave, as the companion tells it. */
export const readStep = async (client: Client<AbortSignal>, id: string): Promise<Step> => {
  const [request, { report }] = await Promise.all([client.request(id), client.status(id)])
  if (report === undefined) throw new InlayError('not_ready')
  return { id, request, report, chosen: 0 }
}

/** Takes up what an earlier visit had begun. */
export const createDesk = (client: Client<AbortSignal>, storage: Storage): Desk => {
  const queue: Queue<AbortSignal> = createQueue<AbortSignal>({
    client: () => client,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    controller: () => new AbortController(),
    now: Date.now,
    save: (records) => storage.setItem(KEY, JSON.stringify(records)),
  })
  queue.restore(saved(storage))
  queue.resume()

  const ended = (id: string): Promise<Job> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const job = queue.jobs.find(({ record }) => record.id === id)
        if (job !== undefined && !['done', 'failed', 'cancelled', 'lost'].includes(job.state))
          return
        unsubscribe()
        if (job === undefined) reject(new InlayError('cancelled'))
        else resolve(job)
      }
      const unsubscribe = queue.subscribe(look)
      look()
    })

  return {
    get jobs() {
      return queue.jobs
    },
    subscribe: queue.subscribe,
    begin: (asked, { image, mask }, purpose, title) =>
      queue.add({
        operation: operationOf(asked),
        // Kept by the browser: what is asked for stays with the companion.
        prompt: '',
        title,
        target: parseWith(Purpose, purpose, 'internal', 'the purpose'),
        settings: {},
        prepare: async () => {
          const [picture, painted] = await Promise.all([image(), mask?.()])
          return {
            request: { ...asked, image: IMAGE, ...(painted !== undefined && { mask: MASK }) },
            parts: {
              image: await bytesOf(picture),
              ...(painted !== undefined && { mask: await bytesOf(painted) }),
            },
          }
        },
      }),
    finished: async (id) => {
      const { state, error } = await ended(id)
      if (state === 'done') {
        return readStep(client, id)
      }
      queue.dismiss(id)
      throw error ?? new InlayError(state === 'cancelled' ? 'cancelled' : 'interrupted')
    },
    cancel: queue.cancel,
    release: queue.release,
    dismiss: queue.dismiss,
    resume: queue.resume,
  }
}
