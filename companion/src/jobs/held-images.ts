/** Pictures that were selected in a moment ago, so that the next click needs no upload and no decoding. */
import { randomUUID } from 'node:crypto'

export interface HoldLimits {
  readonly count: number
  /** All together; the newest stays even when it alone is more. */
  readonly bytes: number
  /** Milliseconds after its last use. */
  readonly idle: number
}

const HOLD_LIMITS: HoldLimits = { count: 4, bytes: 400 * 2 ** 20, idle: 2 * 60_000 }

export interface Held<T> {
  /** Random: it tells nobody what the picture is. */
  readonly id: string
  readonly picture: T
}

export interface HeldImages<T> {
  /** By id; counts as a use. */
  get(id: string): Held<T> | undefined
  /** By what was sent: the same bytes read the same way. Counts as a use. */
  find(key: string): Held<T> | undefined
  add(key: string, picture: T): Held<T>
  /** Lets go of what is over the limits; to be called when a picture has grown. */
  trim(): void
}

interface Entry<T> extends Held<T> {
  readonly key: string
  used: number
}

export const createHeldImages = <T>(
  bytesOf: (picture: T) => number,
  limits: HoldLimits = HOLD_LIMITS,
  now: () => number = Date.now,
): HeldImages<T> => {
  /** Least recently used first. */
  let entries: Entry<T>[] = []
  let sweeper: NodeJS.Timeout | undefined

  const trim = (): void => {
    entries = entries.filter(({ used }) => now() - used < limits.idle)
    let bytes = 0
    let kept = 0
    for (let i = entries.length - 1; i >= 0; i--) {
      bytes += bytesOf(entries[i]!.picture)
      if (kept > 0 && (bytes > limits.bytes || kept >= limits.count)) break
      kept++
    }
    entries = entries.slice(entries.length - kept)
    clearTimeout(sweeper)
    const oldest = entries[0]
    if (oldest === undefined) return
    sweeper = setTimeout(trim, Math.max(1, oldest.used + limits.idle - now())).unref()
  }

  const use = (entry: Entry<T> | undefined): Held<T> | undefined => {
    if (entry === undefined || now() - entry.used >= limits.idle) return undefined
    entry.used = now()
    entries = [...entries.filter((other) => other !== entry), entry]
    return entry
  }

  return {
    get: (id) => use(entries.find((entry) => entry.id === id)),
    find: (key) => use(entries.find((entry) => entry.key === key)),
    add: (key, picture) => {
      const entry = { id: randomUUID(), key, picture, used: now() }
      entries.push(entry)
      trim()
      return entry
    },
    trim,
  }
}
