/**
 * The lines worked on last: what the browser keeps of them, and what this window still holds of those
 * it showed before, a picture that was not filled yet and a mask in the making among it.
 */
import type { OpenedPicture } from '../contract.ts'
import { changeKept, forgetLine, type KeptLine, MOST_LINES, readKept } from './kept.ts'
import { type EditLine, type Step, withArrived } from './line.ts'

/** What was painted on the picture that was shown, and is not filled yet. */
export interface Painted {
  readonly png: Blob
  readonly grow: number
  readonly feather: number
}

/** A line that this window showed before. */
export interface Shelved {
  readonly line: EditLine
  /** The picture as it was opened. */
  readonly blob: OpenedPicture['blob']
  readonly painted: Painted | undefined
  /** Milliseconds since 1970 at which it was left. */
  readonly changed: number
}

/** A line as it is offered to be gone on with. */
export interface Recent {
  readonly key: string
  readonly name: string
  /** How many edits it has. */
  readonly count: number
  /** Milliseconds since 1970. */
  readonly changed: number
  /** The fill it stands at; undefined when it has none yet. */
  readonly shown: KeptLine['steps'][number] | undefined
  /** The picture as opened, where only this window has it. */
  readonly blob: Blob | undefined
  readonly isFilling: boolean
}

export interface Shelf {
  /** The line that a new window would show. */
  readonly open: KeptLine | undefined
  kept(key: string): KeptLine | undefined
  held(key: string): Shelved | undefined
  put(one: Omit<Shelved, 'changed'>): void
  /** Off the list, here and in the browser. */
  drop(key: string): void
  /** A fill of a line that is not shown is done. */
  arrived(key: string, step: Step, at: { readonly index: number; readonly isAgain: boolean }): void
  /** Newest first, without the one that is shown. */
  recents(shown: string | undefined, filling: ReadonlySet<string>): readonly Recent[]
}

export const createShelf = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  now: () => number = Date.now,
): Shelf => {
  /** The one put last is the last. */
  const shelved = new Map<string, Shelved>()
  const kept = (key: string): KeptLine | undefined =>
    readKept(storage).lines.find((line) => line.key === key)

  return {
    get open() {
      const { open, lines } = readKept(storage)
      return lines.find(({ key }) => key === open)
    },
    kept,
    held: (key) => shelved.get(key),
    put: (one) => {
      shelved.delete(one.line.key)
      shelved.set(one.line.key, { ...one, changed: now() })
      for (const key of [...shelved.keys()].slice(0, -MOST_LINES)) shelved.delete(key)
    },
    drop: (key) => {
      shelved.delete(key)
      forgetLine(storage, key)
    },
    arrived: (key, step, at) => {
      const held = shelved.get(key)
      const steps = held && withArrived(held.line.steps, step, at)
      if (held !== undefined && steps !== undefined) {
        const line = { ...held.line, steps, at: steps.length }
        // What was painted belongs to the picture before it.
        shelved.set(key, { ...held, line, painted: undefined })
      }
      changeKept(storage, key, (line) => {
        const next = withArrived(line.steps, { id: step.id, chosen: step.chosen }, at)
        return next === undefined ? line : { ...line, steps: next, at: next.length, changed: now() }
      })
    },
    recents: (shown, filling) => {
      const found = new Map<string, Recent>()
      for (const { key, name, steps, at, changed } of readKept(storage).lines) {
        const place = { count: steps.length, shown: steps[at - 1] ?? steps[0] }
        const isFilling = filling.has(key)
        const blob = shelved.get(key)?.blob
        if (steps.length > 0 || isFilling || blob !== undefined)
          found.set(key, { key, name, changed, blob, isFilling, ...place })
      }
      for (const [key, { line, blob, changed }] of shelved) {
        if (found.has(key) || line.steps.length > 0) continue
        const { name } = line
        const isFilling = filling.has(key)
        found.set(key, { key, name, changed, blob, isFilling, count: 0, shown: undefined })
      }
      return [...found.values()]
        .filter(({ key }) => key !== shown)
        .sort((a, b) => b.changed - a.changed)
        .slice(0, MOST_LINES)
    },
  }
}
