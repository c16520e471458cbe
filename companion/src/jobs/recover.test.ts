/** What a stop of any kind leaves behind, and what the next daemon makes of it. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createJobs, type Jobs } from './jobs.ts'
import type { Notice } from './notice.ts'
import { report } from './testing/events.ts'
import { hand, type ScriptedClient, scriptedClient, until } from './testing/scripted.ts'
import { type TestState, withState } from './testing/state.ts'

let state: TestState
let client: ScriptedClient
let jobs: Jobs
const notices: Notice[] = []

const open = async (): Promise<void> => {
  client = scriptedClient()
  jobs = createJobs({
    ...state,
    client,
    concurrency: 1,
    queueLimit: 9,
    maxPixels: 1e6,
    retention: { age: 1e9, count: 100, bytes: 1e9 },
    onNotice: (notice) => notices.push(notice),
  })
  await jobs.recover()
  jobs.start()
}

/** The daemon is gone without a word; another one opens what it has left. */
const crash = async (meanwhile: () => Promise<void> = async () => {}): Promise<void> => {
  // What had not ended stays as it is: a dead process ends nothing.
  client.runs.length = 0
  await state.store.close()
  await meanwhile()
  state = await withState({ onNotice: (notice) => notices.push(notice) }, state.folder)
  await open()
}

beforeEach(async () => {
  notices.length = 0
  state = await withState()
  await open()
})
afterEach(async () => {
  await jobs.close()
  await state.end()
})

const spoolOf = (...path: string[]): string => join(state.folder, 'spool', ...path)
const stateOf = (id: string): string | undefined => jobs.status(id)?.state
const typesOf = (id: string): string[] => state.store.events(id, -1, 1000).map(({ type }) => type)

describe('after a crash', () => {
  test('what waited waits again in its old order, what ran runs first, with the same seed', async () => {
    const ids = [(await hand(jobs)).id, (await hand(jobs)).id, (await hand(jobs)).id]
    client.runs[0]?.tell({ type: 'progress', fraction: 0.5, stage: 'Half' })
    await crash()
    expect(ids.map(stateOf)).toEqual(['running', 'queued', 'queued'])
    expect(ids.map((id) => jobs.status(id)?.position)).toEqual([undefined, 0, 1])
    const [first = ''] = ids
    const seed = Number.parseInt(first.slice(0, 8), 16)
    expect(client.runs.map(({ task }) => [task.folder, task.request.seed])).toEqual([
      [spoolOf(first), seed],
    ])
    client.runs[0]?.tell({ type: 'progress', fraction: 0.2, stage: 'Half' })
    client.runs[0]?.end('done')
    await until(() => stateOf(ids[1] ?? '') === 'running')
    const told = state.store.events(ids[0] ?? '', -1, 100)
    expect(told.map(({ type }) => type)).toEqual([
      'queued',
      'started',
      'progress',
      'progress',
      'done',
    ])
    expect(told.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4])
    const fractions = told.flatMap((event) => (event.type === 'progress' ? event.fraction : []))
    expect(fractions).toEqual([0.5, 0.5])
  })

  test('what stops the companion twice fails by name, and the next one runs', async () => {
    const first = (await hand(jobs)).id
    const second = (await hand(jobs)).id
    await crash()
    expect(stateOf(first)).toBe('running')
    await crash()
    expect(jobs.status(first)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } })
    expect(stateOf(second)).toBe('running')
    expect(await readdir(spoolOf())).toEqual([second])
  })

  test('a stop of ours is not held against it', async () => {
    const { id } = await hand(jobs)
    for (let i = 0; i < 4; i++) {
      await jobs.close()
      expect(stateOf(id)).toBe('running')
      await crash()
    }
    client.runs[0]?.end('done')
    await until(() => stateOf(id) === 'done')
  })

  test('work that was complete is not done again', async () => {
    const { id } = await hand(jobs)
    await crash(async () => {
      await writeFile(spoolOf(id, 'patch-0.inlay'), 'pixels')
      await writeFile(spoolOf(id, 'report.json'), JSON.stringify({ report, bytes: 6 }))
    })
    expect(jobs.status(id)).toMatchObject({ state: 'done', report: { seed: 7 } })
    expect(client.runs).toEqual([])
    expect(typesOf(id)).toEqual(['queued', 'started', 'done'])
  })

  test('a report without its patches proves nothing', async () => {
    const { id } = await hand(jobs)
    await crash(() => writeFile(spoolOf(id, 'report.json'), JSON.stringify({ report, bytes: 6 })))
    expect(stateOf(id)).toBe('running')
    expect(client.runs).toHaveLength(1)
  })

  test('pictures that are gone are named', async () => {
    await hand(jobs)
    const { id } = await hand(jobs)
    await crash(() => rm(spoolOf(id, 'mask')))
    expect(jobs.status(id)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } })
  })

  test('nothing that was never acknowledged is left, nor anything half written', async () => {
    const { id } = await hand(jobs)
    client.runs[0]?.end('done')
    await until(() => stateOf(id) === 'done')
    const cut = randomUUID()
    state.store.add({ ...state.store.list()[0]!, id: cut }, 0)
    await crash(async () => {
      await writeFile(spoolOf(id, 'patch-0.inlay'), 'pixels')
      await writeFile(spoolOf(id, 'result-0-patch.png'), 'cut sho')
      await writeFile(spoolOf(id, 'patch-1.inlay.partial'), 'cut')
      for (const name of ['upload-1', cut, randomUUID(), 'whatever']) {
        await mkdir(spoolOf(name))
        await writeFile(spoolOf(name, 'image'), 'private')
      }
    })
    expect(await readdir(spoolOf())).toEqual([id])
    expect(await readdir(spoolOf(id))).toEqual(['image', 'job.json', 'mask', 'patch-0.inlay'])
    expect(state.store.list().map((job) => job.id)).toEqual([id])
  })

  test('a finished fill without its files is not promised', async () => {
    const { id } = await hand(jobs)
    client.runs[0]?.end('done')
    await until(() => stateOf(id) === 'done')
    await crash()
    expect(jobs.get(id)).toBeUndefined()
    expect(notices).toEqual([{ type: 'files_lost', fills: 1 }])
  })

  test('cursors and revisions go on', async () => {
    const before = (await hand(jobs)).id
    const seen = jobs.revision
    await crash()
    expect(jobs.revision).toBe(seen)
    client.runs[0]?.end(new InlayError('mask_empty'))
    await until(() => stateOf(before) === 'failed')
    expect(jobs.get(before)?.revision).toBeGreaterThan(seen)
  })
})

