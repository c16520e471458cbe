/** Finds the companion, pairs with it and keeps the connection, for a panel that shows its state. */

import type { Bridge } from '../client/bridge.ts'
import { type Client, createClient } from '../client/client.ts'
import { findCompanion, probeCompanion } from '../client/handshake.ts'
import { type Pairing, pair } from '../client/pair.ts'
import {
  type Fetch,
  hostTimers,
  type RandomBytes,
  type Signal,
  type SocketConstructor,
  type Timers,
} from '../client/platform.ts'
import { expected, InlayError } from '../errors.ts'
import { createListeners } from '../listeners.ts'
import * as z from '../zod.ts'
import { type LinkState, type LocalAccess, linkStateOf, type Outlook } from './link-state.ts'
import { noticeOfError } from './notice.ts'

/** As pairing gave them; kept in the host's own storage. */
export const StoredCredentials = z.object({
  deviceId: z.string().min(1),
  token: z.string().min(1),
})
export type StoredCredentials = z.infer<typeof StoredCredentials>

export interface LinkHost<S extends Signal> {
  /** The program it lives in: "figma", "photoshop". */
  readonly app: string
  /** What the person knows it by; the companion shows it beside the code. */
  readonly name: string
  readonly fetch: Fetch<S>
  readonly randomBytes: RandomBytes
  readonly WebSocket?: SocketConstructor
  readonly timers?: Timers
  /** Where to look; by default `localhost` and 127.0.0.1. */
  readonly hosts?: readonly string[]
  /** Only this address is asked; for tests, and for those who type one. */
  readonly address?: string
  /** Kept in the host's own storage; null forgets them. */
  readonly keep: (credentials: StoredCredentials | null) => void
  /** What the browser says of reaching this machine. */
  readonly localAccess?: () => Promise<LocalAccess>
  /** Opens the companion's window straight from a click, see `openBridge`. */
  readonly openWindow?: () => Promise<Bridge<S>>
}

export interface Link<S extends Signal> {
  readonly state: LinkState
  /** Calls `heard` after each change, until the answer is called. */
  subscribe(heard: () => void): () => void
  /** The client while the state is `ready`. */
  client(): Client<S> | undefined
  /** Looks for the companion, and again by itself until it is there or needs the person. */
  look(): Promise<void>
  /** Asks the companion to show a code. */
  pair(): Promise<void>
  /** Tries the code that was typed. */
  type(code: string): Promise<void>
  /** Leaves pairing. */
  leave(): void
  /** Connects through the companion's window; call it straight from the click. */
  openWindow(): Promise<void>
  /** A job met this: looks again when it tells of the connection. */
  report(error: InlayError): void
  /** Lets go of everything; for a panel that closes. */
  close(): void
}

/** Milliseconds until it is looked for again by itself. */
const LOOK_AGAIN = 3000
const LOOK_AGAIN_STARTING = 800

