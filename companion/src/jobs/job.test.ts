import { type FillEvent, isFinal } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventBody } from './events.ts'
import { applyEvent, isFinished, mayFollow, newStatus } from './job.ts'
import {
  cancelled,
  done,
  failed,
  progress,
  queued,
  report,
  started,
  variation,
} from './testing/events.ts'

const event = (body: EventBody): FillEvent => ({ ...body, id: 'a', sequence: 0 })

const fold = (...bodies: EventBody[]) =>
  bodies.reduce((status, body) => applyEvent(status, event(body)), newStatus('a'))

const RANK = { queued: 0, running: 1, done: 2, failed: 2, cancelled: 2 }

describe('the status of a job is the fold of its events', () => {
  test('a whole life', () => {
    expect(fold(queued(3))).toMatchObject({ state: 'queued', position: 3, fraction: 0 })
    const running = fold(queued(0), started, progress(0.4, 'Level 2'))
    expect(running).toEqual({
      id: 'a',
      state: 'running',
      fraction: 0.4,
      stage: 'Level 2',
      variations: [],
    })
    expect(fold(queued(0), started, variation, done)).toMatchObject({
      state: 'done',
      fraction: 1,
      report,
      variations: report.variations,
    })
  })

  test('progress never falls', () => {
    expect(fold(started, progress(0.6), progress(0.2)).fraction).toBe(0.6)
  })

  test('a failed job tells why and has no place in the queue', () => {
    const status = fold(queued(1), failed)
    expect(status).toMatchObject({ state: 'failed', error: { code: 'engine_failed' } })
    expect(status).not.toHaveProperty('position')
  })

  test('states only go forward, whatever comes', () => {
    const bodies = [queued(0), started, progress(0.5), variation, done, failed, cancelled]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bodies), { maxLength: 30 }), (sequence) => {
        let status = newStatus('a')
        for (const body of sequence) {
          const before = status
          if (!mayFollow(before, body.type)) {
            expect(() => applyEvent(before, event(body))).toThrow()
            continue
          }
          status = applyEvent(before, event(body))
          expect(RANK[status.state]).toBeGreaterThanOrEqual(RANK[before.state])
          expect(isFinished(status)).toBe(isFinal(event(body)))
        }
      }),
    )
  })
})
