/** Single-use tickets for the WebSocket handshake, where browsers cannot set a header (row 10, 11). */
import type { Caller } from './authenticate.ts'
import { digest, newSecret } from './token.ts'

/** Seconds a ticket lives. */
export const TICKET_SECONDS = 30

/** Tickets out at the same time; the oldest goes when more are asked for. */
const MOST = 256

export interface Tickets {
  issue(caller: Caller): string
  /** The one it was issued to, once, in time; undefined ever after. */
  redeem(ticket: string): Caller | undefined
}

export const createTickets = (now: () => number = performance.now.bind(performance)): Tickets => {
  /** By digest: what is looked up tells nothing of what was issued. */
  const out = new Map<string, { readonly caller: Caller; readonly until: number }>()

  const dropOld = (): void => {
    for (const [key, { until }] of out) {
      if (until > now() && out.size <= MOST) return
      out.delete(key)
    }
  }

  return {
    issue: (caller) => {
      const ticket = newSecret()
      out.set(digest(ticket).toString('hex'), { caller, until: now() + TICKET_SECONDS * 1000 })
      dropOld()
      return ticket
    },
    redeem: (ticket) => {
      const key = digest(ticket).toString('hex')
      const found = out.get(key)
      out.delete(key)
      return found !== undefined && found.until > now() ? found.caller : undefined
    },
  }
}
