import { InlayError } from '@inlay/shared'
import { expect, test } from 'vitest'
import { isDeparture, isFailure } from './errors.ts'

const withCode = (code: string): Error => Object.assign(new Error('aborted'), { code })

test('a client that left is told from a failure of ours (found by fuzzing)', () => {
  expect(isDeparture(withCode('ECONNRESET'))).toBe(true)
  expect(isDeparture(withCode('ERR_STREAM_PREMATURE_CLOSE'))).toBe(true)
  expect(isDeparture(withCode('ENOSPC'))).toBe(false)
  expect(isDeparture(new InlayError('internal', undefined, { cause: withCode('EPIPE') }))).toBe(
    false,
  )
  expect(isDeparture('ECONNRESET')).toBe(false)
})

test('a companion that comes or goes has not failed, and neither has one that was asked nonsense', () => {
  expect(isFailure(new InlayError('internal'))).toBe(true)
  expect(isFailure(new InlayError('disk_full'))).toBe(true)
  for (const code of ['starting', 'stopping', 'invalid_request'] as const) {
    expect(isFailure(new InlayError(code))).toBe(false)
  }
})
