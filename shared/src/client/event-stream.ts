/** A job's events over HTTP: as a stream, or by asking again where bodies come only whole. */
import { InlayError } from '../errors.ts'
import { type FillEvent, isFinal } from '../fill-event.ts'
import type { Http } from './http.ts'
import { readLines } from './lines.ts'
import type { Signal } from './platform.ts'
import { type AnyEvent, type NumberedEvent, parseJson, readEvent } from './replies.ts'
import { sleep } from './waiting.ts'

/**
 * Opens the events with a sequence above `after`. The first thing it gives, at once, is `after`
 * itself without an event: the companion answers. May end, or throw companion_unreachable or
 * companion_silent, before the final event; whoever follows then opens it again where it stopped.
 */
export type Channel<E extends AnyEvent = FillEvent> = (
  after: number,
) => AsyncGenerator<NumberedEvent<E>, void, undefined>

export interface ChannelOptions<S extends Signal> {
  readonly http: Http<S>
  /** The fill. */
  readonly id: string
  readonly signal?: S | undefined
}

/** Where a job's events are, and how one of them is read. */
export interface EventSource<E extends AnyEvent> {
  /** Of the job: its events lie below. */
  readonly path: string
  /** @throws InlayError reply_invalid */
  readonly read: (value: unknown) => NumberedEvent<E>
}

/** Longest silence in milliseconds: three heartbeats of the companion. */
export const SILENCE = 45_000

/** Milliseconds until an answer must have begun. */
export const TIMEOUT = 10_000

/** Milliseconds between two questions: often enough for a progress bar. */
const POLL_EVERY = 300

export const fillPath = (id: string): string => `/v1/fills/${encodeURIComponent(id)}`

export const fillEvents = (id: string): EventSource<FillEvent> => ({
  path: fillPath(id),
  read: (value) => readEvent(value, id),
})

const eventsPath = (path: string, after: number): string => `${path}/events?after=${after}`

type LineOptions<S extends Signal> = Omit<ChannelOptions<S>, 'id'>

/** NDJSON as it comes; needs bodies that can be read piece by piece. */
export const streamChannel = <S extends Signal, E extends AnyEvent>(
  { http, signal }: LineOptions<S>,
  { path, read }: EventSource<E>,
): Channel<E> =>
  async function* stream(after) {
    const { timers } = http.options
    const response = await http.open({ path: eventsPath(path, after), signal, timeout: TIMEOUT })
    const reader = response.body?.getReader()
    if (reader === undefined) throw new InlayError('internal', 'The answer cannot be streamed.')
    yield { sequence: after, event: null }
    for await (const line of readLines(reader, { timers, silence: SILENCE, signal })) {
      yield read(parseJson(line))
    }
  }

/** Asks what has happened since, again and again; works wherever there is a `fetch`. */
export const pollChannel = <S extends Signal, E extends AnyEvent>(
  { http, signal }: LineOptions<S>,
  { path, read }: EventSource<E>,
): Channel<E> =>
  async function* poll(after) {
    let last = after
    for (;;) {
      const asked = `${eventsPath(path, last)}&wait=false`
      const lines = (await http.text({ path: asked, signal, timeout: TIMEOUT })).split('\n')
      yield { sequence: last, event: null }
      for (const line of lines) {
        if (line === '') continue
        const numbered = read(parseJson(line))
        last = numbered.sequence
        yield numbered
        if (numbered.event !== null && isFinal(numbered.event)) return
      }
      await sleep(POLL_EVERY, http.options.timers, signal)
    }
  }
