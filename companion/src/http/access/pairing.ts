/**
 * Pairing: a plugin asks, the companion shows a six-digit code to whoever sits at this machine,
 * they type it into the plugin, the plugin gets a token (facts/daemon.md 1.4 row 8, 1.5). A page
 * that asks behind the user's back never sees the code, and may guess five times.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import {
  type ExchangeKeys,
  InlayError,
  PAIRED_SCOPES,
  type PairExchange,
  type Paired,
  type PairRequest,
  type PairRequested,
} from '@inlay/shared'
import { sameSecret } from '../guard/token.ts'
import type { Devices } from './devices.ts'

/** Seconds a code lives. */
export const PAIRING_SECONDS = 120

/** Wrong codes a pairing survives one less than. */
const TRIES = 5

/** Exchanges of one pairing: one for each try, and some that broke off. Each costs some milliseconds. */
const MOST_EXCHANGES = 2 * TRIES

/**
 * Who asks, as far as a browser tells: a frame without an address (Figma's, and any page that makes
 * one), a panel of Photoshop's, our own window `/bridge`, a program. Each has budgets of its own,
 * so that pages that ask and guess in the background keep only frames from pairing.
 */
export type PairingSource = 'frame' | 'panel' | 'window' | 'program'

/** Pairings of one source waiting for their code at the same time. */
const MOST_PENDING = 3

/** Pairings that one source may begin within a minute. */
const MOST_A_MINUTE = 6

/** Wrong codes of one source within an hour: guessing on gets 1 in 66,000 an hour at most. */
const MOST_WRONG_AN_HOUR = 15

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A pairing that waits for its code. */
export interface PendingPairing {
  readonly id: string
  readonly name: string
  readonly app: string
  /** Six digits; for the eyes of whoever sits at this machine. */
  readonly code: string
  /** Milliseconds since 1970. */
  readonly expires: number
}

/** What happens to pairings, one event for each line that a person is shown. */
export type PairingEvent =
  | { readonly type: 'asked'; readonly pairing: PendingPairing }
  | { readonly type: 'wrong_code'; readonly pairing: PendingPairing; readonly triesLeft: number }
  | { readonly type: 'paired'; readonly pairing: PendingPairing; readonly deviceId: string }
  | {
      readonly type: 'closed'
      readonly pairing: PendingPairing
      readonly reason: 'expired' | 'tries' | 'stopped'
    }

export interface Pairing {
  /**
   * Begins a pairing; one that waits already with the same nonce is meant again.
   * @throws InlayError pairing_busy
   */
  request(asked: PairRequest, source: PairingSource): PairRequested
  /**
   * The companion's share of the exchange over the code; nothing can be read from it. A later one
   * takes the place of an earlier one.
   * @throws InlayError pairing_over | pairing_busy | invalid_request
   */
  exchange(id: string, share: string): Promise<PairExchange>
  /**
   * Ends a pairing with a proof of the right code: a device is made, whose token is what came of
   * the exchange. Each exchange is good for one claim, and so for one guess.
   * @throws InlayError pairing_code_wrong | pairing_over | pairing_busy | file_unwritable
   */
  claim(id: string, proof: string): Promise<Paired>
  /** Ends one that waits, as whoever sits at this machine wishes; false when there is none. */
  refuse(id: string): boolean
  /** Those that wait, oldest first. */
  pending(): readonly PendingPairing[]
  /** Ends them all. */
  close(): void
}

export interface PairingOptions {
  readonly devices: Pick<Devices, 'add'>
  /** The port plugins connect to. */
  readonly port: () => number
  readonly onEvent?: (event: PairingEvent) => void
  /** Milliseconds on a clock that nobody sets. */
  readonly now?: () => number
}

interface Row {
  readonly pairing: PendingPairing
  readonly nonce: string
  readonly source: PairingSource
  readonly until: number
  readonly expiry: NodeJS.Timeout
  triesLeft: number
  exchangesLeft: number
  /** Of the last exchange, until it is claimed. */
  keys: ExchangeKeys | undefined
}

