/** Who wants to hear that something has changed: what every state in our windows is watched by. */

export interface Listeners<News extends readonly unknown[] = []> {
  /** Calls `heard` with each `tell`, until the answer is called. */
  subscribe(heard: (...news: News) => void): () => void
  /** Who comes or goes while others are told counts from the next time on. */
  tell(...news: News): void
  /** Forgets everybody. */
  clear(): void
}

export const createListeners = <News extends readonly unknown[] = []>(): Listeners<News> => {
  const all = new Set<(...news: News) => void>()
  return {
    subscribe: (heard) => {
      all.add(heard)
      return () => void all.delete(heard)
    },
    tell: (...news) => {
      for (const heard of [...all]) heard(...news)
    },
    clear: () => all.clear(),
  }
}
