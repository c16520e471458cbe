/** Numbers that look random and come again with the same seed: a finding is replayed by its seed. */

export interface Random {
  /** 0 <= x < 1. */
  next(): number
  /** 0 <= n < below. */
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
}

/** mulberry32 over a hash of the words (FNV-1a). */
export const randomOf = (...words: readonly (string | number)[]): Random => {
  let state = 0x811c9dc5
  for (const char of words.join('/')) {
    state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (choices) => {
      const chosen = choices[int(choices.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from')
      return chosen
    },
  }
}
