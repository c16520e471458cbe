/** Follows a job to its end through dropped connections, from the last event it has seen. */
import { type ErrorCode, InlayError } from '../errors.ts'
import { type FillEvent, isFinal } from '../fill-event.ts'
import type { Channel } from './event-stream.ts'
import type { Signal, Timers } from './platform.ts'
import type { AnyEvent } from './replies.ts'
import { sleep, throwIfAborted } from './waiting.ts'

/** Milliseconds before each new attempt; over a minute in all, then the companion counts as gone. */
export const RETRY_AFTER = [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000] as const

/** A connection that held this long, in milliseconds, was no failure, however quiet. */
const HELD = 10_000

/** What a companion that restarts looks like from here. */
const AWAY: readonly ErrorCode[] = [
  'companion_unreachable',
  'companion_silent',
  'starting',
  'stopping',
]

export interface FollowOptions {
  /** Sequence of the last event already seen; -1 for none. */
  readonly after: number
  readonly timers: Timers
  readonly signal?: Signal | undefined
}

/**
 * Every event once, in order, the final one last (`failed` and `cancelled` are events, not errors).
 * @throws InlayError companion_unreachable when it stays away; interrupted when it has come back
 *   without the fill; not_found for a fill it never had; cancelled when `signal` aborts; others as
 *   the companion says
 */
export async function* followEvents<E extends AnyEvent = FillEvent>(
  open: Channel<E>,
  { after, timers, signal }: FollowOptions,
): AsyncGenerator<E, void, undefined> {
  let last = after
  let met = after >= 0
  let attempts = 0
  let cause: unknown
  for (;;) {
    const opened = timers.now()
    try {
      for await (const { sequence, event } of open(last)) {
        if (sequence <= last) continue
        last = sequence
        met = true
        attempts = 0
        if (event === null) continue
        yield event
        if (isFinal(event)) return
      }
    } catch (error) {
      throwIfAborted(signal)
      if (!(error instanceof InlayError)) throw error
      if (error.code === 'not_found' && met) {
        throw new InlayError('interrupted', 'The companion no longer knows it.', { cause: error })
      }
      if (!AWAY.includes(error.code)) throw error
      cause = error
    }
    if (timers.now() - opened > HELD) attempts = 0
    const wait = RETRY_AFTER[attempts++]
    if (wait === undefined) {
      throw new InlayError('companion_unreachable', 'The events broke off for good.', { cause })
    }
    await sleep(wait, timers, signal)
  }
}
