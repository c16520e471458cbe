import type { FillEvent } from '@inlay/shared'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEventLog, type EventLog } from './events.ts'
import { createMemoryStore, type JobStore } from './store.ts'
import { cancelled, done, newJob, progress, queued, started } from './testing/events.ts'

let store: JobStore
let log: EventLog
const open = new AbortController().signal

beforeEach(() => {
  store = createMemoryStore()
  log = createEventLog(store, () => 1000)
  store.add(newJob('a'), 0)
})

const collect = async (events: AsyncIterable<FillEvent>): Promise<string[]> => {
  const seen: string[] = []
  for await (const event of events) seen.push(`${event.sequence} ${event.type}`)
  return seen
}

describe('the event log', () => {
  test('numbers events without gaps and ends after the final one', async () => {
    for (const body of [queued(0), started, progress(0.5), done]) log.publish('a', body)
    expect(await collect(log.follow('a', -1, open))).toEqual([
      '0 queued',
      '1 started',
      '2 progress',
      '3 done',
    ])
  })

  test('resumes after the last event seen, and ends at once when nothing is left', async () => {
    for (const body of [queued(0), started, done]) log.publish('a', body)
    expect(await collect(log.follow('a', 1, open))).toEqual(['2 done'])
    expect(await collect(log.follow('a', 2, open))).toEqual([])
    expect(await collect(log.follow('a', 99, open))).toEqual([])
  })

  test('every follower gets every event, early or late', async () => {
    const early = collect(log.follow('a', -1, open))
    log.publish('a', queued(0))
    await Promise.resolve()
    log.publish('a', started)
    const middle = collect(log.follow('a', 0, open))
    log.publish('a', progress(0.1))
    await new Promise((resolve) => setImmediate(resolve))
    log.publish('a', done)
    const all = ['0 queued', '1 started', '2 progress', '3 done']
    expect(await early).toEqual(all)
    expect(await middle).toEqual(all.slice(1))
    expect(await collect(log.follow('a', -1, open))).toEqual(all)
  })

  test('a log longer than a batch comes whole', async () => {
    log.publish('a', started)
    for (let i = 0; i < 500; i++) log.publish('a', progress(i / 500))
    log.publish('a', done)
    const seen = await collect(log.follow('a', -1, open))
    expect(seen).toHaveLength(502)
    expect(seen.map((line) => Number.parseInt(line, 10))).toEqual(seen.map((_, i) => i))
  })

  test('what comes after the final event is late and changes nothing', () => {
    log.publish('a', queued(0))
    log.publish('a', cancelled)
    expect(log.publish('a', started)).toBeUndefined()
    expect(log.publish('a', done)).toBeUndefined()
    expect(store.get('a')?.status.state).toBe('cancelled')
    expect(store.events('a', -1, 10)).toHaveLength(2)
    expect(store.get('a')?.finishedAt).toBe(1000)
  })

  test('a follower of a removed job, or one that gives up, is let go', async () => {
    const removed = collect(log.follow('a', -1, open))
    const stop = new AbortController()
    store.add(newJob('b'), 0)
    const gaveUp = collect(log.follow('b', -1, stop.signal))
    await new Promise((resolve) => setImmediate(resolve))
    store.remove('a')
    log.forget('a')
    stop.abort()
    expect(await removed).toEqual([])
    expect(await gaveUp).toEqual([])
  })

  test('the store refuses an event out of sequence', () => {
    expect(() => store.append({ type: 'cancelled', id: 'a', sequence: 3 }, 0)).toThrow()
  })
})
