/** `/v1/metrics` against a real daemon, read by a parser that is not ours. */
import { isDeepStrictEqual } from 'node:util'
import { PairRequested } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import parseMetrics from 'parse-prometheus-text-format'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PairingEvent } from './access/pairing.ts'
import { claimWith } from './testing/claim.ts'
import { startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, quickPicture, submit, submitLong, submitted } from './testing/fills.ts'

const Family = z.object({
  name: z.string(),
  help: z.string(),
  type: z.enum(['COUNTER', 'GAUGE', 'UNTYPED']),
  metrics: z.array(
    z.object({
      labels: z.record(z.string(), z.string()).default({}),
      value: z.string().transform(Number),
    }),
  ),
})
type Family = z.infer<typeof Family>

let daemon: TestDaemon
let pairings: PairingEvent[]
beforeEach(async () => {
  pairings = []
  daemon = await startTestDaemon({
    onPairing: (event) => pairings.push(event),
    // On a busy machine a cancelled fill may need longer than it is given else, and is then killed.
    fillProcess: { killAfter: 30_000 },
  })
})
afterEach(() => daemon.end())

const scrape = async (): Promise<Map<string, Family>> => {
  const { status, headers, body } = await daemon.ask('/v1/metrics')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  // The parser folds a histogram's samples and drops their labels: it is given them one by one.
  const samples = body
    .toString('utf8')
    .replace(/^# (?:TYPE|HELP) \S+_(?:seconds|megapixels) .*\n/gm, '')
  const families = z.array(Family).parse(parseMetrics(samples))
  const merged = new Map<string, Family>()
  for (const family of families) {
    const before = merged.get(family.name)?.metrics ?? []
    merged.set(family.name, { ...family, metrics: [...before, ...family.metrics] })
  }
  return merged
}

/** The value of the series with exactly these labels. */
const seriesValue = (
  families: Map<string, Family>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined =>
  families.get(name)?.metrics.find((one) => isDeepStrictEqual({ ...one.labels }, labels))?.value

const groupBy = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

const pairedToken = async (): Promise<string> => {
  const post = (path: string, value: unknown) =>
    daemon.ask(path, {
      method: 'POST',
      token: undefined,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    })
  const request = { name: 'Figma', app: 'figma', nonce: '0'.repeat(64) }
  const asked = await post('/v1/pair/requests', request)
  const { id } = PairRequested.parse(asked.json)
  const code = pairings.find(({ type }) => type === 'asked')?.pairing.code ?? ''
  const wrong = code === '000000' ? '000001' : '000000'
  const context = { id, port: daemon.port, ...request }
  expect((await claimWith(post, context, wrong)).answer.status).toBe(403)
  return (await claimWith(post, context, code)).keys?.token ?? ''
}

describe('metrics', () => {
  test('count what happened to fills, requests, pairings and refusals', async () => {
    const id = await submitted(daemon)
    await allEvents(daemon, id)
    const bad = await submitted(daemon, { ...quickPicture(), mask: new Uint8Array(64 * 64) })
    await allEvents(daemon, bad)
    const long = await submitLong(daemon)
    const meanwhile = await scrape()
    expect(seriesValue(meanwhile, 'inlay_jobs_running')).toBe(1)
    await daemon.ask(`/v1/fills/${long}`, { method: 'DELETE' })
    await allEvents(daemon, long)
    await daemon.ask('/v1/engines', { token: undefined })
    await daemon.ask('/nowhere/canary-path')
    await pairedToken()

    const families = await scrape()
    const value = (name: string, labels?: Record<string, string>) =>
      seriesValue(families, name, labels)
    expect(value('inlay_jobs_accepted_total', { operation: 'remove' })).toBe(3)
    expect(value('inlay_jobs_ended_total', { outcome: 'done', code: '' })).toBe(1)
    expect(value('inlay_jobs_ended_total', { outcome: 'failed', code: 'mask_empty' })).toBe(1)
    expect(value('inlay_jobs_ended_total', { outcome: 'cancelled', code: '' })).toBe(1)
    expect(value('inlay_jobs_queued')).toBe(0)
    expect(value('inlay_jobs_running')).toBe(0)
    expect(value('inlay_fill_process_up')).toBe(1)
    expect(value('inlay_job_run_seconds_count', { engine: 'patchmatch' })).toBe(1)
    for (const stage of ['decode', 'mask', 'context', 'engine']) {
      expect([stage, value('inlay_job_stage_seconds_count', { stage })]).toEqual([stage, 1])
    }
    expect(value('inlay_http_refusals_total', { code: 'unauthorised' })).toBe(1)
    expect(value('inlay_http_refusals_total', { code: 'not_found' })).toBe(1)
    expect(value('inlay_pairing_total', { what: 'asked' })).toBe(1)
    expect(value('inlay_pairing_total', { what: 'wrong_code' })).toBe(1)
    expect(value('inlay_pairing_total', { what: 'paired' })).toBe(1)
    expect(
      value('inlay_http_requests_total', { method: 'POST', route: '/v1/fills', status: '202' }),
    ).toBe(3)
    // The long picture alone is 16 MB.
    expect(value('inlay_http_received_bytes_total')).toBeGreaterThan(16e6)
    expect(value('inlay_http_sent_bytes_total')).toBeGreaterThan(1000)
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(10e6)
    expect(families.get('nodejs_eventloop_lag_p99_seconds')?.metrics).toHaveLength(1)
  })

  test('histograms are whole: buckets grow to the count, and the sum is of what was seen', async () => {
    await allEvents(daemon, await submitted(daemon))
    const families = await scrape()
    let seen = 0
    for (const { name, metrics } of families.values()) {
      if (!/^inlay_.*_bucket$/.test(name)) continue
      const bySeries = groupBy(metrics, ({ labels: { le: _, ...rest } }) => JSON.stringify(rest))
      for (const [key, buckets] of bySeries) {
        const values = buckets.map(({ value }) => value)
        expect(values).toEqual([...values].sort((a, b) => a - b))
        expect(buckets.at(-1)?.labels.le).toBe('+Inf')
        const labels: Record<string, string> = JSON.parse(key)
        const base = name.replace(/_bucket$/, '')
        expect(seriesValue(families, `${base}_count`, labels)).toBe(values.at(-1))
        expect(seriesValue(families, `${base}_sum`, labels)).toBeGreaterThanOrEqual(0)
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(8)
  })

  test('no label tells of a person, a picture or an address', async () => {
    const canary = 'canary-7f3a'
    await submit(daemon, quickPicture(), { prompt: canary, engine: canary })
    await daemon.ask(`/v1/${canary}?${canary}=1`)
    await daemon.ask(`/v1/fills/${canary}`)
    await daemon.ask('/v1/engines', { method: 'PUT', headers: { origin: `http://${canary}` } })
    await daemon.ask('/v1/engines', { token: canary })
    await until(async () => seriesValue(await scrape(), 'inlay_jobs_running') === 0)
    const text = (await daemon.ask('/v1/metrics')).body.toString('utf8')
    expect(text).not.toContain(canary)
    expect(text).not.toContain(daemon.token)
    expect(text).toContain('route="/v1/fills/:id"')
  })

  test('are the owner’s only', async () => {
    const token = await pairedToken()
    for (const path of ['/v1/metrics', '/v1/status']) {
      expect((await daemon.ask(path, { token })).status).toBe(403)
      expect((await daemon.ask(path, { token: undefined })).status).toBe(401)
    }
    for (const path of ['/v1/shutdown', '/v1/engines/release']) {
      expect((await daemon.ask(path, { method: 'POST', token })).status).toBe(403)
    }
    const released = await daemon.ask('/v1/engines/release', { method: 'POST' })
    expect(JSON.parse(released.body.toString('utf8'))).toEqual({ released: true })
    expect((await daemon.ask('/v1/status')).status).toBe(200)
  })
})
