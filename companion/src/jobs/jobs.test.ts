/** What only a disk or a process that misbehaves shows; the rest is in http/fills.test.ts, with the real ones. */
import { randomUUID } from 'node:crypto'
import { open, readdir } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createJobs, type Jobs, type JobsOptions } from './jobs.ts'
import { hand, type ScriptedClient, scriptedClient, until } from './testing/scripted.ts'
import { type TestState, withState } from './testing/state.ts'

let state: TestState
let client: ScriptedClient
let jobs: Jobs
beforeEach(async () => {
  state = await withState()
  client = scriptedClient()
})
afterEach(async () => {
  await jobs.close()
  await state.end()
})

const make = (options: Partial<JobsOptions> = {}): void => {
  jobs = createJobs({
    ...state,
    client,
    concurrency: 1,
    queueLimit: 3,
    maxPixels: 1e6,
    retention: { age: 1e9, count: 100, bytes: 1e9 },
    ...options,
  })
}

const accept = async (): Promise<string> => (await hand(jobs)).id

const stateOf = (id: string): string | undefined => jobs.status(id)?.state

const ended = (id: string): Promise<void> =>
  until(() => !['queued', 'running'].includes(stateOf(id) ?? 'gone'))

const folders = (): Promise<string[]> => readdir(`${state.folder}/spool`)

test('a folder that cannot be removed is reported, and harms no job and no daemon', async () => {
  const failures: string[] = []
  make({
    spool: { ...state.spool, remove: () => Promise.reject(new Error('EPERM: /secret')) },
    onFailure: ({ code, message }) => failures.push(`${code} ${message}`),
  })
  const first = await accept()
  const second = await accept()
  client.runs[0]?.end(new InlayError('mask_empty'))
  await until(() => stateOf(second) === 'running')
  expect(stateOf(first)).toBe('failed')
  client.runs[1]?.end('done')
  await ended(second)
  await expect(jobs.forget(second)).rejects.toMatchObject({ code: 'file_unwritable' })
  expect(jobs.status(second)).toBeUndefined()
  expect(failures).toHaveLength(1)
  expect(failures[0]).toContain('file_unwritable')
  expect(failures[0]).not.toContain('/secret')
})

test('uploads on their way count as waiting, and give their place back', async () => {
  make()
  const held = [await jobs.reserve('a'), await jobs.reserve('a'), await jobs.reserve('a')]
  await expect(jobs.reserve('a')).rejects.toMatchObject({ code: 'queue_full' })
  await held[0]?.release()
  await held[0]?.release()
  const again = await jobs.reserve('a')
  await expect(jobs.reserve('a')).rejects.toMatchObject({ code: 'queue_full' })
  expect(await folders()).toHaveLength(3)
  await again.release()
})

test('a folder that cannot be made costs no place', async () => {
  let broken = true
  make({
    spool: {
      ...state.spool,
      openUpload: () =>
        broken ? Promise.reject(new InlayError('disk_full')) : state.spool.openUpload(),
    },
  })
  for (let i = 0; i < 10; i++) {
    await expect(jobs.reserve('a')).rejects.toMatchObject({ code: 'disk_full' })
  }
  broken = false
  await jobs.reserve('a')
})

test('a job whose inputs could not be made safe was never accepted', async () => {
  let broken = true
  make({
    spool: {
      ...state.spool,
      settle: (id) =>
        broken ? Promise.reject(new InlayError('disk_full')) : state.spool.settle(id),
    },
  })
  const id = randomUUID()
  await expect(hand(jobs, { id })).rejects.toMatchObject({ code: 'disk_full' })
  expect(jobs.get(id)).toBeUndefined()
  expect(await folders()).toEqual([])
  broken = false
  expect(await hand(jobs, { id })).toEqual({ id, isNew: true })
})

test('a job whose picture the disk did not keep was never accepted', async () => {
  make()
  const handle = await open(process.execPath, 'r')
  const methods: { datasync: () => Promise<void> } = Object.getPrototypeOf(handle)
  await handle.close()
  // The first to be synced is the image, while the mask is still coming in.
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' })
  const synced = vi.spyOn(methods, 'datasync').mockRejectedValueOnce(full)
  const id = randomUUID()
  await expect(hand(jobs, { id })).rejects.toMatchObject({ code: 'disk_full' })
  synced.mockRestore()
  expect(jobs.get(id)).toBeUndefined()
  expect(await folders()).toEqual([])
  expect(await hand(jobs, { id })).toEqual({ id, isNew: true })
})

