/** A fill's events over HTTP: as a stream, or by asking again where bodies come only whole. */
import { InlayError } from '../errors.ts'
import { isFinal } from '../fill-event.ts'
import type { Http } from './http.ts'
import { readLines } from './lines.ts'
import type { Signal } from './platform.ts'
import { type NumberedEvent, parseJson, readEvent } from './replies.ts'
import { sleep } from './waiting.ts'

/**
 * Opens the events with a sequence above `after`. May end, or throw companion_unreachable or
 * companion_silent, before the final event; whoever follows then opens it again where it stopped.
 */
export type Channel = (after: number) => AsyncGenerator<NumberedEvent, void, undefined>

export interface ChannelOptions<S extends Signal> {
  readonly http: Http<S>
  /** The fill. */
  readonly id: string
  readonly signal?: S | undefined
}

/** Longest silence in milliseconds: three heartbeats of the companion. */
export const SILENCE = 45_000

/** Milliseconds until an answer must have begun. */
export const TIMEOUT = 10_000

/** Milliseconds between two questions: often enough for a progress bar. */
const POLL_EVERY = 300

export const fillPath = (id: string): string => `/v1/fills/${encodeURIComponent(id)}`

const eventsPath = (id: string, after: number): string => `${fillPath(id)}/events?after=${after}`

/** NDJSON as it comes; needs bodies that can be read piece by piece. */
export const streamChannel = <S extends Signal>({ http, id, signal }: ChannelOptions<S>): Channel =>
  async function* stream(after) {
    const { timers } = http.options
    const response = await http.open({ path: eventsPath(id, after), signal, timeout: TIMEOUT })
    const reader = response.body?.getReader()
    if (reader === undefined) throw new InlayError('internal', 'The answer cannot be streamed.')
    for await (const line of readLines(reader, { timers, silence: SILENCE, signal })) {
      yield readEvent(parseJson(line), id)
    }
  }

/** Asks what has happened since, again and again; works wherever there is a `fetch`. */
export const pollChannel = <S extends Signal>({ http, id, signal }: ChannelOptions<S>): Channel =>
  async function* poll(after) {
    let last = after
    for (;;) {
      const path = `${eventsPath(id, last)}&wait=false`
      for (const line of (await http.text({ path, signal })).split('\n')) {
        if (line === '') continue
        const numbered = readEvent(parseJson(line), id)
        last = numbered.sequence
        yield numbered
        if (numbered.event !== null && isFinal(numbered.event)) return
      }
      await sleep(POLL_EVERY, http.options.timers, signal)
    }
  }
