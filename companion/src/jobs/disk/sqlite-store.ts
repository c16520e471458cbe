/**
 * The store on SQLite. Jobs are held in memory too, as the last write left them, so that only
 * events are ever read from disk; there is one daemon to a file (see `database.ts`).
 */
import { FillEvent, InlayError } from '@inlay/shared'
import { applyEvent, isFinished, type Job, newStatus } from '../job.ts'
import type { JobFacts, JobStore } from '../store.ts'
import type { Database } from './database.ts'
import { BodyRow, bodyOf, CountRow, FactRow, IdRow, JobRow, jobOfRow } from './rows.ts'

export interface StoreOptions {
  /** Hears, once each time it begins, that the disk takes nothing more. */
  readonly onTrouble?: (error: InlayError) => void
}

/** A write that the disk has not taken yet, and the event in it. */
interface Unsaved {
  readonly write: () => void
  readonly event: FillEvent | undefined
}

/** @throws InlayError disk_full | state_damaged | file_unwritable */
export const createStore = (
  db: Database,
  { onTrouble = () => {} }: StoreOptions = {},
): JobStore => {
  const sql = {
    insert: db.prepare(
      `INSERT INTO jobs (id, owner, request, state, status, created_at, revision, settled, starts,
       bytes, times) VALUES (?, ?, ?, 'queued', ?, ?, ?, 0, 0, ?, '{}')`,
    ),
    settle: db.prepare('UPDATE jobs SET settled = 1 WHERE id = ?'),
    state: db.prepare(
      `UPDATE jobs SET state = ?, status = ?, finished_at = ?, aged_from = ?, revision = ?
       WHERE id = ?`,
    ),
    facts: db.prepare('UPDATE jobs SET bytes = ?, times = ?, starts = ?, digest = ? WHERE id = ?'),
    event: db.prepare('INSERT INTO events (job, sequence, body) VALUES (?, ?, ?)'),
    previews: db.prepare(
      `DELETE FROM events WHERE job = ? AND json_extract(body, '$.type') = 'preview'`,
    ),
    events: db.prepare(
      'SELECT body FROM events WHERE job = ? AND sequence > ? ORDER BY sequence LIMIT ?',
    ),
    remove: db.prepare('DELETE FROM jobs WHERE id = ?'),
    fact: db.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)'),
  }
  const unreadable = new Set<string>()
  const jobs = load(db, unreadable)
  const facts = new Map(
    db
      .prepare('SELECT name, value FROM facts')
      .all()
      .map((row) => FactRow.parse(row))
      .map(({ name, value }) => [name, value]),
  )
  let revision = facts.get('revision') ?? 0
  let unsaved: Unsaved[] = []
  let isClosed = false

  const saveAll = (): void => {
    db.transaction(() => {
      for (const { write } of unsaved) write()
    })
    unsaved = []
  }

  /** Writes now, with what could not be written before, or not at all. */
  const write = (work: () => void): void => {
    db.transaction(() => {
      for (const one of unsaved) one.write()
      work()
    })
    unsaved = []
  }

  /** Writes now if the disk lets us, else later. */
  const writeSometime = (work: () => void, event?: FillEvent): void => {
    if (isClosed) return
    const first = unsaved.length === 0
    unsaved.push({ write: work, event })
    try {
      saveAll()
    } catch (cause) {
      if (cause instanceof InlayError) {
        if (first) onTrouble(cause)
        return
      }
      // A mistake of ours: the disk will never take it, and nothing else shall wait for it.
      unsaved.pop()
      onTrouble(new InlayError('internal', undefined, { cause }))
    }
  }

  const need = (id: string): Job => {
    const job = jobs.get(id)
    if (job === undefined) throw new Error('No such job in the store')
    return job
  }

  const change = (id: string, facts: Partial<Job>): Job => {
    const next = { ...need(id), ...facts }
    jobs.set(id, next)
    return next
  }

  const nextRevision = (): number => {
    revision += 1
    return revision
  }

  const writeRevision = (value: number): void => {
    sql.fact.run('revision', value)
  }

  return {
    get revision() {
      return revision
    },
    unreadable,
    add: (job, now) => {
      const added: Job = {
        ...job,
        createdAt: now,
        status: newStatus(job.id),
        eventCount: 0,
        times: {},
        revision: nextRevision(),
        starts: 0,
        settled: false,
      }
      write(() => {
        sql.insert.run(
          job.id,
          job.owner,
          JSON.stringify(job.request),
          JSON.stringify(added.status),
          now,
          added.revision,
          job.bytes,
        )
        writeRevision(added.revision)
      })
      jobs.set(job.id, added)
      return added
    },
    settle: (id) => {
      write(() => sql.settle.run(id))
      change(id, { settled: true })
    },
    get: (id) => jobs.get(id),
    list: () => [...jobs.values()],
    append: (event, now, agedFrom) => {
      const { id } = event
      const job = need(id)
      if (event.sequence !== job.eventCount) throw new Error('An event came out of sequence')
      const status = applyEvent(job.status, event)
      const moved = status.state !== job.status.state
      const ended = isFinished(status)
      const next = change(id, {
        status,
        eventCount: job.eventCount + 1,
        ...(moved ? { revision: nextRevision() } : {}),
        ...(ended ? { finishedAt: now, agedFrom } : {}),
      })
      writeSometime(() => {
        sql.event.run(id, event.sequence, bodyOf(event))
        if (!moved) return
        sql.state.run(
          status.state,
          JSON.stringify(status),
          next.finishedAt ?? null,
          next.agedFrom ?? null,
          next.revision,
          id,
        )
        writeRevision(next.revision)
        if (ended) sql.previews.run(id)
      }, event)
      return next
    },
    note: (id, { times, ...rest }: JobFacts) => {
      const job = jobs.get(id)
      if (job === undefined) return
      const next = change(id, { ...rest, times: { ...job.times, ...times } })
      writeSometime(() =>
        sql.facts.run(next.bytes, JSON.stringify(next.times), next.starts, next.digest ?? null, id),
      )
    },
    events: (id, after, limit) => {
      if (isClosed) return []
      const saved = sql.events
        .all(id, after, limit)
        .map((row) => FillEvent.parse(JSON.parse(BodyRow.parse(row).body)))
      const waiting = unsaved.flatMap(({ event }) =>
        event?.id === id && event.sequence > after ? [event] : [],
      )
      return [...saved, ...waiting].slice(0, limit)
    },
    remove: (id) => {
      write(() => sql.remove.run(id))
      jobs.delete(id)
      unreadable.delete(id)
    },
    readFact: (name) => facts.get(name),
    writeFact: (name, value) => {
      facts.set(name, value)
      writeSometime(() => sql.fact.run(name, value))
    },
    flush: async () => {
      if (unsaved.length > 0) saveAll()
      await db.flush()
    },
    scrub: () => db.scrub(),
    removeSetAside: () => db.removeSetAside(),
    close: () => {
      isClosed = true
      return db.close()
    },
  }
}

/**
 * Every job that can be read, oldest first. The status of one that is not finished is the fold of
 * its events; only a change of state writes it down.
 */
const load = (db: Database, unreadable: Set<string>): Map<string, Job> => {
  const counts = new Map(
    db
      .prepare('SELECT job, max(sequence) + 1 AS count FROM events GROUP BY job')
      .all()
      .map((row) => CountRow.parse(row))
      .map(({ job, count }) => [job, count]),
  )
  const events = db.prepare('SELECT body FROM events WHERE job = ? ORDER BY sequence')
  const jobs = new Map<string, Job>()
  for (const raw of db.prepare('SELECT * FROM jobs ORDER BY place').all()) {
    const row = JobRow.safeParse(raw)
    if (!row.success) {
      unreadable.add(IdRow.parse(raw).id)
      continue
    }
    const job = jobOfRow(row.data, counts.get(row.data.id) ?? 0)
    const status = isFinished(job.status)
      ? job.status
      : events
          .all(job.id)
          .map((body) => FillEvent.parse(JSON.parse(BodyRow.parse(body).body)))
          .reduce(applyEvent, newStatus(job.id))
    jobs.set(job.id, { ...job, status })
  }
  return jobs
}
