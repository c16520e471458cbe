/** The list of jobs on disk: what it keeps, what it refuses, and that what is deleted is gone. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { InlayError } from '@inlay/shared'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventBody } from '../events.ts'
import { mayFollow } from '../job.ts'
import { done, failed, newJob, progress, queued, started, variation } from '../testing/events.ts'
import { type TestState, withState } from '../testing/state.ts'
import { openDatabase } from './database.ts'
import { createStore } from './sqlite-store.ts'

let state: TestState
beforeEach(async () => {
  state = await withState()
})
afterEach(() => state.end())

const tell = (id: string, body: EventBody): void => {
  const job = state.store.get(id)
  if (job !== undefined && mayFollow(job.status, body.type)) {
    state.store.append({ ...body, id, sequence: job.eventCount }, 1, 1)
  }
}

const bytesOnDisk = async (): Promise<string> => {
  const names = (await readdir(state.folder)).filter((name) => name.startsWith('jobs.db'))
  const files = await Promise.all(names.map((name) => readFile(join(state.folder, name))))
  return Buffer.concat(files).toString('latin1')
}

describe('what is written', () => {
  test('is the same after opening it again, wherever each job stood', async () => {
    const bodies = [queued(0), queued(3), started, progress(0.4), variation, done, failed]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...bodies), { maxLength: 8 }), { maxLength: 5 }),
        async (lives) => {
          for (const life of lives) {
            const { id } = state.store.add(newJob(randomUUID()), 5)
            for (const body of life) tell(id, body)
            if (life.length > 2) state.store.settle(id)
            state.store.note(id, { bytes: life.length, times: { queue: 3 }, digest: 'd' })
          }
          const before = [state.store.list(), state.store.revision]
          const logs = state.store.list().map(({ id }) => state.store.events(id, -1, 100))
          state = await state.reopen()
          expect([state.store.list(), state.store.revision]).toEqual(before)
          expect(state.store.list().map(({ id }) => state.store.events(id, -1, 100))).toEqual(logs)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('keeps no preview of a job that has ended', () => {
    const { id } = state.store.add(newJob(randomUUID()), 0)
    tell(id, started)
    tell(id, { type: 'preview', index: 0, png: 'cGl4ZWxz' })
    expect(state.store.events(id, -1, 9).map(({ type }) => type)).toEqual(['started', 'preview'])
    tell(id, done)
    const told = state.store.events(id, -1, 9)
    expect(told.map(({ type, sequence }) => [type, sequence])).toEqual([
      ['started', 0],
      ['done', 2],
    ])
  })

  test('never takes a state back, not even when asked in SQL', async () => {
    const { id } = state.store.add(newJob(randomUUID()), 0)
    tell(id, started)
    tell(id, done)
    await state.store.close()
    const db = await openDatabase({ path: join(state.folder, 'jobs.db') })
    for (const back of ['queued', 'running', 'failed']) {
      expect(() =>
        db.transaction(() => db.prepare('UPDATE jobs SET state = ? WHERE id = ?').run(back, id)),
      ).toThrow('A state would go back')
    }
    await db.close()
  })
})

describe('what is deleted', () => {
  test('is in no byte of any file, however the pages were used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ length: fc.integer({ min: 1, max: 4000 }), goes: fc.boolean() }), {
          minLength: 5,
          maxLength: 60,
        }),
        async (jobs) => {
          const ids = jobs.map(({ length, goes }) => {
            const job = newJob(randomUUID())
            const word = goes ? 'canary-goes ' : 'canary-stays '
            const prompt = word.repeat(length).slice(0, length + word.length)
            state.store.add({ ...job, request: { ...job.request, prompt } }, 0)
            tell(job.id, queued(1))
            tell(job.id, failed)
            return job.id
          })
          jobs.forEach(({ goes }, i) => {
            if (goes) state.store.remove(ids[i] ?? '')
          })
          state.store.scrub()
          const bytes = await bytesOnDisk()
          expect(bytes).not.toContain('canary-goes')
          if (jobs.some(({ goes }) => !goes)) expect(bytes).toContain('canary-stays')
          for (const id of ids) if (state.store.get(id) !== undefined) state.store.remove(id)
          state.store.scrub()
          expect(await bytesOnDisk()).not.toContain('canary')
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('a file that is not as it should be', () => {
  test('of a newer companion is left alone, by name', async () => {
    await state.store.close()
    const path = join(state.folder, 'jobs.db')
    const db = await openDatabase({ path })
    db.prepare('PRAGMA user_version = 99').run()
    await db.close()
    await expect(openDatabase({ path })).rejects.toMatchObject({ code: 'state_too_new' })
    // https://sqlite.org/fileformat.html 1.3: the user version.
    expect((await readFile(path)).readUInt32BE(60)).toBe(99)
    await writeFile(path, '')
  })

  test('with a job of an unknown kind keeps it, untouched, and reads the others', async () => {
    const [odd, fine] = [randomUUID(), randomUUID()]
    for (const id of [odd, fine]) state.store.add(newJob(id), 0)
    await state.store.close()
    const db = await openDatabase({ path: join(state.folder, 'jobs.db') })
    db.prepare(`UPDATE jobs SET request = '{"operation":"dream"}' WHERE id = ?`).run(odd)
    await db.close()
    state = await withState({}, state.folder)
    expect(state.store.list().map(({ id }) => id)).toEqual([fine])
    expect([...state.store.unreadable]).toEqual([odd])
    state.store.remove(odd)
    expect(state.store.unreadable.size).toBe(0)
  })

  test('in the hands of another process says who has it', async () => {
    const script = `
      import('libsql').then(({ default: Database }) => {
        try {
          const db = new Database(process.argv[1])
          db.exec('BEGIN IMMEDIATE')
          console.log('taken')
        } catch (error) { console.log(error.code) }
      })`
    const path = join(state.folder, 'jobs.db')
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, path])
    expect(stdout.trim()).toBe('SQLITE_BUSY')
  })
})

describe('a disk that takes no more', () => {
  test('loses no event of a job: it is told, and written when there is room again', async () => {
    const troubles: InlayError[] = []
    let full = false
    await state.store.close()
    const db = await openDatabase({ path: join(state.folder, 'jobs.db') })
    const store = createStore(
      {
        ...db,
        transaction: (work) => {
          if (!full) return db.transaction(work)
          return db.transaction(() => {
            work()
            throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
          })
        },
      },
      { onTrouble: (error) => troubles.push(error) },
    )
    const { id } = store.add(newJob(randomUUID()), 0)
    full = true
    expect(() => store.add(newJob(randomUUID()), 0)).toThrow(
      expect.objectContaining({ code: 'disk_full' }),
    )
    expect(store.list()).toHaveLength(1)
    for (const [sequence, body] of [started, progress(0.5), done].entries()) {
      store.append({ ...body, id, sequence }, 1, 1)
    }
    expect(store.events(id, -1, 9).map(({ type }) => type)).toEqual(['started', 'progress', 'done'])
    expect(troubles.map(({ code }) => code)).toEqual(['disk_full'])
    await expect(store.flush()).rejects.toMatchObject({ code: 'disk_full' })
    full = false
    await store.flush()
    await store.close()
    state = await withState({}, state.folder)
    expect(state.store.get(id)?.status.state).toBe('done')
    expect(state.store.events(id, -1, 9)).toHaveLength(3)
  })
})
