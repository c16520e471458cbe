/**
 * What happens to one model, for any number of followers: everybody sees the newest progress and
 * the end; who is slow, or late, misses steps and nothing else.
 */
import type { ModelEvent } from '@inlay/shared'

type WithoutHead<E> = E extends ModelEvent ? Omit<E, 'id' | 'sequence'> : never
/** An event before it has its place. */
export type ModelEventBody = WithoutHead<ModelEvent>

export const isFinalEvent = ({ type }: Pick<ModelEvent, 'type'>): boolean => type !== 'progress'

export interface Feed {
  readonly id: string
  /** The last event; undefined before the first. */
  readonly latest: ModelEvent | undefined
  publish(body: ModelEventBody): void
  /**
   * The newest event with a sequence above `after`, then each newest one, the final one last. Ends
   * early when the signal aborts, or where there is no newer one and `wait` is false.
   */
  follow(
    signal: AbortSignal,
    after?: number,
    wait?: boolean,
  ): AsyncGenerator<ModelEvent, void, undefined>
}

export const createFeed = (id: string): Feed => {
  let latest: ModelEvent | undefined
  const sleepers = new Set<() => void>()

  const sleep = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        sleepers.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      sleepers.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })

  return {
    id,
    get latest() {
      return latest
    },
    publish: (body) => {
      if (latest !== undefined && isFinalEvent(latest)) return
      latest = { ...body, id, sequence: (latest?.sequence ?? -1) + 1 }
      for (const wake of [...sleepers]) wake()
    },
    async *follow(signal, after = -1, wait = true) {
      let seen = after
      while (!signal.aborted) {
        if (latest !== undefined && latest.sequence > seen) {
          seen = latest.sequence
          yield latest
          continue
        }
        if (!wait || (latest !== undefined && isFinalEvent(latest))) return
        await sleep(signal)
      }
    },
  }
}
