/**
 * What has happened since the start, counted as it happens: plain numbers, because nobody may ever
 * ask for them, and the library that spells them out is loaded only when somebody does. It hears
 * the log's events, so a label can hold nothing that the log could not.
 */
import { ERRORS, STAGES } from '@inlay/shared'
import type { LogEventName, LogFields } from '../log/events.ts'
import type { LogSink } from '../log/log.ts'

/** Label values of one series, in the order of the metric's label names. */
export type LabelValues = readonly string[]

export interface CounterTally {
  readonly kind: 'counter'
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  readonly series: ReadonlyMap<string, { readonly labels: LabelValues; readonly value: number }>
}

export interface HistogramTally {
  readonly kind: 'histogram'
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  /** Upper bounds, without +Inf. */
  readonly bounds: readonly number[]
  readonly series: ReadonlyMap<string, HistogramSeries>
}

export interface HistogramSeries {
  readonly labels: LabelValues
  /** How many fell into each bucket, not cumulative; the last is beyond every bound. */
  readonly counts: readonly number[]
  readonly sum: number
}

export type MetricTally = CounterTally | HistogramTally

export interface Tally {
  readonly sink: LogSink
  readonly metrics: readonly MetricTally[]
}

/** Series a metric may have: more than routes times codes there are, yet an end. */
const MOST_SERIES = 500

const createCounter = (name: string, help: string, labels: readonly string[]) => {
  const series = new Map<string, { labels: LabelValues; value: number }>()
  const add = (by: number, ...values: LabelValues): void => {
    const key = values.join('\0')
    const one = series.get(key)
    if (one !== undefined) one.value += by
    else if (series.size < MOST_SERIES) series.set(key, { labels: values, value: by })
  }
  if (labels.length === 0) add(0)
  const tally: CounterTally = { kind: 'counter', name, help, labels, series }
  return { tally, add }
}

const createHistogram = (
  name: string,
  help: string,
  labels: readonly string[],
  bounds: readonly number[],
) => {
  const series = new Map<string, { labels: LabelValues; counts: number[]; sum: number }>()
  const observe = (value: number, ...values: LabelValues): void => {
    const key = values.join('\0')
    let one = series.get(key)
    if (one === undefined) {
      if (series.size >= MOST_SERIES) return
      one = { labels: values, counts: bounds.map(() => 0).concat(0), sum: 0 }
      series.set(key, one)
    }
    const found = bounds.findIndex((bound) => value <= bound)
    const index = found < 0 ? bounds.length : found
    one.counts[index] = (one.counts[index] ?? 0) + 1
    one.sum += value
  }
  const tally: HistogramTally = { kind: 'histogram', name, help, labels, bounds, series }
  return { tally, observe }
}

/** Seconds: from a cached answer to a poster at full size. */
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180]
const MEGAPIXELS = [0.1, 0.5, 1, 2, 4, 8, 16, 32, 64]

type Counts = { readonly [N in LogEventName]?: (fields: LogFields<N>) => void }

export const createTally = (): Tally => {
  const accepted = createCounter('inlay_jobs_accepted_total', 'Fills taken in.', ['operation'])
  const ended = createCounter('inlay_jobs_ended_total', 'Fills that ended, by outcome and error.', [
    'outcome',
    'code',
  ])
  const wait = createHistogram('inlay_job_wait_seconds', 'Time in the queue.', [], SECONDS)
  const run = createHistogram(
    'inlay_job_run_seconds',
    'Time from turn to last result.',
    ['engine'],
    SECONDS,
  )
  const stage = createHistogram(
    'inlay_job_stage_seconds',
    'Time by stage of a fill.',
    ['stage'],
    SECONDS,
  )
  const size = createHistogram('inlay_job_megapixels', 'Size of the canvas.', [], MEGAPIXELS)
  const requests = createCounter('inlay_http_requests_total', 'Answered requests and handshakes.', [
    'method',
    'route',
    'status',
  ])
  const refusals = createCounter('inlay_http_refusals_total', 'Requests refused, by reason.', [
    'code',
  ])
  const latency = createHistogram(
    'inlay_http_request_seconds',
    'Time to answer.',
    ['route'],
    SECONDS,
  )
  const received = createCounter('inlay_http_received_bytes_total', 'Bytes received.', [])
  const sent = createCounter('inlay_http_sent_bytes_total', 'Bytes sent.', [])
  const pairings = createCounter('inlay_pairing_total', 'What happened to pairings.', ['what'])
  const revoked = createCounter('inlay_devices_revoked_total', 'Devices revoked.', [])
  const children = createCounter(
    'inlay_fill_process_gone_total',
    'Fill processes lost, by reason.',
    ['why'],
  )
  const failures = createCounter('inlay_failures_total', 'Failures of ours, by error.', ['code'])
  const lost = createCounter(
    'inlay_log_lines_lost_total',
    'Log lines that could not be written.',
    [],
  )

  const counts: Counts = {
    job_accepted: ({ operation }) => accepted.add(1, operation ?? 'unknown'),
    job_done: (fields) => {
      ended.add(1, 'done', '')
      if (fields.queue !== undefined) wait.observe(fields.queue / 1000)
      if (fields.run !== undefined) run.observe(fields.run / 1000, fields.engine ?? 'unknown')
      if (fields.pixels !== undefined) size.observe(fields.pixels / 1e6)
      for (const name of STAGES) {
        const ms = name === 'engine' ? fields.engineTime : fields[name]
        if (ms !== undefined) stage.observe(ms / 1000, name)
      }
    },
    job_failed: ({ code }) => ended.add(1, 'failed', code ?? 'internal'),
    job_cancelled: () => ended.add(1, 'cancelled', ''),
    request: ({ method, route, status, code, ms, received: bytesIn, sent: bytesOut }) => {
      requests.add(1, method ?? 'other', route ?? 'none', String(status ?? 0))
      if (code !== undefined && ERRORS[code].status < 500) refusals.add(1, code)
      // An event stream is answered as long as its fill takes: that is no latency.
      if (ms !== undefined && route?.endsWith('/events') !== true) {
        latency.observe(ms / 1000, route ?? 'none')
      }
      received.add(bytesIn ?? 0)
      sent.add(bytesOut ?? 0)
    },
    pairing: ({ what }) => pairings.add(1, what ?? 'unknown'),
    device_revoked: () => revoked.add(1),
    child_gone: ({ why }) => children.add(1, why ?? 'unknown'),
    failed: ({ code }) => failures.add(1, code ?? 'internal'),
    log_lost: ({ lines }) => lost.add(lines ?? 0),
  }

  return {
    sink: <N extends LogEventName>({ event, fields }: { event: N; fields: LogFields<N> }) => {
      const count: Counts[N] = counts[event]
      count?.(fields)
    },
    metrics: [
      accepted,
      ended,
      wait,
      run,
      stage,
      size,
      requests,
      refusals,
      latency,
      received,
      sent,
      pairings,
      revoked,
      children,
      failures,
      lost,
    ].map(({ tally }) => tally),
  }
}
