/**
 * The companion as whoever sits at this machine has it before them: what runs, what waits for them,
 * and the few things they can ask for. The tray shows it; nothing of it crosses the network.
 */
import type { EngineInfo, Operation } from '@inlay/shared'
import type { EventBody } from '../jobs/events.ts'
import { isFinished, type Job } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Pairing, PairingEvent } from './access/pairing.ts'

export interface DeskJob {
  readonly id: string
  readonly operation: Operation
  /** Empty where there is none. */
  readonly prompt: string
}

export interface RunningJob extends DeskJob {
  /** 0..1. */
  readonly fraction: number
}

export interface RecentJob extends DeskJob {
  readonly state: 'done' | 'failed'
}

export interface DeskState {
  readonly paused: boolean
  readonly running: readonly RunningJob[]
  /** Jobs that wait behind them. */
  readonly waiting: number
  /** Newest first. */
  readonly recent: readonly RecentJob[]
  /** Programs that ask to be let in, their codes included: for no log and no answer. */
  readonly pairings: readonly {
    readonly id: string
    readonly name: string
    readonly code: string
  }[]
  /** As last told by the fill process; empty before it was first asked. */
  readonly engines: readonly Pick<EngineInfo, 'id' | 'name' | 'available'>[]
}

export type DeskNews =
  | { readonly type: 'asked'; readonly name: string; readonly code: string }
  | {
      readonly type: 'ended'
      readonly id: string
      readonly state: 'done' | 'failed'
      /** Milliseconds it ran. */
      readonly took: number
    }

export interface Desk {
  state(): DeskState
  /** Calls after each change; returns what ends that. */
  onChange(listener: () => void): () => void
  onNews(listener: (news: DeskNews) => void): () => void
  cancel(id: string): void
  /** True starts nothing new until it is called with false; what runs goes on. */
  pause(on: boolean): void
  /** Frees the memory of engines; false while a fill runs. */
  freeMemory(): Promise<boolean>
}

/** What the daemon tells its desk. */
export interface DeskFeed {
  readonly desk: Desk
  changed(): void
  jobEvent(job: Job, body: EventBody): void
  pairingEvent(event: PairingEvent): void
}

export interface DeskContext {
  readonly jobs: () => Pick<
    Jobs,
    'list' | 'load' | 'cancel' | 'pause' | 'paused' | 'release' | 'engines'
  >
  readonly pairing: () => Pick<Pairing, 'pending'>
  readonly now?: () => number
}

/** Recent fills that are kept in sight. */
const MOST_RECENT = 8

export const createDesk = ({ jobs, pairing, now = Date.now }: DeskContext): DeskFeed => {
  const listeners = new Set<() => void>()
  const readers = new Set<(news: DeskNews) => void>()
  const begun = new Map<string, number>()
  let engines: DeskState['engines'] = []

  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const tell = (news: DeskNews): void => {
    for (const reader of readers) reader(news)
  }
  /** Only when the fill process is awake anyhow: a menu is no reason to wake it. */
  const readEngines = (): void => {
    jobs()
      .engines()
      .then((list) => {
        engines = list.map(({ id, name, available }) => ({ id, name, available }))
        changed()
      })
      // The menu goes without; whoever asks for engines is told why there are none.
      .catch(() => undefined)
  }

  const desk: Desk = {
    state: () => {
      const all = jobs().list()
      const { queued } = jobs().load
      const recent: RecentJob[] = []
      const running: RunningJob[] = []
      for (let i = all.length - 1; i >= 0; i--) {
        const job = all[i]!
        const { state, fraction } = job.status
        const { operation, prompt } = job.request
        const named = { id: job.id, operation, prompt: prompt.trim() }
        if (state === 'running') running.push({ ...named, fraction })
        else if ((state === 'done' || state === 'failed') && recent.length < MOST_RECENT) {
          recent.push({ ...named, state })
        }
      }
      return {
        paused: jobs().paused,
        running: running.reverse(),
        waiting: queued,
        recent,
        pairings: pairing()
          .pending()
          .map(({ id, name, code }) => ({ id, name, code })),
        engines,
      }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onNews: (reader) => {
      readers.add(reader)
      return () => readers.delete(reader)
    },
    cancel: (id) => jobs().cancel(id),
    pause: (on) => {
      jobs().pause(on)
      changed()
    },
    freeMemory: () => jobs().release(),
  }

  return {
    desk,
    changed,
    jobEvent: (job, body) => {
      if (listeners.size === 0 && readers.size === 0) return
      if (body.type === 'preview') return
      if (body.type === 'started') {
        begun.set(job.id, now())
        readEngines()
      }
      if (isFinished(job.status)) {
        const from = begun.get(job.id)
        begun.delete(job.id)
        const { state } = job.status
        if (from !== undefined && (state === 'done' || state === 'failed')) {
          tell({ type: 'ended', id: job.id, state, took: now() - from })
        }
      }
      changed()
    },
    pairingEvent: (event) => {
      if (event.type === 'asked') {
        const { name, code } = event.pairing
        tell({ type: 'asked', name, code })
      }
      changed()
    },
  }
}
