/** The threads of the engine: started on first need, reused while busy, gone when idle or disposed. */
import { Worker } from 'node:worker_threads'
import { distFile } from '../../system/dist.ts'
import type { Job, RunEvent } from './job.ts'
import { leadRun, verdictOf } from './lead.ts'
import { type Share, workShare } from './many/share.ts'
import type { FromWorker, SharedMemory, ToWorker, Verdict } from './messages.ts'

export interface Crew {
  /** Starts the threads; `run` does so itself where they are not there yet. */
  start(): void
  /** Runs a job; never rejects: a thread that dies is a verdict too. */
  run(
    memory: SharedMemory,
    module: WebAssembly.Module | undefined,
    job: Job,
    onEvent: (event: RunEvent) => void,
  ): Promise<Verdict>
  /** Works off many crops, each thread its share; never rejects either. */
  runMany(share: Share, onBegun: (count: number) => void): Promise<Verdict>
  /** Stops every thread at once, wherever it is. */
  dispose(): Promise<void>
}

/** A crew of `threads` worker threads, the first of which leads. */
export const createThreadCrew = (threads: number): Crew => {
  let workers: Worker[] = []
  let abandon: ((reason: string) => void) | undefined

  const start = (): void => {
    if (workers.length > 0) return
    workers = Array.from({ length: threads }, () => {
      const worker = new Worker(distFile('patchmatch-worker.js'))
      worker.unref()
      worker.on('error', (error) => abandon?.(error.stack ?? error.message))
      worker.on('exit', () => abandon?.('A thread of the engine ended'))
      return worker
    })
  }
  const dispose = async (): Promise<void> => {
    const leaving = workers
    workers = []
    await Promise.all(leaving.map((worker) => worker.terminate()))
  }
  return {
    start,
    run: (memory, module, job, onEvent) => {
      start()
      const [lead, ...helpers] = workers
      if (lead === undefined) return Promise.resolve({ type: 'failed', reason: 'No threads' })
      return new Promise<Verdict>((resolve) => {
        const settle = (verdict: Verdict): void => {
          abandon = undefined
          lead.off('message', hear)
          for (const worker of workers) worker.unref()
          resolve(verdict)
        }
        const hear = (message: FromWorker): void => {
          if (message.type === 'progress' || message.type === 'preview') onEvent(message)
          else if (message.type !== 'begun') settle(message)
        }
        abandon = (reason) => {
          settle({ type: 'failed', reason })
          void dispose()
        }
        lead.ref()
        lead.on('message', hear)
        lead.postMessage({
          type: 'lead',
          memory,
          module,
          job,
          helpers: helpers.length,
        } satisfies ToWorker)
        for (const helper of helpers) {
          helper.postMessage({ type: 'help', memory, module } satisfies ToWorker)
        }
      })
    },
    runMany: (share, onBegun) => {
      start()
      const sharing = workers.slice(0, share.order.length)
      return new Promise<Verdict>((resolve) => {
        let left = sharing.length
        let worst: Verdict = { type: 'done' }
        const settle = (verdict: Verdict): void => {
          abandon = undefined
          for (const worker of sharing) worker.off('message', hear).unref()
          resolve(verdict)
        }
        // All are heard out, since a thread that still works would write into the arena.
        const hear = (message: FromWorker): void => {
          if (message.type === 'begun') onBegun(message.count)
          else if (message.type !== 'progress' && message.type !== 'preview') {
            if (worst.type === 'done') worst = message
            left -= 1
            if (left === 0) settle(worst)
          }
        }
        abandon = (reason) => {
          settle({ type: 'failed', reason })
          void dispose()
        }
        for (const worker of sharing) {
          worker.on('message', hear).ref()
          worker.postMessage({ type: 'share', ...share } satisfies ToWorker)
        }
      })
    },
    dispose,
  }
}

/** No threads at all: the run takes turns with the event loop. For machines that refuse threads. */
export const createInlineCrew = (): Crew => ({
  start: () => {},
  run: async (memory, module, job, onEvent) => {
    try {
      for (const event of leadRun(memory, module, job, 0)) {
        onEvent(event)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return { type: 'done' }
    } catch (error) {
      return verdictOf(error)
    }
  },
  runMany: async (share, onBegun) => {
    try {
      for (const count of workShare(share)) {
        onBegun(count)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return { type: 'done' }
    } catch (error) {
      return verdictOf(error)
    }
  },
  dispose: async () => {},
})
