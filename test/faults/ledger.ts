/**
 * A client that writes down all it was promised, while it hands in, follows, fetches, cancels,
 * deletes and leaves in the middle; and that afterwards asks whether every promise was kept.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { envelopeOf, type Picture, quickPicture } from '../../companion/src/http/testing/fills.ts'
import {
  ENVELOPE_TYPE,
  FillEvent,
  FillList,
  type FillRecord,
  FillStatus,
  WireError,
} from '../../shared/src/index.ts'
import type { DaemonProcess } from './daemon-process.ts'

/** What is known of one fill, as a client knows it. */
interface Entry {
  readonly id: string
  readonly body: Uint8Array
  /** Whether the companion has said that it has it. */
  acknowledged: boolean
  cancelAsked: boolean
  deleteAsked: boolean
  deleted: boolean
  readonly events: FillEvent[]
  /** Times it is being handed in at this moment: who deletes it then cannot know which came first. */
  handing: number
  result?: string
}

const RANK = { queued: 0, running: 1, done: 2, failed: 2, cancelled: 2 } as const

export interface Ledger {
  readonly entries: ReadonlyMap<string, Entry>
  /** Does things at random until it is told to stop; the companion may die meanwhile. */
  work(daemon: DaemonProcess, stop: AbortSignal): Promise<void>
  /** Asks whether everything that was promised holds; throws when it does not. */
  check(daemon: DaemonProcess): Promise<void>
  /** Hands in again what was never acknowledged, waits until all have ended, checks for good. */
  settle(daemon: DaemonProcess, home: string): Promise<Record<string, number>>
}

