/** What the page knows, asked for again and again while somebody looks at it. */
import {
  type CompanionStatus,
  createListeners,
  type DeviceInfo,
  type FillRecord,
  InlayError,
  type PairingList,
} from '@inlay/shared'
import * as api from './api.ts'
import { createHistory } from './history.ts'
import { forget, onSignIn, word } from './session.ts'
import { followSetting } from './words/say.ts'

export interface State {
  readonly at: 'loading' | 'signed out' | 'here'
  /** The code in the address was good for nothing any more. */
  readonly isLate: boolean
  /** The session is over; what is on the page stays, unseen, until another one begins. */
  readonly isLapsed: boolean
  /** The companion does not answer just now; what is on the page stays. */
  readonly isGone: boolean
  readonly status: CompanionStatus | undefined
  /** Newest first. */
  readonly fills: readonly FillRecord[]
  readonly devices: readonly DeviceInfo[]
  /** Programs that ask to be let in. */
  readonly pairings: PairingList['pairings']
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

/** The language that was set for the companion holds here too; this browser keeps it for its next start. */
const followLanguage = async (): Promise<void> => {
  // A companion that cannot tell leaves it as it is.
  const set = await api.settings().catch(() => undefined)
  if (set !== undefined) await followSetting(set.values.language)
}

/** Milliseconds between two looks: while something runs, and while nothing does. */
const OFTEN = 400
const SELDOM = 2000

export const createStore = (isLate: boolean): Store => {
  const listeners = createListeners()
  const history = createHistory(api.fills)
  let timer: ReturnType<typeof setTimeout> | undefined
  let state: State = {
    at: word() === null ? 'signed out' : 'loading',
    isLate,
    isLapsed: false,
    isGone: false,
    status: undefined,
    fills: [],
    devices: [],
    pairings: [],
    problem: undefined,
  }
  const change = (next: Partial<State>): void => {
    state = { ...state, ...next }
    listeners.tell()
  }

  /** One after the other: an answer asked for before something was forgotten would bring it back. */
  let looking = Promise.resolve()
  const look = (): Promise<void> => {
    clearTimeout(timer)
    looking = looking.then(lookOnce)
    return looking
  }

  const lookOnce = async (): Promise<void> => {
    if (state.at === 'signed out' || state.isLapsed) return
    const asWhom = word()
    try {
      const [status, fills, { devices }, { pairings }] = await Promise.all([
        api.status(),
        history.look(),
        api.devices(),
        api.pairings(),
      ])
      change({ at: 'here', isGone: false, status, fills, devices, pairings })
      lookIn(status.running > 0 ? OFTEN : SELDOM)
    } catch (error) {
      if (!(error instanceof InlayError)) throw error
      if (error.status === 401) {
        // Another tab was signed in meanwhile, and this one with it.
        if (word() !== asWhom) return lookIn(0)
        forget()
        change(state.at === 'here' ? { isLapsed: true } : { at: 'signed out' })
        return
      }
      change({ isGone: true })
      lookIn(SELDOM)
    }
  }

  /** While nobody looks the companion is left to sleep; one that is gone is waited for. */
  const lookIn = (ms: number): void => {
    clearTimeout(timer)
    if (!document.hidden || state.isGone) timer = setTimeout(look, ms)
  }

  onSignIn(() => {
    if (!state.isLapsed) return
    change({ isLapsed: false })
    void look()
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void look()
    else if (!state.isGone) clearTimeout(timer)
  })
  void look()
  if (word() !== null) void followLanguage()

  return {
    get state() {
      return state
    },
    subscribe: listeners.subscribe,
    act: async (work) => {
      try {
        await work()
        change({ problem: undefined })
        // What was forgotten is not told of: everything is asked for once more.
        history.again()
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
