/**
 * The tallies as Prometheus spells them. Loaded at the first scrape: until then prom-client costs
 * nothing, and the event loop is not watched.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CounterTally, HistogramTally, LabelValues, MetricTally } from './tally.ts'

/** What is read at the moment of a scrape. */
export interface Gauges {
  readonly queued: () => number
  readonly running: () => number
  readonly sockets: () => number
  /** 1 while there is a fill process. */
  readonly fillProcess: () => number
}

/** Milliseconds between two looks at how late the event loop is. */
const LOOP_RESOLUTION = 20

export const createRegistry = (tallies: readonly MetricTally[], gauges: Gauges): Registry => {
  const registry = new Registry()
  for (const tally of tallies) {
    registry.registerMetric(
      tally.kind === 'counter' ? counterOf(tally) : new TalliedHistogram(tally),
    )
  }
  const gauge = (name: string, help: string, read: () => number): void => {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read())
        },
      }),
    )
  }
  gauge('inlay_jobs_queued', 'Fills that wait.', gauges.queued)
  gauge('inlay_jobs_running', 'Fills that run.', gauges.running)
  gauge('inlay_sockets_open', 'Open WebSockets.', gauges.sockets)
  gauge('inlay_fill_process_up', '1 while there is a fill process.', gauges.fillProcess)
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_RESOLUTION })
  return registry
}

const labelled = (names: readonly string[], values: LabelValues): Record<string, string> =>
  Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))

const counterOf = ({ name, help, labels, series }: CounterTally): Counter =>
  new Counter({
    name,
    help,
    labelNames: labels,
    registers: [],
    collect() {
      this.reset()
      for (const { labels: values, value } of series.values()) {
        this.inc(labelled(labels, values), value)
      }
    },
  })

/** prom-client counts observations one by one; ours are counted already. */
class TalliedHistogram extends Histogram {
  readonly #tally: HistogramTally
  readonly #empty: Histogram

  constructor(tally: HistogramTally) {
    const { name, help, labels, bounds } = tally
    const config = { name, help, labelNames: labels, buckets: [...bounds], registers: [] }
    super(config)
    this.#tally = tally
    this.#empty = new Histogram(config)
  }

  override async get() {
    return { ...(await this.#empty.get()), values: valuesOf(this.#tally) }
  }

  /** What a registry asks first when it writes text. */
  getForPromString() {
    return this.get()
  }
}

interface Value {
  readonly metricName: string
  readonly labels: Record<string, string | number>
  readonly value: number
}

const valuesOf = ({ name, labels: names, bounds, series }: HistogramTally): Value[] =>
  [...series.values()].flatMap(({ labels: values, counts, sum }) => {
    const labels = labelled(names, values)
    let below = 0
    const buckets = counts.map((count, index) => {
      below += count
      const le = bounds[index] ?? '+Inf'
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: below }
    })
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: below },
    ]
  })
