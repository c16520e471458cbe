/** The requests and sockets each caller has open, so that whoever is revoked is cut off at once. */

export interface LiveLines {
  /** Remembers how to cut a line of this caller; the answer forgets it once the line is closed. */
  hold(callerId: string, cut: () => void): () => void
  /** Cuts every line of the caller. */
  cut(callerId: string): void
}

export const createLiveLines = (): LiveLines => {
  const lines = new Map<string, Set<() => void>>()
  return {
    hold: (callerId, cut) => {
      const own = lines.get(callerId) ?? new Set()
      lines.set(callerId, own)
      own.add(cut)
      return () => {
        own.delete(cut)
        if (own.size === 0 && lines.get(callerId) === own) lines.delete(callerId)
      }
    },
    cut: (callerId) => {
      for (const cut of [...(lines.get(callerId) ?? [])]) cut()
    },
  }
}
