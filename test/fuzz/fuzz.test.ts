/**
 * A short fuzz run over every route, the WebSocket, the decoders and the fill process; the long one is
 * `npm run test:long`. INLAY_FUZZ_SEED runs another seed.
 */
import { expect, test } from 'vitest'
import { mutateBytes } from './mutate-bytes.ts'
import { randomOf } from './random.ts'
import { describeReport } from './report.ts'
import { operations } from './requests.ts'
import { fuzz } from './run.ts'
import { withUnhandled } from './unhandled.ts'

test('some five thousand damaged requests, messages, envelopes, images and masks: every answer has a name', async () => {
  const seed = process.env.INLAY_FUZZ_SEED ?? 1
  const { result: report, unhandled } = await withUnhandled(() =>
    fuzz({
      seed,
      requests: 1500,
      leastRequests: 500,
      within: 10_000,
      messages: 600,
      decodings: 3000,
      images: 40,
      onPhase: (phase, ms) => console.log(`${phase}: ${(ms / 1000).toFixed(0)} s`),
    }),
  )
  expect(report.findings, `seed ${seed}\n${describeReport(report)}`).toEqual([])
  expect(unhandled).toEqual([])
  expect(report.total).toBeGreaterThanOrEqual(4100)
  for (const { method, path } of operations()) {
    expect([...report.targets.keys()]).toContain(`${method} ${path}`)
  }
})

test('the same seed is the same case', () => {
  const bytes = Buffer.from('some bytes to be damaged')
  const [one, two, other] = [1, 1, 2].map((seed) => mutateBytes(bytes, randomOf(seed, 'x', 3)))
  expect(one).toEqual(two)
  expect(other).not.toEqual(one)
  expect(bytes.toString()).toBe('some bytes to be damaged')
})
