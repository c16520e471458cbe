/**
 * What happens to one thing, for any number of followers: everybody sees the newest news and the end;
 * who is slow, or late, misses steps and nothing else.
 */

export interface Numbered {
  /** Grows by one with each; whoever follows may not see every one. */
  readonly sequence: number
}

export interface Feed<Body, Event extends Numbered> {
  /** The last event; undefined before the first. */
  readonly latest: Event | undefined
  /** Nothing once the final one was told. */
  publish(body: Body): void
  /**
   * The newest event with a sequence above `after`, then each newest one, the final one last. Ends
   * early when the signal aborts, or where there is no newer one and `wait` is false.
   */
  follow(
    signal: AbortSignal,
    after?: number,
    wait?: boolean,
  ): AsyncGenerator<Event, void, undefined>
}

/** @param number gives an event its place */
export const createFeed = <Body, Event extends Numbered>(
  number: (body: Body, sequence: number) => Event,
  isFinal: (event: Event) => boolean,
): Feed<Body, Event> => {
  let latest: Event | undefined
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
    get latest() {
      return latest
    },
    publish: (body) => {
      if (latest !== undefined && isFinal(latest)) return
      latest = number(body, (latest?.sequence ?? -1) + 1)
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
        if (!wait || (latest !== undefined && isFinal(latest))) return
        await sleep(signal)
      }
    },
  }
}