test('finished jobs beyond the retention go with their files', async () => {
  let now = 0
  make({
    retention: { age: 100, count: 2, bytes: 1e9 },
    now: () => now,
    steady: () => now,
  })
  const ids: string[] = []
  for (let i = 0; i < 4; i++) {
    now += 10
    ids.push(await accept())
    client.runs[i]?.end('done')
    await ended(ids.at(-1) ?? '')
  }
  await until(async () => (await folders()).length === 2)
  expect(ids.map(stateOf)).toEqual([undefined, undefined, 'done', 'done'])
  now += 1000
  const last = await accept()
  client.runs[4]?.end('done')
  await until(async () => (await folders()).length === 1)
  expect(ids.some((id) => jobs.status(id) !== undefined)).toBe(false)
  expect(stateOf(last)).toBe('done')
})

test('as many run at a time as are allowed', async () => {
  make({ concurrency: 2 })
  const ids = [await accept(), await accept(), await accept()]
  const states = () => ids.map(stateOf)
  expect(states()).toEqual(['running', 'running', 'queued'])
  client.runs[1]?.end('done')
  await until(() => states().join() === 'running,done,running')
  jobs.cancel(ids[0] ?? '')
  await until(() => states().join() === 'cancelled,done,running')
  await jobs.close()
  expect(states()).toEqual(['cancelled', 'done', 'running'])
})

test('more may run from one moment on, and fewer do not stop what runs', async () => {
  make({ concurrency: 1 })
  const ids = [await accept(), await accept(), await accept()]
  const states = () => ids.map(stateOf)
  expect(states()).toEqual(['running', 'queued', 'queued'])
  jobs.setConcurrency(2)
  expect(states()).toEqual(['running', 'running', 'queued'])
  jobs.setConcurrency(1)
  client.runs[0]?.end('done')
  await until(() => states().join() === 'done,running,queued')
  client.runs[1]?.end('done')
  await until(() => states().join() === 'done,done,running')
})

test.each([20, -20])('a clock that leaps by %i years takes no result away', async (years) => {
  let now = Date.now()
  make({ retention: { age: 7 * 86_400_000, count: 100, bytes: 1e9 }, now: () => now })
  const before = await accept()
  client.runs[0]?.end('done')
  await ended(before)
  now += years * 365 * 86_400_000
  const after = await accept()
  client.runs[1]?.end('done')
  await ended(after)
  await settled()
  expect([stateOf(before), stateOf(after)]).toEqual(['done', 'done'])
  expect(await folders()).toHaveLength(2)
})

/** Longer than a sweep waits. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150))

describe('the same id again', () => {
  test('with the same content is the same job, whatever became of it', async () => {
    make()
    const id = randomUUID()
    expect(await hand(jobs, { id })).toEqual({ id, isNew: true })
    expect(await hand(jobs, { id })).toEqual({ id, isNew: false })
    client.runs[0]?.end(new InlayError('mask_empty'))
    await until(async () => (await folders()).length === 0)
    expect(await hand(jobs, { id })).toEqual({ id, isNew: false })
    expect(client.runs).toHaveLength(1)
    expect(await folders()).toEqual([])
  })

  test('at the same time starts one job', async () => {
    make()
    const id = randomUUID()
    const all = await Promise.all(Array.from({ length: 3 }, () => hand(jobs, { id })))
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(client.runs).toHaveLength(1)
  })

  test.each([
    ['another picture', { image: 'an imagE' }],
    ['another prompt', { prompt: 'a boat' }],
    ['another owner', { owner: 'somebody' }],
  ])('with %s is refused', async (_, change) => {
    make()
    const id = randomUUID()
    await hand(jobs, { id })
    await expect(hand(jobs, { id, ...change })).rejects.toMatchObject({ code: 'id_taken' })
    client.runs[0]?.end(new InlayError('mask_empty'))
    await until(async () => (await folders()).length === 0)
    await expect(hand(jobs, { id, ...change })).rejects.toMatchObject({ code: 'id_taken' })
    expect(client.runs).toHaveLength(1)
  })

  test('is told of also while the queue is full', async () => {
    make({ queueLimit: 1 })
    await accept()
    const id = randomUUID()
    await hand(jobs, { id })
    await expect(accept()).rejects.toMatchObject({ code: 'queue_full' })
    expect(await hand(jobs, { id })).toEqual({ id, isNew: false })
  })
})
