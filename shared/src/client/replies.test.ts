import { describe, expect, it } from 'vitest'
import { refusalOf } from '../errors.fixture.ts'
import { readEngines, readEvent, readMessage, readProblem, readStatus } from './replies.ts'

const newer = { code: 'moon_phase_wrong', message: 'The moon is new.', next: 'Wait.' }

describe('answers of a newer companion', () => {
  it('keep the sentence of an error whose code is not known', () => {
    const error = readProblem(418, JSON.stringify(newer))
    expect(error.code).toBe('internal')
    expect(error.detail).toBe('The moon is new. Wait.')
  })

  it('keep a fill’s failure, in its events and its status', () => {
    const event = readEvent({ type: 'failed', id: 'f', sequence: 3, error: newer }, 'f')
    expect(event).toMatchObject({ sequence: 3, event: { error: { code: 'internal' } } })
    const status = readStatus({
      id: 'f',
      state: 'failed',
      fraction: 0,
      stage: '',
      variations: [],
      error: newer,
    })
    expect(status.error).toMatchObject({ code: 'internal', detail: 'The moon is new. Wait.' })
  })

  it('may hold events of other types', () => {
    const value = { type: 'paused', id: 'f', sequence: 3, until: 'noon' }
    expect(readEvent(value, 'f')).toEqual({ sequence: 3, event: null })
  })

  it('may list engines that do other things', () => {
    const engine = { id: 'e', name: 'E', description: '', takesPrompt: true, available: true }
    const list = { engines: [{ ...engine, device: 'CPU', operations: ['upscale', 'fill'] }] }
    expect(readEngines(list)[0]?.operations).toEqual(['fill'])
  })
})

describe('answers that are none', () => {
  it.each([
    ['', 502],
    ['<html>', 404],
    ['{"error":"no"}', 500],
  ])('%j becomes reply_invalid with the status', (text, status) => {
    const error = readProblem(status, text)
    expect(error.code).toBe('reply_invalid')
    expect(error.detail).toContain(String(status))
  })

  it.each([
    { type: 'progress', id: 'f', sequence: 0, fraction: 7, stage: '' },
    { type: 'done', id: 'f', sequence: 0 },
    { type: 'queued', id: 'f', position: 0 },
    { type: 'cancelled', id: 'another', sequence: 0 },
    [],
    null,
  ])('%j is no event of this fill', (value) => {
    expect(refusalOf(() => readEvent(value, 'f')).code).toBe('reply_invalid')
  })

  it('passes a problem on the socket on as the error it is', () => {
    const error = { code: 'not_found', message: '', next: '' }
    expect(refusalOf(() => readMessage({ type: 'problem', id: 'f', error }, 'f')).code).toBe(
      'not_found',
    )
  })
})
