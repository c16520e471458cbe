import { describe, expect, it } from 'vitest'
import { InlayError } from '../errors.ts'
import type { FillEvent } from '../fill-event.ts'
import { type FakeClock, fakeClock } from '../panel/clock.fixture.ts'
import { instantTimers } from './companion.fixture.ts'
import type { Channel } from './event-stream.ts'
import { BACK_WITHIN, followEvents, RETRY_AFTER } from './follow.ts'
import type { NumberedEvent } from './replies.ts'

const progress = (sequence: number): NumberedEvent => ({
  sequence,
  event: { type: 'progress', id: 'f', sequence, fraction: 0, stage: '' },
})
const last = (sequence: number): NumberedEvent => ({
  sequence,
  event: { type: 'cancelled', id: 'f', sequence },
})
const unknown = (sequence: number): NumberedEvent => ({ sequence, event: null })

const gone = new InlayError('companion_unreachable')

/** A channel that plays one script per opening: events, then perhaps an error. */
const script = (...openings: readonly (NumberedEvent | InlayError | Error)[][]) => {
  const opened: number[] = []
  const channel: Channel = async function* play(after) {
    const opening = openings[Math.min(opened.length, openings.length - 1)] ?? []
    opened.push(after)
    for (const step of opening) {
      if (step instanceof Error) throw step
      yield step
    }
  }
  return { channel, opened }
}

const follow = async (channel: Channel, after = -1, timers = instantTimers()) => {
  const sequences: number[] = []
  let error: unknown
  try {
    for await (const event of followEvents(channel, { after, timers })) {
      sequences.push(event.sequence)
    }
  } catch (caught) {
    error = caught
  }
  return { sequences, error, waits: timers.waits.filter((ms) => ms !== BACK_WITHIN) }
}

/** What is heard of the companion, and when; each opening is a moment's work. */
const listening = async (
  clock: FakeClock,
  openings: readonly (NumberedEvent | InlayError | number)[][],
) => {
  const heard: [ms: number, why: string][] = []
  let opened = 0
  const wait = (ms: number) => new Promise<void>((resolve) => clock.timers.after(ms, resolve))
  const channel: Channel = async function* play() {
    for (const step of openings[Math.min(opened++, openings.length - 1)] ?? []) {
      if (typeof step === 'number') await wait(step)
      else if (step instanceof Error) throw step
      else yield step
    }
  }
  const onAway = (why: InlayError | null): void => {
    heard.push([clock.timers.now(), why?.code ?? 'back'])
  }
  const events = followEvents(channel, { after: -1, timers: clock.timers, onAway })
  const ended = (async () => {
    for await (const _ of events);
  })().catch(() => {})
  await clock.pass(100_000)
  await ended
  return heard
}

const open = unknown(-1)

