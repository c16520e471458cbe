/** Hands fills to the companion, follows them through its restarts and the page's, gives steps back. */
import { type Client, InlayError, type Operation, parseWith } from '@inlay/shared'
import { createQueue, type Job, type JobRecord, type Queue } from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'
import type { Step } from '../line/line.ts'
import type { Asked } from '../line/replay.ts'
import { createJobKeeper } from './kept-jobs.ts'

/** What a fill is for: a step after `index` others, the one at `index` again, a part of a replay. */
export const Purpose = z.object({
  kind: z.enum(['add', 'again', 'replay']),
  /** The line's key. */
  line: z.string(),
  index: z.int().min(0),
})
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
  /** Ends what an earlier visit left of replays, unless `isGoingOn` in another window. */
  endReplays(isGoingOn: (line: string) => Promise<boolean>): Promise<void>
}

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer())

const IMAGE = { kind: 'encoded', part: 'image' } as const
const MASK = { kind: 'encoded', part: 'mask' } as const

const operationOf = ({ operation = 'remove' }: Asked): Operation => operation

const readPurpose = (target: unknown): Purpose | undefined => Purpose.safeParse(target).data

export const purposeOf = (job: Job): Purpose | undefined => readPurpose(job.record.target)

/** What a finished fill was and gave, as the companion tells it. */
export const readStep = async (client: Client<AbortSignal>, id: string): Promise<Step> => {
  const [request, { report }] = await Promise.all([client.request(id), client.status(id)])
  if (report === undefined) throw new InlayError('not_ready')
  return { id, request, report, chosen: 0 }
}

/** Takes up what an earlier visit had begun, or another window that is closed by now. */
export const createDesk = (client: Client<AbortSignal>, storage: Storage): Desk => {
  const kept = createJobKeeper(storage)
  const queue: Queue<AbortSignal> = createQueue<AbortSignal>({
    client: () => client,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    controller: () => new AbortController(),
    now: Date.now,
    save: kept.save,
  })
  const isReplay = ({ target }: JobRecord): boolean => readPurpose(target)?.kind === 'replay'
  const takenUp = kept.others().filter((record) => !isReplay(record))
  for (const { id } of takenUp) kept.adopt(id)
  queue.restore(takenUp)
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
    endReplays: async (isGoingOn) => {
      for (const record of kept.others().filter(isReplay)) {
        if (await isGoingOn(readPurpose(record.target)?.line ?? '')) continue
        // It left its line as it was: what it has made is of no use.
        kept.adopt(record.id)
        kept.save(queue.jobs.map((job) => job.record))
        client.cancel(record.id).catch(() => undefined)
      }
    },
  }
}
