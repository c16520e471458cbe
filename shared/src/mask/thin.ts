/** Tells the thin parts of a mask (scratches, text, dust) from the compact ones. */
import { boundsBottom, boundsRight } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { maskBounds } from './bounds.ts'
import { checkPixels } from './check.ts'
import { scanMask } from './scan.ts'

/** The two halves of a mask, each of its size; null where there is nothing of the kind. */
export interface ThinSplit {
  readonly thin: Mask | null
  readonly compact: Mask | null
}

/**
 * Sorts the mask's 8-connected regions (values > 0). A region is compact when a square of
 * `2 half + 1` pixels fits into it anywhere (the mask eroded by that square is not empty), else
 * thin: nowhere is one of its pixels more than `half` king's moves from the outside. Where all
 * regions are of one kind the mask itself is returned, not a copy.
 *
 * Runs are found row by row and joined by union-find (He, Chao & Suzuki 2008), so the work grows
 * with the painted pixels, and stops looking at a region's pixels once it is known to be compact.
 *
 * @param half pixels, 0 or more
 * @throws InlayError invalid_request for a bad `half` or a mask whose data does not fit its sides
 */
export const splitThin = (mask: Mask, half: number): ThinSplit => {
  checkPixels('half', half)
  const painted = maskBounds(mask)
  if (painted === null) return { thin: null, compact: null }
  const runs = new Runs()
  const columns = new Columns(mask.width)
  const scanner = scanMask(mask.data, 1)
  let above = 0
  for (let y = painted.top; y < boundsBottom(painted); y++) {
    const row = y * mask.width
    const end = row + boundsRight(painted)
    const first = runs.count
    let k = above
    for (let start = scanner.first(row + painted.left, end); start >= 0; ) {
      const zero = mask.data.indexOf(0, start)
      const stop = zero < 0 || zero > end ? end : zero
      const run = runs.push(y, start - row, stop - row)
      while (k < first && runs.right(k) < start - row) k++
      for (let j = k; j < first && runs.left(j) <= stop - row; j++) runs.join(run, j)
      const isWide = stop - start > 2 * half && !runs.isCompact(run)
      if (isWide && columns.pass(y, start - row + half, stop - row - half, 2 * half + 1)) {
        runs.markCompact(run)
      }
      start = stop < end ? scanner.first(stop, end) : -1
    }
    above = first
  }
  return cut(mask, runs)
}

const cut = (mask: Mask, runs: Runs): ThinSplit => {
  let compact = 0
  for (let run = 0; run < runs.count; run++) if (runs.isCompact(run)) compact++
  if (compact === 0) return { thin: mask, compact: null }
  if (compact === runs.count) return { thin: null, compact: mask }
  const empty = (): Mask => ({ ...mask, data: new Uint8Array(mask.data.length) })
  const split = { thin: empty(), compact: empty() }
  for (let run = 0; run < runs.count; run++) {
    const to = runs.isCompact(run) ? split.compact : split.thin
    const row = runs.row(run) * mask.width
    const from = row + runs.left(run)
    to.data.set(mask.data.subarray(from, row + runs.right(run)), from)
  }
  return split
}

/** For each column, for how many rows on end the horizontally eroded mask has covered it. */
class Columns {
  readonly #streak: Int32Array
  readonly #last: Int32Array

  constructor(width: number) {
    this.#streak = new Int32Array(width)
    this.#last = new Int32Array(width).fill(-2)
  }

  /** Counts a row's columns from <= x < to; true when one of them has been covered `rows` times. */
  pass(y: number, from: number, to: number, rows: number): boolean {
    let found = false
    for (let x = from; x < to; x++) {
      const streak = this.#last[x] === y - 1 ? this.#streak[x]! + 1 : 1
      this.#last[x] = y
      this.#streak[x] = streak
      found ||= streak >= rows
    }
    return found
  }
}

const ROW = 0
const LEFT = 1
const RIGHT = 2
const PARENT = 3
const COMPACT = 4
const FIELDS = 5

/** Painted runs in reading order, under union-find: the oldest run of a region stands for it. */
class Runs {
  #store = new Int32Array(256 * FIELDS)
  count = 0

  push(row: number, left: number, right: number): number {
    const run = this.count++
    if (this.count * FIELDS > this.#store.length) {
      const larger = new Int32Array(this.#store.length * 2)
      larger.set(this.#store)
      this.#store = larger
    }
    const at = run * FIELDS
    this.#store[at + ROW] = row
    this.#store[at + LEFT] = left
    this.#store[at + RIGHT] = right
    this.#store[at + PARENT] = run
    this.#store[at + COMPACT] = 0
    return run
  }

  row(run: number): number {
    return this.#store[run * FIELDS + ROW]!
  }

  left(run: number): number {
    return this.#store[run * FIELDS + LEFT]!
  }

  right(run: number): number {
    return this.#store[run * FIELDS + RIGHT]!
  }

  isCompact(run: number): boolean {
    return this.#store[this.#find(run) * FIELDS + COMPACT] !== 0
  }

  markCompact(run: number): void {
    this.#store[this.#find(run) * FIELDS + COMPACT] = 1
  }

  join(a: number, b: number): void {
    const one = this.#find(a)
    const other = this.#find(b)
    if (one === other) return
    const root = Math.min(one, other)
    const child = Math.max(one, other)
    this.#store[child * FIELDS + PARENT] = root
    this.#store[root * FIELDS + COMPACT]! |= this.#store[child * FIELDS + COMPACT]!
  }

  #find(run: number): number {
    const store = this.#store
    let at = run
    while (store[at * FIELDS + PARENT] !== at) {
      const next = store[store[at * FIELDS + PARENT]! * FIELDS + PARENT]!
      store[at * FIELDS + PARENT] = next
      at = next
    }
    return at
  }
}
