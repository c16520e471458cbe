import { InlayError } from '@inlay/shared'
import { expect, test } from 'vitest'
import { isDeparture } from './errors.ts'

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