describe('followEvents', () => {
  it('ends with the final event, and asks no more', async () => {
    const { channel, opened } = script([progress(0), progress(1), last(2), progress(3)])
    expect(await follow(channel)).toEqual({ sequences: [0, 1, 2], error: undefined, waits: [] })
    expect(opened).toEqual([-1])
  })

  it('goes on after the last event it has seen, and says none twice', async () => {
    const { channel, opened } = script(
      [progress(0), progress(1), gone],
      [progress(1), progress(2)],
      [],
      [progress(3), last(4)],
    )
    const { sequences, error, waits } = await follow(channel)
    expect(sequences).toEqual([0, 1, 2, 3, 4])
    expect(error).toBeUndefined()
    expect(opened).toEqual([-1, 1, 2, 2])
    // Each event starts the patience anew.
    expect(waits).toEqual([RETRY_AFTER[0], RETRY_AFTER[0], RETRY_AFTER[1]])
  })

  it('starts where it is told', async () => {
    const { channel, opened } = script([progress(6), progress(7), last(8)])
    expect((await follow(channel, 6)).sequences).toEqual([7, 8])
    expect(opened).toEqual([6])
  })

  it('passes over events it does not know, but counts them as seen', async () => {
    const { channel, opened } = script([progress(0), unknown(1), gone], [last(2)])
    expect((await follow(channel)).sequences).toEqual([0, 2])
    expect(opened).toEqual([-1, 1])
  })

  it('gives up when the companion stays away', async () => {
    const silent = new InlayError('companion_silent')
    const { channel, opened } = script([progress(0), gone], [silent])
    const { sequences, error, waits } = await follow(channel)
    expect(sequences).toEqual([0])
    expect(error).toMatchObject({ code: 'companion_unreachable', cause: silent })
    expect(waits).toEqual([...RETRY_AFTER])
    expect(opened).toHaveLength(RETRY_AFTER.length + 1)
  })

  it('does not lose patience with connections that hold, however quiet', async () => {
    let openings = 0
    const timers = instantTimers()
    const channel: Channel = async function* quiet() {
      await new Promise<void>((resolve) => timers.after(60_000, resolve))
      if (++openings > 30) yield last(0)
    }
    expect((await follow(channel, -1, timers)).sequences).toEqual([0])
  })

  it('says that the fill is lost when the companion came back without it', async () => {
    const { channel } = script([progress(0), gone], [new InlayError('not_found')])
    expect((await follow(channel)).error).toMatchObject({ code: 'interrupted' })
  })

  it('says that there is no such fill when there never was', async () => {
    const { channel } = script([new InlayError('not_found')])
    expect((await follow(channel)).error).toMatchObject({ code: 'not_found' })
  })

  it.each([
    new InlayError('unauthorised'),
    new InlayError('reply_invalid'),
    new TypeError('a bug'),
  ])('does not try again after %s', async (error) => {
    const { channel, opened } = script([error])
    expect((await follow(channel)).error).toBe(error)
    expect(opened).toHaveLength(1)
  })

  it('tells at once when the companion is away, and when it answers again before any event', async () => {
    const away = [gone]
    const heard = await listening(fakeClock(), [
      [open, progress(0), 5000, gone],
      ...[away, away, away],
      [open, 9000, last(1)],
    ])
    // Broken at 5000, tried at 5250; the last of four attempts comes 0.5 + 1 + 2 s later.
    expect(heard).toEqual([
      [5250, 'companion_unreachable'],
      [8750, 'back'],
    ])
  })

  it('says nothing of a line that broke and is there again', async () => {
    const heard = await listening(fakeClock(), [[open, 700, gone], [100, open, 20], [last(0)]])
    expect(heard).toEqual([])
  })

  it('does not wait for a connection that hangs, nor for a companion that fell silent', async () => {
    const silent = new InlayError('companion_silent')
    expect(await listening(fakeClock(), [[open, gone], [10_000, silent], [last(0)]])).toEqual([
      [BACK_WITHIN, 'companion_unreachable'],
      [10_750, 'back'],
    ])
    expect(await listening(fakeClock(), [[open, 45_000, silent], [last(0)]])).toEqual([
      [45_000, 'companion_silent'],
      [45_250, 'back'],
    ])
  })

  it('stops waiting when told', async () => {
    const stop = new AbortController()
    const { channel } = script([gone])
    const timers = { now: () => 0, after: () => () => {} }
    const events = followEvents(channel, { after: -1, timers, signal: stop.signal })
    const next = events.next()
    setImmediate(() => stop.abort())
    await expect(next).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('closes the channel when nobody reads on', async () => {
    let closed = false
    const channel: Channel = async function* open() {
      try {
        yield progress(0)
        yield progress(1)
      } finally {
        closed = true
      }
    }
    const seen: FillEvent[] = []
    for await (const event of followEvents(channel, { after: -1, timers: instantTimers() })) {
      seen.push(event)
      break
    }
    expect(seen).toHaveLength(1)
    expect(closed).toBe(true)
  })
})