/** @param random 0 to 1, of a seed, so that a failure can be run again */
export const createLedger = (random: () => number): Ledger => {
  const entries = new Map<string, Entry>()
  const picture: Picture = quickPicture()
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

  const ask = (
    { base, token }: DaemonProcess,
    path: string,
    init: { method?: string; body?: Uint8Array; signal?: AbortSignal } = {},
  ): Promise<Response> => {
    const { method = 'GET', body, signal } = init
    return fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': ENVELOPE_TYPE }),
      },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  }

  const newEntry = (): Entry => {
    const id = randomUUID()
    // Without a seed: the same fill must come out all the same, however often it is begun.
    const body = envelopeOf(picture, { prompt: `fill ${id}`, seed: undefined })
    const entry = {
      id,
      body,
      acknowledged: false,
      cancelAsked: false,
      deleteAsked: false,
      deleted: false,
      events: [],
      handing: 0,
    }
    entries.set(id, entry)
    return entry
  }

  const submit = async (daemon: DaemonProcess, entry: Entry, signal?: AbortSignal) => {
    const path = `/v1/fills/${entry.id}`
    const wasKnown = entry.acknowledged
    entry.handing += 1
    const answer = await ask(daemon, path, {
      method: 'PUT',
      body: entry.body,
      ...(signal === undefined ? {} : { signal }),
    }).finally(() => {
      entry.handing -= 1
    })
    if (answer.status === 429) {
      await answer.body?.cancel()
      return
    }
    if (wasKnown) expect([entry.id, answer.status]).toEqual([entry.id, 200])
    expect([200, 202]).toContain(answer.status)
    await answer.arrayBuffer()
    entry.acknowledged = true
  }

  /** Reads on from the last event known, to the end or until there is no more. */
  const follow = async (daemon: DaemonProcess, entry: Entry, wait: boolean): Promise<void> => {
    const after = entry.events.at(-1)?.sequence ?? -1
    const answer = await ask(daemon, `/v1/fills/${entry.id}/events?after=${after}&wait=${wait}`)
    if (answer.status !== 200) {
      await answer.arrayBuffer()
      if (!entry.deleteAsked) expect([entry.id, answer.status]).toEqual([entry.id, 200])
      return
    }
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      rest += decoder.decode(chunk, { stream: true })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line !== '') entry.events.push(FillEvent.parse(JSON.parse(line)))
      }
    }
  }

  const fetchResult = async (daemon: DaemonProcess, entry: Entry): Promise<void> => {
    const answer = await ask(daemon, `/v1/fills/${entry.id}/results/0?form=composite&format=raw`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (answer.status !== 200) {
      if (!entry.deleteAsked) {
        throw new Error(`${entry.id}: ${answer.status} ${Buffer.from(bytes).toString()}`)
      }
      return
    }
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (entry.result !== undefined) expect([entry.id, hash]).toEqual([entry.id, entry.result])
    entry.result = hash
  }

  const vanish = async (daemon: DaemonProcess, path: string, entry?: Entry): Promise<void> => {
    const gone = new AbortController()
    setTimeout(() => gone.abort(), random() * 8)
    if (entry !== undefined) await submit(daemon, entry, gone.signal)
    else await (await ask(daemon, path, { signal: gone.signal })).arrayBuffer()
  }

  const remove = async (daemon: DaemonProcess, entry: Entry): Promise<void> => {
    // The same word cancels a fill or, if it has ended, deletes it; the answer tells which it was.
    entry.cancelAsked = true
    entry.deleteAsked = true
    const answer = await ask(daemon, `/v1/fills/${entry.id}`, { method: 'DELETE' })
    await answer.arrayBuffer()
    if (answer.status === 202) entry.deleteAsked = false
    else if (answer.status === 204) entry.deleted = true
  }

  const step = async (daemon: DaemonProcess): Promise<void> => {
    const live = [...entries.values()].filter((one) => one.acknowledged && !one.deleteAsked)
    const done = live.filter(({ events }) => events.at(-1)?.type === 'done')
    const dice = random()
    const one = pick(live)
    if (dice < 0.35 || one === undefined) await submit(daemon, newEntry())
    else if (dice < 0.45) await submit(daemon, one)
    else if (dice < 0.55) await vanish(daemon, '', newEntry())
    else if (dice < 0.75) await follow(daemon, one, random() < 0.5)
    else if (dice < 0.85) await fetchResult(daemon, pick(done) ?? (await afterEnd(daemon, one)))
    else if (dice < 0.9) await vanish(daemon, `/v1/fills/${one.id}/results/0`)
    else if (dice < 0.95) await (await ask(daemon, '/v1/fills?since=0')).arrayBuffer()
    else if (one.handing === 0) await remove(daemon, one)
  }

  const afterEnd = async (daemon: DaemonProcess, entry: Entry): Promise<Entry> => {
    await follow(daemon, entry, true)
    if (entry.events.at(-1)?.type !== 'done') throw new TypeError('No result to fetch')
    return entry
  }

  const listAll = async (daemon: DaemonProcess): Promise<FillRecord[]> => {
    const all: FillRecord[] = []
    for (let since = 0; ; ) {
      const page = FillList.parse(await (await ask(daemon, `/v1/fills?since=${since}`)).json())
      all.push(...page.fills)
      if (!page.more) return all
      since = page.cursor
    }
  }

  const checkEvents = async (daemon: DaemonProcess, entry: Entry): Promise<void> => {
    const answer = await ask(daemon, `/v1/fills/${entry.id}/events?wait=false`)
    const lines = (await answer.text()).split('\n').filter((line) => line !== '')
    const told = lines.map((line) => FillEvent.parse(JSON.parse(line)))
    const now = new Map(told.map((event) => [event.sequence, event]))
    for (const event of entry.events) {
      // The previews of a fill that has ended are kept no longer.
      if (event.type !== 'preview') expect(now.get(event.sequence)).toEqual(event)
    }
    for (const type of ['started', 'done', 'failed', 'cancelled']) {
      expect(told.filter((event) => event.type === type).length).toBeLessThan(2)
    }
    let rank = 0
    for (const { type } of told) {
      const next = type in RANK ? RANK[type as keyof typeof RANK] : type === 'started' ? 1 : rank
      expect(next).toBeGreaterThanOrEqual(Math.min(rank, 1))
      rank = Math.max(rank, next)
    }
  }

  const check = async (daemon: DaemonProcess): Promise<void> => {
    const records = new Map((await listAll(daemon)).map((record) => [record.id, record]))
    for (const entry of entries.values()) {
      const record = records.get(entry.id)
      if (entry.deleted) expect([entry.id, record]).toEqual([entry.id, undefined])
      if (entry.deleteAsked || !entry.acknowledged) continue
      if (record === undefined) throw new Error(`${entry.id} was acknowledged and is lost`)
      await checkEvents(daemon, entry)
      const { state, error } = record.status
      if (entry.events.at(-1)?.type === 'done') expect(state).toBe('done')
      if (state === 'failed') expect(error?.code).toBe('interrupted')
      if (state === 'cancelled') expect(entry.cancelAsked).toBe(true)
    }
  }

  return {
    entries,
    work: async (daemon, stop) => {
      const one = async (): Promise<void> => {
        while (!stop.aborted) {
          try {
            await step(daemon)
          } catch (error) {
            // The line broke, because somebody pulled it; everything else is a finding.
            if (!(error instanceof TypeError) && !isAbort(error)) throw error
            await pause(2)
          }
        }
      }
      await Promise.all([one(), one(), one(), one()])
    },
    check,
    settle: async (daemon, home) => {
      for (const entry of entries.values()) {
        while (!entry.acknowledged) {
          await submit(daemon, entry)
          if (!entry.acknowledged) await pause(20)
        }
      }
      const states: Record<string, number> = {}
      for (const entry of entries.values()) {
        if (entry.deleteAsked) continue
        await follow(daemon, entry, true)
        const answer = await ask(daemon, `/v1/fills/${entry.id}`)
        const { state } = FillStatus.parse(await answer.json())
        expect(['done', 'failed', 'cancelled']).toContain(state)
        if (state === 'done') await fetchResult(daemon, entry)
        states[state] = (states[state] ?? 0) + 1
      }
      await check(daemon)
      const kept = (await listAll(daemon)).filter(({ status }) => status.state === 'done')
      const folders = await readdir(join(home, 'state', 'spool'))
      expect(folders.sort()).toEqual(kept.map(({ id }) => id).sort())
      return { handed: entries.size, ...states }
    },
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** The code of an answer that is an error. */
export const codeOf = async (answer: Response): Promise<string> =>
  WireError.parse(await answer.json()).code

/** Mulberry32: the same numbers for the same seed. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