/** @param stored as `keep` kept it; anything else counts as not paired */
export const createLink = <S extends Signal>(host: LinkHost<S>, stored: unknown): Link<S> => {
  const { app, name, randomBytes, timers = hostTimers } = host
  let credentials = StoredCredentials.safeParse(stored).data
  let state: LinkState = { at: 'looking' }
  let client: Client<S> | undefined
  let bridge: Bridge<S> | undefined
  let pairing: Pairing | undefined
  let callOff = (): void => {}
  /** Raised by whatever makes the outcome of an older look worthless. */
  let round = 0
  const listeners = createListeners()

  const set = (next: LinkState): void => {
    state = next
    if (next.at !== 'ready') client = undefined
    listeners.tell()
  }

  const anew = (): number => {
    callOff()
    callOff = () => {}
    pairing = undefined
    round += 1
    return round
  }

  const currentFetch = (): Fetch<S> => bridge?.fetch ?? host.fetch

  const ask = () => {
    const options = { ...credentials, fetch: currentFetch(), randomBytes, timers }
    const address = bridge?.baseUrl ?? host.address
    return address === undefined
      ? findCompanion<S>({ ...options, ...(host.hosts === undefined ? {} : { hosts: host.hosts }) })
      : probeCompanion<S>(address, options)
  }

  const outlook = async (): Promise<Outlook> => ({
    wasPaired: credentials !== undefined,
    access: (await host.localAccess?.()) ?? 'unknown',
    hasWindow: host.openWindow !== undefined,
  })

  const connect = (baseUrl: string): Client<S> | undefined =>
    credentials === undefined
      ? undefined
      : createClient<S>({
          ...{ baseUrl, ...credentials, fetch: currentFetch(), randomBytes, timers },
          // The window carries no sockets.
          ...(host.WebSocket === undefined || bridge !== undefined
            ? {}
            : { WebSocket: host.WebSocket }),
        })

  const lookOnce = async (mine: number): Promise<void> => {
    const connection = await ask()
    const next = linkStateOf(
      connection,
      await outlook(),
      bridge === undefined ? 'direct' : 'window',
    )
    if (mine !== round) return
    if (next.at === 'ready') client = connect(next.baseUrl)
    // Said once: a state that stays must not make a panel blink.
    if (!isSame(state, next)) set(next)
    if (next.at !== 'missing') return
    const wait = connection.state === 'starting' ? LOOK_AGAIN_STARTING : LOOK_AGAIN
    callOff = timers.after(wait, () => void lookOnce(mine))
  }

  const meet = (error: unknown): InlayError => {
    if (error instanceof InlayError) return error
    throw error
  }

  const link: Link<S> = {
    get state() {
      return state
    },
    subscribe: listeners.subscribe,
    client: () => client,
    look: async () => {
      const mine = anew()
      if (state.at !== 'missing' && state.at !== 'looking') set({ at: 'looking' })
      await lookOnce(mine)
    },
    pair: async () => {
      const baseUrl = addressOf(state) ?? bridge?.baseUrl ?? host.address
      const mine = anew()
      if (baseUrl === undefined) return lookOnce(mine)
      set({ at: 'pairing', baseUrl, step: 'asking', until: 0 })
      try {
        const asked = await pair<S>(baseUrl, {
          ...{ name, app, fetch: currentFetch(), randomBytes, timers },
        })
        if (mine !== round) return
        pairing = asked
        const until = timers.now() + asked.expiresIn * 1000
        set({ at: 'pairing', baseUrl, step: 'code', until })
        callOff = timers.after(asked.expiresIn * 1000, () => {
          if (mine === round) end(baseUrl, new InlayError('pairing_over'))
        })
      } catch (error) {
        if (mine === round) end(baseUrl, meet(error))
      }
    },
    type: async (code) => {
      if (state.at !== 'pairing' || pairing === undefined || state.step !== 'code') return
      const { baseUrl, until } = state
      const mine = round
      set({ at: 'pairing', baseUrl, step: 'checking', until })
      try {
        const paired = await pairing.claim(code)
        if (mine !== round) return
        credentials = paired
        host.keep(paired)
        await link.look()
      } catch (error) {
        if (mine !== round) return
        const problem = meet(error)
        const isOpen = problem.code === 'pairing_code_wrong' || problem.code === 'invalid_request'
        if (isOpen) set({ at: 'pairing', baseUrl, step: 'code', until, problem })
        else end(baseUrl, problem)
      }
    },
    leave: () => {
      if (state.at === 'pairing') {
        const { baseUrl } = state
        anew()
        set({ at: 'unpaired', baseUrl, wasPaired: credentials !== undefined })
      } else if (state.at === 'opening') void link.look()
    },
    openWindow: async () => {
      if (host.openWindow === undefined) {
        throw new InlayError('invalid_request', expected('a host with windows', 'openWindow', ''))
      }
      // Before anything is awaited: browsers open windows for clicks alone.
      const opened = host.openWindow()
      const mine = anew()
      set({ at: 'opening' })
      try {
        const found = await opened
        if (mine !== round) {
          found.close()
          return
        }
        bridge?.close()
        bridge = found
        void found.closed.then(() => {
          if (bridge !== found) return
          bridge = undefined
          void link.look()
        })
        await lookOnce(mine)
      } catch (error) {
        const met = meet(error)
        if (mine !== round) return
        const notice = { ...noticeOfError(met), actions: ['window', 'try'] as const }
        set({ at: 'missing', notice, error: met })
      }
    },
    report: (error) => {
      if (state.at === 'ready' && (TELLING.includes(error.code) || error.status === 401)) {
        // Without a word until it is known: the next moment may find it back.
        void lookOnce(anew())
      }
    },
    close: () => {
      anew()
      listeners.clear()
      bridge?.close()
    },
  }

  const end = (baseUrl: string, problem: InlayError): void => {
    pairing = undefined
    if (problem.code === 'companion_unreachable' || problem.code === 'companion_silent') {
      void link.look()
    } else set({ at: 'pairing', baseUrl, step: 'over', until: 0, problem })
  }

  return link
}

/** Errors of a job that say something about the connection. */
const TELLING: readonly string[] = [
  'companion_unreachable',
  'companion_silent',
  'companion_unproven',
  'bridge_closed',
  'not_companion',
  'version_mismatch',
  'stopping',
]

const addressOf = (state: LinkState): string | undefined =>
  state.at === 'unpaired' || state.at === 'pairing' || state.at === 'ready'
    ? state.baseUrl
    : undefined

const isSame = (a: LinkState, b: LinkState): boolean =>
  a.at === 'missing' &&
  b.at === 'missing' &&
  a.error.code === b.error.code &&
  JSON.stringify(a.notice) === JSON.stringify(b.notice)
