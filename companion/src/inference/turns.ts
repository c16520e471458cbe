/** One at a time, in the order they came; whoever is called off while waiting leaves at once. */
import { InlayError } from '@inlay/shared'

export interface Turns {
  /** @throws InlayError cancelled while it waits; what `work` throws */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** True when nobody works or waits. */
  readonly isFree: boolean
}

export const createTurns = (): Turns => {
  let last: Promise<void> = Promise.resolve()
  let count = 0
  return {
    get isFree() {
      return count === 0
    },
    take: async (work, signal) => {
      const before = last
      let done = (): void => {}
      count += 1
      last = new Promise((resolve) => {
        done = () => {
          count -= 1
          resolve()
        }
      })
      try {
        await whichever(before, signal)
      } catch (error) {
        void before.then(done)
        throw error
      }
      try {
        return await work()
      } finally {
        done()
      }
    },
  }
}

const whichever = (before: Promise<void>, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(new InlayError('cancelled'))
    if (signal?.aborted) return leave()
    signal?.addEventListener('abort', leave, { once: true })
    void before.then(() => {
      signal?.removeEventListener('abort', leave)
      resolve()
    })
  })
