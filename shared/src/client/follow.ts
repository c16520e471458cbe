/** Follows a job to its end through dropped connections, from the last event it has seen. */
import { type ErrorCode, InlayError } from '../errors.ts'
import { type FillEvent, isFinal } from '../fill-event.ts'
import type { Channel } from './event-stream.ts'
import type { Signal, Timers } from './platform.ts'
import type { AnyEvent } from './replies.ts'
import { sleep, throwIfAborted } from './waiting.ts'

/**
 * Milliseconds before each new attempt; a minute in all, then the companion counts as gone. Never
 * long: a local address costs nothing to ask, and somebody sits there and waits.
 */
export const RETRY_AFTER: readonly number[] = [250, 500, 1000, ...Array<number>(29).fill(2000)]

/** Milliseconds a connection that broke has to be there again, before the companion counts as away. */
export const BACK_WITHIN = 1200

/** A connection that held this long, in milliseconds, was no failure, however quiet. */
const HELD = 10_000

/** What a companion that restarts looks like from here. */
const AWAY: readonly ErrorCode[] = [
  'companion_unreachable',
  'companion_silent',
  'starting',
  'stopping',
]

/** Hears at once why the companion does not answer, and null when it does again; in turn. */
export type HearAway = (why: InlayError | null) => void

export interface FollowOptions {
  /** Sequence of the last event already seen; -1 for none. */
  readonly after: number
  readonly timers: Timers
  readonly signal?: Signal | undefined
  readonly onAway?: HearAway | undefined
}

/**
 * Every event once, in order, the final one last (`failed` and `cancelled` are events, not errors).
 * @throws InlayError companion_unreachable when it stays away; interrupted when it has come back
 *   without the fill; not_found for a fill it never had; cancelled when `signal` aborts; others as
 *   the companion says
 */
export async function* followEvents<E extends AnyEvent = FillEvent>(
  open: Channel<E>,
  { after, timers, signal, onAway = () => {} }: FollowOptions,
): AsyncGenerator<E, void, undefined> {
  let last = after
  let met = after >= 0
  let attempts = 0
  let cause: unknown
  const presence = watchPresence(onAway, timers)
  try {
    for (;;) {
      const opened = timers.now()
      let isOpen = false
      try {
        for await (const { sequence, event } of open(last)) {
          isOpen = true
          presence.answers()
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
        // A line that broke may be no more than that; one that does not open is the companion.
        if (isOpen && error.code !== 'companion_silent') presence.mayBeAway(error)
        else presence.isAway(error)
      }
      if (timers.now() - opened > HELD) attempts = 0
      const wait = RETRY_AFTER[attempts++]
      if (wait === undefined) {
        throw new InlayError('companion_unreachable', 'The events broke off for good.', { cause })
      }
      await sleep(wait, timers, signal)
    }
  } finally {
    presence.forget()
  }
}

/** Tells of the companion's going and coming, each once. */
const watchPresence = (onAway: HearAway, timers: Timers) => {
  let isTold = false
  let callOff = (): void => {}
  const isAway = (why: InlayError): void => {
    callOff()
    if (isTold) return
    isTold = true
    onAway(why)
  }
  return {
    isAway,
    mayBeAway: (why: InlayError): void => {
      callOff()
      callOff = timers.after(BACK_WITHIN, () => isAway(why))
    },
    answers: (): void => {
      callOff()
      if (isTold) onAway(null)
      isTold = false
    },
    forget: (): void => callOff(),
  }
}
