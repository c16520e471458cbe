/** What only a disk or a process that misbehaves shows; the rest is in http/fills.test.ts, with the real ones. */
import { InlayError } from '@inlay/shared'
import { expect, test } from 'vitest'
import type { FillClient } from './fill-client.ts'
import type { RunTask } from './fill-messages.ts'
import { createJobs, type Jobs, type JobsOptions } from './jobs.ts'
import type { Spool } from './spool.ts'
import { createMemoryStore } from './store.ts'
import { newJob, report } from './testing/events.ts'

/** Fills end when told to. */
const scripted = () => {
  const ends: ((outcome: 'done' | InlayError) => void)[] = []
  const client: FillClient = {
    pid: undefined,
    wake: () => {},
    run: (_: RunTask, { signal, onEvent }) =>
      new Promise((resolve, reject) => {
        onEvent({ type: 'started', seed: 7, engine: 'test' })
        signal.addEventListener('abort', () => reject(new InlayError('cancelled')))
        ends.push((outcome) =>
          outcome === 'done' ? resolve({ report, busy: 1, bytes: 10 }) : reject(outcome),
        )
      }),
    encode: () => Promise.reject(new InlayError('internal')),
    engines: () => Promise.resolve([]),
    close: async () => {
      for (const end of ends) end(new InlayError('interrupted'))
    },
  }
  const removed: string[] = []
  const spool: Spool = {
    openFolder: async (id) => id,
    removeFolder: async (folder) => {
      removed.push(folder)
    },
    wipe: async () => {},
  }
  return { client, spool, removed, ends }
}

const make = (script: ReturnType<typeof scripted>, options: Partial<JobsOptions> = {}): Jobs =>
  createJobs({
    store: createMemoryStore(),
    client: script.client,
    spool: script.spool,
    concurrency: 1,
    queueLimit: 3,
    maxPixels: 1e6,
    retention: { age: 1e9, count: 100, bytes: 1e9 },
    ...options,
  })

const accept = async (jobs: Jobs): Promise<string> => {
  const reservation = await jobs.reserve()
  const { request, inputs } = newJob(reservation.id)
  reservation.accept(request, inputs, 100)
  return reservation.id
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

test('a folder that cannot be removed is reported, and harms no job and no daemon', async () => {
  const script = scripted()
  const failures: string[] = []
  const jobs = make(
    {
      ...script,
      spool: { ...script.spool, removeFolder: () => Promise.reject(new Error('EPERM: /secret')) },
    },
    { onFailure: ({ code, message }) => failures.push(`${code} ${message}`) },
  )
  const first = await accept(jobs)
  const second = await accept(jobs)
  script.ends[0]?.(new InlayError('mask_empty'))
  await settled()
  expect(jobs.status(first)?.state).toBe('failed')
  expect(jobs.status(second)?.state).toBe('running')
  script.ends[1]?.('done')
  await settled()
  await jobs.forget(second)
  expect(jobs.status(second)).toBeUndefined()
  expect(failures).toHaveLength(2)
  for (const failure of failures) {
    expect(failure).toContain('file_unwritable')
    expect(failure).not.toContain('/secret')
  }
  await jobs.close()
})

test('uploads on their way count as waiting, and give their place back', async () => {
  const script = scripted()
  const jobs = make(script)
  const held = [await jobs.reserve(), await jobs.reserve(), await jobs.reserve()]
  await expect(jobs.reserve()).rejects.toMatchObject({ code: 'queue_full' })
  await held[0]?.release()
  await held[0]?.release()
  const again = await jobs.reserve()
  await expect(jobs.reserve()).rejects.toMatchObject({ code: 'queue_full' })
  expect(script.removed).toEqual([held[0]?.id])
  await again.release()
  await jobs.close()
})

test('a folder that cannot be made costs no place', async () => {
  const script = scripted()
  let broken = true
  const jobs = make({
    ...script,
    spool: {
      ...script.spool,
      openFolder: (id) =>
        broken ? Promise.reject(new InlayError('file_unwritable')) : Promise.resolve(id),
    },
  })
  for (let i = 0; i < 10; i++) {
    await expect(jobs.reserve()).rejects.toMatchObject({ code: 'file_unwritable' })
  }
  broken = false
  await jobs.reserve()
  await jobs.close()
})

test('finished jobs beyond the retention go with their files', async () => {
  const script = scripted()
  let now = 0
  const jobs = make(script, { retention: { age: 100, count: 2, bytes: 1e9 }, now: () => now })
  const ids: string[] = []
  for (let i = 0; i < 4; i++) {
    now += 10
    ids.push(await accept(jobs))
    script.ends[i]?.('done')
    await settled()
  }
  expect(ids.map((id) => jobs.status(id)?.state)).toEqual([undefined, undefined, 'done', 'done'])
  expect(script.removed).toEqual(ids.slice(0, 2))
  now += 1000
  const last = await accept(jobs)
  script.ends[4]?.('done')
  await settled()
  expect(ids.some((id) => jobs.status(id) !== undefined)).toBe(false)
  expect(jobs.status(last)?.state).toBe('done')
  await jobs.close()
})

test('as many run at a time as are allowed', async () => {
  const script = scripted()
  const jobs = make(script, { concurrency: 2 })
  const ids = [await accept(jobs), await accept(jobs), await accept(jobs)]
  const states = () => ids.map((id) => jobs.status(id)?.state)
  expect(states()).toEqual(['running', 'running', 'queued'])
  script.ends[1]?.('done')
  await settled()
  expect(states()).toEqual(['running', 'done', 'running'])
  jobs.cancel(ids[0] ?? '')
  await settled()
  expect(states()).toEqual(['cancelled', 'done', 'running'])
  await jobs.close()
  expect(jobs.status(ids[2] ?? '')).toMatchObject({
    state: 'failed',
    error: { code: 'interrupted' },
  })
})
