/** Tries again what may be done twice without harm, while the companion is away for a moment. */
import { type ErrorCode, InlayError } from '../errors.ts'
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

/** @throws what the last attempt throws, and at once what no second attempt would change */
export const insist = async <T>(
  attempt: () => Promise<T>,
  { timers, signal }: { readonly timers: Timers; readonly signal?: Signal | undefined },
): Promise<T> => {
  for (let attempts = 0; ; attempts++) {
    try {
      return await attempt()
    } catch (error) {
      const wait = INSIST_AFTER[attempts]
      const passes = error instanceof InlayError && PASSING.includes(error.code)
      if (!passes || wait === undefined) throw error
      await sleep(wait, timers, signal)
    }
  }
}