export const createPairing = (options: PairingOptions): Pairing => {
  const { devices, onEvent = () => {}, now = () => performance.now() } = options
  const rows = new Map<string, Row>()
  const budgets = new Map<PairingSource, Budgets>()
  const budgetsOf = (source: PairingSource): Budgets => {
    const own = budgets.get(source) ?? {
      begun: createBudget(MOST_A_MINUTE, MINUTE, now),
      wrong: createBudget(MOST_WRONG_AN_HOUR, HOUR, now),
    }
    budgets.set(source, own)
    return own
  }

  const remove = (row: Row): void => {
    clearTimeout(row.expiry)
    rows.delete(row.pairing.id)
  }
  const end = (row: Row, reason: 'expired' | 'tries' | 'stopped'): void => {
    remove(row)
    onEvent({ type: 'closed', pairing: row.pairing, reason })
  }
  const dropExpired = (): void => {
    for (const row of rows.values()) if (now() >= row.until) end(row, 'expired')
  }
  /** @throws InlayError pairing_over | pairing_busy */
  const open = (id: string): Row => {
    dropExpired()
    const row = rows.get(id)
    if (row === undefined) throw new InlayError('pairing_over')
    refuseGuessers(budgetsOf(row.source).wrong)
    return row
  }
  const secondsLeft = ({ until }: Row): number => Math.max(1, Math.round((until - now()) / 1000))

  return {
    request: ({ name, app, nonce }, source) => {
      dropExpired()
      const same = [...rows.values()].find((row) => row.nonce === nonce)
      if (same !== undefined) return { id: same.pairing.id, expiresIn: secondsLeft(same) }
      const { begun, wrong } = budgetsOf(source)
      refuseGuessers(wrong)
      if ([...rows.values()].filter((row) => row.source === source).length >= MOST_PENDING) {
        throw new InlayError('pairing_busy', `${MOST_PENDING} are waiting for their code.`)
      }
      if (!begun.take()) throw new InlayError('pairing_busy', 'Too many were asked for.')
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const left = PAIRING_SECONDS * 1000
      const pairing = { id: randomUUID(), name, app, code, expires: Date.now() + left }
      const expiry = setTimeout(dropExpired, left + 1).unref()
      rows.set(pairing.id, {
        pairing,
        nonce,
        source,
        until: now() + left,
        expiry,
        triesLeft: TRIES,
        exchangesLeft: MOST_EXCHANGES,
        keys: undefined,
      })
      onEvent({ type: 'asked', pairing })
      return { id: pairing.id, expiresIn: PAIRING_SECONDS }
    },
    exchange: async (id, share) => {
      const { makeShare, finishExchange } = await import('./exchange.ts')
      const row = open(id)
      if (row.exchangesLeft-- <= 0) throw new InlayError('pairing_busy', 'Too many exchanges.')
      const { name, app, code } = row.pairing
      const context = { id, port: options.port(), name, app, nonce: row.nonce }
      const own = makeShare(code, context, randomBytes(64))
      row.keys = finishExchange('companion', own, share, context)
      return { share: own.share }
    },
    claim: async (id, proof) => {
      const row = open(id)
      const { pairing, keys } = row
      if (keys === undefined) throw new InlayError('invalid_request', 'The exchange comes first.')
      row.keys = undefined
      const { wrong } = budgetsOf(row.source)
      if (!sameSecret(proof, keys.pluginProof)) {
        wrong.take()
        row.triesLeft--
        onEvent({ type: 'wrong_code', pairing, triesLeft: row.triesLeft })
        if (row.triesLeft > 0) {
          const tries = row.triesLeft === 1 ? '1 try' : `${row.triesLeft} tries`
          throw new InlayError('pairing_code_wrong', `${tries} left.`)
        }
        end(row, 'tries')
        throw new InlayError('pairing_over', 'Too many wrong codes.')
      }
      // Gone before anything is awaited: two claims at once are one claim and one refusal.
      remove(row)
      const { name, app } = pairing
      const { token } = keys
      const { id: deviceId } = await devices.add({ name, app, scopes: PAIRED_SCOPES, token })
      onEvent({ type: 'paired', pairing, deviceId })
      return { deviceId, proof: keys.companionProof }
    },
    refuse: (id) => {
      dropExpired()
      const row = rows.get(id)
      if (row === undefined) return false
      end(row, 'stopped')
      return true
    },
    pending: () => {
      dropExpired()
      return [...rows.values()].map(({ pairing }) => pairing)
    },
    close: () => {
      for (const row of rows.values()) end(row, 'stopped')
    },
  }
}

interface Budgets {
  readonly begun: Budget
  readonly wrong: Budget
}

interface Budget {
  /** Takes one; false when there is none left within the span. */
  take(): boolean
  readonly isSpent: boolean
}

/** So many within any span of so many milliseconds. */
const createBudget = (most: number, span: number, now: () => number): Budget => {
  let taken: number[] = []
  const isSpent = (): boolean => {
    taken = taken.filter((time) => now() - time < span)
    return taken.length >= most
  }
  return {
    take: () => {
      if (isSpent()) return false
      taken.push(now())
      return true
    },
    get isSpent() {
      return isSpent()
    },
  }
}

/** @throws InlayError pairing_busy */
const refuseGuessers = (wrong: Budget): void => {
  if (wrong.isSpent) {
    throw new InlayError(
      'pairing_busy',
      'Too many wrong codes; restart the companion, or wait an hour.',
    )
  }
}
