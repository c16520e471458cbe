/**
 * Spreads the bands of a phase over threads that share one memory, and waits for all of them.
 *
 * A ticket (generation << 12 | next band) is taken by compare-and-swap. Helpers may come late or
 * not at all: the lead works too, and waits for bands, never for threads. Which thread runs a band
 * cannot show in the result, since bands of one phase never read what another band writes.
 */
import { CONTROL } from './constants.ts'
import { type Kernel, PHASES, type Phase } from './kernel.ts'
import { MAX_BANDS } from './layout.ts'

const TICKET = CONTROL >> 2
const PHASE = TICKET + 1
const COUNT = TICKET + 2
const FIRST = TICKET + 3
const STEP = TICKET + 4
const DONE = TICKET + 5
const SUM = TICKET + 6
const CANCEL = TICKET + 7
const QUIT = TICKET + 8

const BAND_BITS = 12
const BAND_MASK = (1 << BAND_BITS) - 1
/** A band number no phase reaches: the ticket is being rewritten. */
const CLOSED = BAND_MASK

/** Looks at the ticket this often before sleeping: about 20 microseconds. */
const SPINS = 4000

export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** Asks a run to stop: it does before its next band. */
export const requestCancel = (words: Int32Array): void => {
  Atomics.store(words, CANCEL, 1)
}

export interface Team {
  /**
   * Runs bands `first`, `first + step`, ... (`count` of them) and gives the sum of what they return.
   * @throws Cancelled
   */
  run(phase: Phase, count: number, first?: number, step?: number): number
}

/** The team of a lead whose helpers, if any, run `help` on the same memory. */
export const createTeam = (kernel: Kernel, words: Int32Array, helpers: number): Team => {
  const stopIfCancelled = (): void => {
    if (Atomics.load(words, CANCEL) !== 0) throw new Cancelled()
  }
  const alone = (phase: Phase, count: number, first: number, step: number): number => {
    let sum = 0
    for (let i = 0; i < count; i++) {
      stopIfCancelled()
      sum += kernel[phase](first + i * step)
    }
    return sum
  }
  let generation = 0
  const open = (phase: Phase, count: number, first: number, step: number): void => {
    generation = (generation + 1) & 0x7ffff
    Atomics.store(words, TICKET, (generation << BAND_BITS) | CLOSED)
    words[PHASE] = PHASES.indexOf(phase)
    words[COUNT] = count
    words[FIRST] = first
    words[STEP] = step
    Atomics.store(words, DONE, 0)
    Atomics.store(words, SUM, 0)
    Atomics.store(words, TICKET, generation << BAND_BITS)
    Atomics.notify(words, TICKET)
  }
  return {
    run: (phase, count, first = 0, step = 1) => {
      stopIfCancelled()
      if (count > MAX_BANDS)
        throw new RangeError(`Expected at most ${MAX_BANDS} bands but received ${count}`)
      if (helpers === 0 || count < 2) return alone(phase, count, first, step)
      open(phase, count, first, step)
      while (takeBand(kernel, words)) {
        // Bands are taken until none is left.
      }
      for (let spins = 0; Atomics.load(words, DONE) < count; spins++) {
        if (spins > SPINS) Atomics.wait(words, DONE, Atomics.load(words, DONE), 1)
      }
      stopIfCancelled()
      return Atomics.load(words, SUM)
    },
  }
}

/** Takes and runs one band; false when none is left. */
const takeBand = (kernel: Kernel, words: Int32Array): boolean => {
  const ticket = Atomics.load(words, TICKET)
  const band = ticket & BAND_MASK
  const count = words[COUNT]!
  if (band >= count) return false
  const phase = PHASES[words[PHASE]!]
  const at = words[FIRST]! + band * words[STEP]!
  if (Atomics.compareExchange(words, TICKET, ticket, ticket + 1) !== ticket) return true
  if (phase !== undefined && Atomics.load(words, CANCEL) === 0) {
    Atomics.add(words, SUM, kernel[phase](at))
  }
  if (Atomics.add(words, DONE, 1) + 1 === count) Atomics.notify(words, DONE)
  return true
}

/** A helper's life: runs bands until `dismiss`. */
export const help = (kernel: Kernel, words: Int32Array): void => {
  let spins = 0
  while (Atomics.load(words, QUIT) === 0) {
    const ticket = Atomics.load(words, TICKET)
    if (takeBand(kernel, words)) spins = 0
    else if (spins < SPINS) spins += 1
    else Atomics.wait(words, TICKET, ticket)
  }
}

/** Sends the helpers home. */
export const dismiss = (words: Int32Array): void => {
  Atomics.store(words, QUIT, 1)
  Atomics.store(words, TICKET, CLOSED)
  Atomics.notify(words, TICKET)
}
