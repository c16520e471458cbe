/** What the page knows, asked for again and again while somebody looks at it. */
import type { CompanionStatus, DeviceInfo, FillRecord } from '@inlay/shared'
import { InlayError } from '@inlay/shared'
import * as api from './api.ts'
import { forget, word } from './session.ts'

export interface State {
  readonly at: 'loading' | 'signed out' | 'here'
  /** The code in the address was good for nothing any more. */
  readonly isLate: boolean
  /** The companion does not answer just now; what is on the page stays. */
  readonly isGone: boolean
  readonly status: CompanionStatus | undefined
  /** Newest first. */
  readonly fills: readonly FillRecord[]
  readonly devices: readonly DeviceInfo[]
  readonly problem: InlayError | undefined
}

export interface Store {
  readonly state: State
  subscribe(heard: () => void): () => void
  /** Does something and looks again at once; what goes wrong is shown. */
  act(work: () => Promise<unknown>): Promise<void>
  /** Takes the last problem away. */
  forgive(): void
  signOut(): Promise<void>
}

/** Milliseconds between two looks: while something runs, and while nothing does. */
const OFTEN = 400
const SELDOM = 2000

export const createStore = (isLate: boolean): Store => {
  const listeners = new Set<() => void>()
  const records = new Map<string, FillRecord>()
  let cursor = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let state: State = {
    at: word() === null ? 'signed out' : 'loading',
    isLate,
    isGone: false,
    status: undefined,
    fills: [],
    devices: [],
    problem: undefined,
  }
  const change = (next: Partial<State>): void => {
    state = { ...state, ...next }
    for (const heard of [...listeners]) heard()
  }

  const look = async (): Promise<void> => {
    clearTimeout(timer)
    if (state.at === 'signed out') return
    try {
      const [status, list, { devices }] = await Promise.all([
        api.status(),
        api.fills(cursor),
        api.devices(),
      ])
      for (const fill of list.fills) records.set(fill.id, fill)
      cursor = list.cursor
      const fills = [...records.values()].sort((a, b) => b.created.localeCompare(a.created))
      change({ at: 'here', isGone: false, status, fills, devices })
      timer = setTimeout(look, list.more ? 0 : status.running > 0 ? OFTEN : SELDOM)
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      if (error.status === 401) {
        forget()
        change({ at: 'signed out' })
        return
      }
      change({ isGone: true })
      timer = setTimeout(look, SELDOM)
    }
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    // Nobody looks: the companion is left to sleep.
    if (!document.hidden) void look()
  })
  void look()

  return {
    get state() {
      return state
    },
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    act: async (work) => {
      try {
        await work()
        change({ problem: undefined })
        // What was forgotten is not told of: everything is asked for once more.
        records.clear()
        cursor = 0
      } catch (error) {
        if (!(error instanceof InlayError)) throw error
        change({ problem: error })
      }
      await look()
    },
    forgive: () => change({ problem: undefined }),
    signOut: async () => {
      await api.signOut().catch(() => undefined)
      forget()
      change({ at: 'signed out', isLate: false })
    },
  }
}
