/** Tries again what may be done twice without harm, while the companion is away for a moment. */
import { type ErrorCode, InlayError } from '../errors.ts'
import type { HearAway } from './follow.ts'
import type { Signal, Timers } from './platform.ts'
import { sleep } from './waiting.ts'

/** Milliseconds before each new attempt: together a restart of the companion, and some. */
export const INSIST_AFTER = [250, 1000, 2000, 4000, 4000] as const

const PASSING: readonly ErrorCode[] = [
  'companion_unreachable',
  'companion_silent',
  'starting',
  'stopping',
]

interface InsistOptions {
  readonly timers: Timers
  readonly signal?: Signal | undefined
  readonly onAway?: HearAway | undefined
}

/** @throws what the last attempt throws, and at once what no second attempt would change */
export const insist = async <T>(
  attempt: () => Promise<T>,
  { timers, signal, onAway = () => {} }: InsistOptions,
): Promise<T> => {
  for (let attempts = 0; ; attempts++) {
    try {
      const value = await attempt()
      if (attempts > 0) onAway(null)
      return value
    } catch (error) {
      const wait = INSIST_AFTER[attempts]
      const passes = error instanceof InlayError && PASSING.includes(error.code)
      if (!passes || wait === undefined) throw error
      if (attempts === 0) onAway(error)
      await sleep(wait, timers, signal)
    }
  }
}
