/**
 * The long fuzz run: 100,000 cases and more, some ten minutes on two cores. INLAY_FUZZ_SEED replays a
 * seed; without it each run has its own, which it prints.
 */
import { expect, test } from 'vitest'
import { describeReport } from '../fuzz/report.ts'
import { fuzz } from '../fuzz/run.ts'
import { withUnhandled } from '../fuzz/unhandled.ts'

test('a hundred thousand damaged requests, messages, envelopes, images and masks', async () => {
  const seed = process.env.INLAY_FUZZ_SEED ?? new Date().toISOString()
  console.log(`INLAY_FUZZ_SEED=${seed}`)
  const { result: report, unhandled } = await withUnhandled(() =>
    fuzz({
      seed,
      requests: 56_000,
      messages: 12_000,
      decodings: 30_000,
      images: 5000,
      onPhase: (phase, ms) => console.log(`${phase}: ${(ms / 1000).toFixed(0)} s`),
    }),
  )
  console.log(describeReport(report))
  expect(report.findings).toEqual([])
  expect(unhandled).toEqual([])
  expect(report.total).toBeGreaterThanOrEqual(100_000)
})
