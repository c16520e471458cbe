/** The daemon's log: typed events to whoever listens (the file, the terminal, the metrics). */
import type { InlayError, LogLevel } from '@inlay/shared'
import { tracesOf } from '../../system/frames.ts'
import { checkedFields, LOG_EVENTS, type LogEventName, type LogFields } from './events.ts'

/** One event as listeners get it. */
export interface Logged<N extends LogEventName = LogEventName> {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly level: LogLevel
  readonly event: N
  readonly fields: LogFields<N>
}

export type LogSink = <N extends LogEventName>(logged: Logged<N>) => void

export interface Log {
  event<N extends LogEventName>(event: N, fields: LogFields<N>): void
  /** A failure of ours: its code and where in our code it arose. */
  failure(error: InlayError): void
}

export interface OpenLog extends Log {
  /** Adds a listener, which first hears what was said before it came, up to the first `attach`. */
  attach(sink: LogSink): void
}

/** Events kept for the file, which is opened only once the port is ours. */
const MOST_EARLY = 100

export const createLog = (
  sinks: readonly LogSink[] = [],
  now: () => number = Date.now,
): OpenLog => {
  const listening = [...sinks]
  let early: Logged[] | undefined = []

  const event = <N extends LogEventName>(name: N, fields: LogFields<N>): void => {
    const logged: Logged<N> = {
      time: now(),
      level: LOG_EVENTS[name].level,
      event: name,
      fields: checkedFields(name, fields),
    }
    if (early !== undefined && early.length < MOST_EARLY) early.push(logged)
    for (const sink of listening) sink(logged)
  }

  return {
    event,
    failure: (error) => event('failed', { code: error.code, traces: tracesOf(error) }),
    attach: (sink) => {
      for (const logged of early ?? []) sink(logged)
      early = undefined
      listening.push(sink)
    },
  }
}
