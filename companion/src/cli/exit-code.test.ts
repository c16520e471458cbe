import { ERROR_CODES, InlayError } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { EXIT, exitCodeOf, worstExitCode } from './exit-code.ts'

describe('exitCodeOf', () => {
  it.each([
    ['mask_empty', 3],
    ['mask_size_mismatch', 3],
    ['mask_covers_everything', 3],
    ['image_unreadable', 3],
    ['image_too_large', 3],
    ['colour_mode_unsupported', 3],
    ['format_unsupported', 3],
    ['file_unreadable', 3],
    ['output_exists', 3],
    ['engine_unavailable', 4],
    ['cancelled', 130],
    ['invalid_request', 2],
    ['engine_failed', 1],
    ['file_unwritable', 1],
    ['port_taken', 1],
    ['internal', 1],
  ] as const)('%s ends with %i', (code, exit) => {
    expect(exitCodeOf(new InlayError(code))).toBe(exit)
  })

  it('never takes a failure for success', () => {
    for (const code of ERROR_CODES) expect(exitCodeOf(new InlayError(code))).not.toBe(EXIT.done)
  })
})

describe('worstExitCode', () => {
  it('is done only when all are', () => {
    expect(worstExitCode([])).toBe(0)
    expect(worstExitCode([0, 0])).toBe(0)
    expect(worstExitCode([0, 3, 0])).toBe(3)
  })

  it('puts cancelled first, then failures of ours', () => {
    expect(worstExitCode([3, 1, 130])).toBe(130)
    expect(worstExitCode([3, 1, 4])).toBe(1)
    expect(worstExitCode([3, 4])).toBe(4)
  })
})
