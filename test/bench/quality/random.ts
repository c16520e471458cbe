/** Seeded random numbers, so that every mask is the same on every machine. */
import { createHash } from 'node:crypto'

export interface Random {
  /** 0 <= x < 1. */
  next(): number
  /** low <= n <= high. */
  integer(low: number, high: number): number
  /** low <= x < high. */
  between(low: number, high: number): number
  chance(probability: number): boolean
}

/** Mulberry32 (Tommy Ettinger, public domain) seeded with the first word of the text's SHA-256. */
export const randomFrom = (seed: string): Random => {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
  }
}
