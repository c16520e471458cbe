import type { FillEvent } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEventLog, type EventLog } from './events.ts'
import type { JobStore } from './store.ts'
import { cancelled, done, idOf, newJob, progress, queued, started } from './testing/events.ts'
import { type TestState, withState } from './testing/state.ts'

const [A, B] = [idOf('a'), idOf('b')]

let state: TestState
let store: JobStore
let log: EventLog
const open = new AbortController().signal

beforeEach(async () => {
  state = await withState()
  store = state.store
  log = createEventLog({ store, now: () => 1000, age: () => 5 })
  store.add(newJob(A), 0)
})
afterEach(() => state.end())

const collect = async (events: AsyncIterable<FillEvent>): Promise<string[]> => {
  const seen: string[] = []
  for await (const event of events) seen.push(`${event.sequence} ${event.type}`)
  return seen
}

describe('the event log', () => {
  test('numbers events without gaps and ends after the final one', async () => {
    for (const body of [queued(0), started, progress(0.5), done]) log.publish(A, body)
    expect(await collect(log.follow(A, -1, open))).toEqual([
      '0 queued',
      '1 started',
      '2 progress',
      '3 done',
    ])
  })

  test('resumes after the last event seen, and ends at once when nothing is left', async () => {
    for (const body of [queued(0), started, done]) log.publish(A, body)
    expect(await collect(log.follow(A, 1, open))).toEqual(['2 done'])
    expect(await collect(log.follow(A, 2, open))).toEqual([])
    expect(await collect(log.follow(A, 99, open))).toEqual([])
  })

  test('every follower gets every event, early or late', async () => {
    const early = collect(log.follow(A, -1, open))
    log.publish(A, queued(0))
    await Promise.resolve()
    log.publish(A, started)
    const middle = collect(log.follow(A, 0, open))
    log.publish(A, progress(0.1))
    await new Promise((resolve) => setImmediate(resolve))
    log.publish(A, done)
    const all = ['0 queued', '1 started', '2 progress', '3 done']
    expect(await early).toEqual(all)
    expect(await middle).toEqual(all.slice(1))
    expect(await collect(log.follow(A, -1, open))).toEqual(all)
  })

  test('a log longer than a batch comes whole', async () => {
    log.publish(A, started)
    for (let i = 0; i < 500; i++) log.publish(A, progress(i / 500))
    log.publish(A, done)
    const seen = await collect(log.follow(A, -1, open))
    expect(seen).toHaveLength(502)
    expect(seen.map((line) => Number.parseInt(line, 10))).toEqual(seen.map((_, i) => i))
  })

  test('what comes after the final event is late and changes nothing', () => {
    log.publish(A, queued(0))
    log.publish(A, cancelled)
    expect(log.publish(A, started)).toBeUndefined()
    expect(log.publish(A, done)).toBeUndefined()
    expect(store.get(A)?.status.state).toBe('cancelled')
    expect(store.events(A, -1, 10)).toHaveLength(2)
    expect(store.get(A)?.finishedAt).toBe(1000)
    expect(store.get(A)?.agedFrom).toBe(5)
  })

  test('a follower of a removed job, or one that gives up, is let go', async () => {
    const removed = collect(log.follow(A, -1, open))
    const stop = new AbortController()
    store.add(newJob(B), 0)
    const gaveUp = collect(log.follow(B, -1, stop.signal))
    await new Promise((resolve) => setImmediate(resolve))
    store.remove(A)
    log.forget(A)
    stop.abort()
    expect(await removed).toEqual([])
    expect(await gaveUp).toEqual([])
  })

  test('closing lets followers go without a last event, from where they may go on', async () => {
    const waiting = collect(log.follow(A, -1, open))
    log.publish(A, queued(0))
    await new Promise((resolve) => setImmediate(resolve))
    log.close()
    expect(await waiting).toEqual(['0 queued'])
  })

  test('the store refuses an event out of sequence', () => {
    expect(() => store.append({ type: 'cancelled', id: A, sequence: 3 }, 0, 0)).toThrow()
  })
})
