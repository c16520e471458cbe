/**
 * Signing in to the companion's own page without typing (facts/daemon.md 1.4 rows 2, 5, 10): a code
 * for one use comes with the address, behind its `#`, and is changed for a session in two halves. A
 * cookie that no script can read is the one; browsers send it to every port of `localhost`, so it
 * opens nothing without the other, a word that only the page's own origin can keep.
 */
import { digest, newSecret, sameDigest } from '../guard/token.ts'
import type { KeptSession } from './page-file.ts'

/** Seconds a code lives. */
export const PAGE_CODE_SECONDS = 60

/** Milliseconds without a request after which a session is over. */
const IDLE = 12 * 3600_000

/** Codes, and sessions, at the same time; the oldest goes. */
const MOST = 32

export interface NewSession {
  readonly cookie: string
  readonly word: string
}

export interface PageSessions {
  /** A code for one use. */
  issue(): string
  /** The session for a code, once, in time; undefined ever after. */
  redeem(code: string): NewSession | undefined
  /** Whether both halves belong to the same living session. */
  isIn(cookie: string, word: string): boolean
  end(cookie: string): void
  /** Milliseconds since a page was last here; undefined when none was since the start. */
  readonly seenAgo: number | undefined
  /** What goes on after a restart. */
  kept(): readonly KeptSession[]
}

export interface PageSessionOptions {
  /** Sessions of an earlier run. */
  readonly kept?: readonly KeptSession[]
  /** Somebody signed in or out. */
  readonly onChange?: () => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

interface Session {
  /** SHA-256, in hexadecimal as all digests here. */
  readonly word: string
  until: number
}

export const createPageSessions = ({
  kept = [],
  onChange = () => {},
  now = Date.now,
}: PageSessionOptions = {}): PageSessions => {
  /** By digest: what is looked up tells nothing of what was issued. */
  const codes = new Map<string, number>()
  const sessions = new Map<string, Session>(
    kept
      .filter(({ until }) => until > now() && until <= now() + IDLE)
      .map(({ cookie, word, until }) => [cookie, { word, until }]),
  )
  let seen: number | undefined
  const keyOf = (secret: string): string => digest(secret).toString('hex')

  const trim = (kept: Map<string, unknown>): void => {
    for (const key of kept.keys()) {
      if (kept.size <= MOST) return
      kept.delete(key)
    }
  }

  return {
    issue: () => {
      const code = newSecret()
      codes.set(keyOf(code), now() + PAGE_CODE_SECONDS * 1000)
      trim(codes)
      return code
    },
    redeem: (code) => {
      const until = codes.get(keyOf(code))
      codes.delete(keyOf(code))
      if (until === undefined || until <= now()) return undefined
      const fresh = { cookie: newSecret(), word: newSecret() }
      sessions.set(keyOf(fresh.cookie), { word: keyOf(fresh.word), until: now() + IDLE })
      trim(sessions)
      onChange()
      return fresh
    },
    isIn: (cookie, word) => {
      const key = keyOf(cookie)
      const session = sessions.get(key)
      if (session === undefined) return false
      if (session.until <= now()) {
        sessions.delete(key)
        return false
      }
      if (!sameDigest(digest(word), Buffer.from(session.word, 'hex'))) return false
      session.until = now() + IDLE
      seen = now()
      // The one last used is the last to go.
      sessions.delete(key)
      sessions.set(key, session)
      return true
    },
    end: (cookie) => {
      if (sessions.delete(keyOf(cookie))) onChange()
    },
    get seenAgo() {
      return seen === undefined ? undefined : now() - seen
    },
    kept: () => [...sessions].map(([cookie, { word, until }]) => ({ cookie, word, until })),
  }
}