describe('a list that is lost', () => {
  const damages: [string, () => Promise<void>][] = [
    ['overwritten', () => writeFile(join(state.folder, 'jobs.db'), Buffer.alloc(20_000, 0x5a))],
    ['emptied', () => writeFile(join(state.folder, 'jobs.db'), '')],
    ['removed', () => rm(join(state.folder, 'jobs.db'))],
  ]
  test.each(damages)('%s is read again from the folders', async (_, damage) => {
    const done = (await hand(jobs, { owner: 'figma' })).id
    client.runs[0]?.end('done')
    await until(() => stateOf(done) === 'done')
    await writeFile(spoolOf(done, 'patch-0.inlay'), 'pixels')
    await writeFile(spoolOf(done, 'report.json'), JSON.stringify({ report, bytes: 6 }))
    const waiting = (await hand(jobs)).id
    await crash(async () => {
      await rm(join(state.folder, 'jobs.db-wal'), { force: true })
      await damage()
    })
    expect(jobs.get(done)).toMatchObject({ owner: 'figma', status: { state: 'done', report } })
    expect(stateOf(waiting)).toBe('running')
    expect(notices.at(-1)).toEqual({ type: 'found_again', fills: 2 })
  })

  test('damaged is set aside with a word, and goes with everything', async () => {
    await hand(jobs, { prompt: 'canary-aside' })
    await crash(() => writeFile(join(state.folder, 'jobs.db'), Buffer.alloc(20_000, 0x5a)))
    const aside = (await readdir(state.folder)).filter((name) => name.includes('damaged'))
    expect(aside.length).toBeGreaterThan(0)
    expect(notices[0]).toEqual({ type: 'set_aside' })
    await jobs.forgetAll(
      jobs.list().map(({ id }) => id),
      true,
    )
    expect((await readdir(state.folder)).sort()).toEqual(['jobs.db', 'jobs.db-wal', 'spool'])
  })
})
