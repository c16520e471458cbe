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

test('five thousand damaged requests, messages, envelopes, images and masks: every answer has a name', async () => {
  const seed = process.env.INLAY_FUZZ_SEED ?? 1
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => {
    unhandled.push(reason)
  }
  process.on('unhandledRejection', note)
  const report = await fuzz({
    seed,
    requests: 2000,
    messages: 600,
    decodings: 2400,
    images: 60,
  }).finally(() => process.off('unhandledRejection', note))
  expect(report.findings, `seed ${seed}\n${describeReport(report)}`).toEqual([])
  expect(unhandled).toEqual([])
  expect(report.total).toBeGreaterThanOrEqual(5000)
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
