import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERRORS, expected, InlayError, isInputError } from './errors.ts'
import { fromWireError, toWireError, WireError } from './fill-event.ts'

describe('the error table', () => {
  it.each(ERROR_CODES)('%s has a status, a sentence and a next step', (code) => {
    const { status, message, next } = ERRORS[code]
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    for (const sentence of [message, next]) expect(sentence).toMatch(/^[A-Z].*[.]$/)
  })

  it('says what was wrong after what went wrong', () => {
    const cause = new Error('below')
    const error = new InlayError('image_unreadable', 'The header is cut short.', { cause })
    expect(error).toBeInstanceOf(Error)
    expect(error.message).toBe('The image cannot be read. The header is cut short.')
    expect(error).toMatchObject({ name: 'InlayError', status: 422, cause })
    expect(error.next).toContain('PNG')
    expect(new InlayError('cancelled').message).toBe('The fill was cancelled.')
    expect(isInputError(error)).toBe(true)
    expect(isInputError(new InlayError('internal'))).toBe(false)
  })

  it.each(ERROR_CODES)('%s crosses a border and comes back itself', (code) => {
    for (const error of [new InlayError(code), new InlayError(code, 'Just so.')]) {
      const wire = WireError.parse(JSON.parse(JSON.stringify(toWireError(error))))
      const back = fromWireError(wire)
      expect([back.code, back.detail, back.message]).toEqual([code, error.detail, error.message])
    }
  })
})

describe('expected', () => {
  it.each([
    [8, 'Expected X for Y but received 8'],
    ['a', 'Expected X for Y but received "a"'],
    ['a'.repeat(41), 'Expected X for Y but received 41 characters'],
    [true, 'Expected X for Y but received true'],
    [undefined, 'Expected X for Y but received nothing'],
    [null, 'Expected X for Y but received nothing'],
    [[1, 2], 'Expected X for Y but received a list of 2'],
    [{}, 'Expected X for Y but received object'],
    [Symbol('s'), 'Expected X for Y but received symbol'],
    [10n, 'Expected X for Y but received bigint'],
  ])('describes %#', (value, sentence) => {
    expect(expected('X', 'Y', value)).toBe(sentence)
  })
})
