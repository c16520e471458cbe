/** Connected regions of a mask, by runs and union-find. */
import { type Bounds, boundsBottom, boundsFromEdges, boundsRight } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { scanMask } from './scan.ts'

/**
 * Boxes of the 8-connected regions of values > 0 (run-based two-pass labelling: He, Chao & Suzuki
 * 2008). Memory grows with the number of regions, not with the mask.
 *
 * @param painted tight box of the mask's non-zero values
 * @param gap runs of one row with fewer than `gap` zeros between them count as one run
 */
export const regionBoxes = (mask: Mask, painted: Bounds, gap: number): Bounds[] => {
  const scanner = scanMask(mask.data, 1)
  const regions = new Regions()
  let above = new Runs(painted.width)
  let current = new Runs(painted.width)
  for (let y = painted.top; y < boundsBottom(painted); y++) {
    const row = y * mask.width
    const end = row + boundsRight(painted)
    let k = 0
    let start = scanner.first(row + painted.left, end)
    while (start >= 0) {
      const stop = endOfRun(mask.data, start, end, gap)
      const left = start - row
      const right = stop - row
      while (k < above.count && above.right[k]! < left) k++
      let label = -1
      for (let j = k; j < above.count && above.left[j]! <= right; j++) {
        const touched = above.label[j]!
        label = label < 0 ? regions.find(touched) : regions.join(label, touched)
      }
      if (label < 0) label = regions.add(left, y, right)
      else regions.extend(label, left, y, right)
      current.push(left, right, label)
      start = scanner.first(stop, end)
    }
    const spare = above
    above = current
    current = spare
    current.count = 0
  }
  return regions.boxes()
}

/** First index after the run that begins at `start`, gaps of fewer than `gap` zeros bridged. */
const endOfRun = (data: Uint8Array, start: number, end: number, gap: number): number => {
  let stop = start + 1
  for (let i = stop; i < end && (i - stop < gap || i === stop); i++) {
    if (data[i] !== 0) stop = i + 1
  }
  return stop
}

/** Painted columns left <= x < right of one row, with their region. */
class Runs {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly label: Int32Array
  count = 0

  constructor(columns: number) {
    const most = (columns + 1) >> 1
    this.left = new Int32Array(most)
    this.right = new Int32Array(most)
    this.label = new Int32Array(most)
  }

  push(left: number, right: number, label: number): void {
    this.left[this.count] = left
    this.right[this.count] = right
    this.label[this.count] = label
    this.count++
  }
}

/** Fields of one region in the store below. */
const PARENT = 0
const LEFT = 1
const TOP = 2
const RIGHT = 3
const BOTTOM = 4
const FIELDS = 5

/** Boxes of regions under union-find; the older region survives a join. */
class Regions {
  #store = new Int32Array(64 * FIELDS)
  #count = 0

  add(left: number, top: number, right: number): number {
    const label = this.#count++
    if (this.#count * FIELDS > this.#store.length) {
      const larger = new Int32Array(this.#store.length * 2)
      larger.set(this.#store)
      this.#store = larger
    }
    this.#store.set([label, left, top, right, top + 1], label * FIELDS)
    return label
  }

  find(label: number): number {
    const store = this.#store
    let at = label
    while (store[at * FIELDS + PARENT] !== at) {
      const next = store[store[at * FIELDS + PARENT]! * FIELDS + PARENT]!
      store[at * FIELDS + PARENT] = next
      at = next
    }
    return at
  }

  join(a: number, b: number): number {
    const one = this.find(a)
    const other = this.find(b)
    if (one === other) return one
    const root = Math.min(one, other)
    const child = Math.max(one, other)
    const box = child * FIELDS
    this.#store[box + PARENT] = root
    this.#include(
      root,
      this.#store[box + LEFT]!,
      this.#store[box + TOP]!,
      this.#store[box + RIGHT]!,
      this.#store[box + BOTTOM]!,
    )
    return root
  }

  /** Adds one row's columns to a region's box. */
  extend(root: number, left: number, top: number, right: number): void {
    this.#include(root, left, top, right, top + 1)
  }

  boxes(): Bounds[] {
    const boxes: Bounds[] = []
    for (let label = 0; label < this.#count; label++) {
      const at = label * FIELDS
      if (this.#store[at + PARENT] !== label) continue
      boxes.push(
        boundsFromEdges(
          this.#store[at + LEFT]!,
          this.#store[at + TOP]!,
          this.#store[at + RIGHT]!,
          this.#store[at + BOTTOM]!,
        ),
      )
    }
    return boxes
  }

  #include(root: number, left: number, top: number, right: number, bottom: number): void {
    const store = this.#store
    const at = root * FIELDS
    store[at + LEFT] = Math.min(store[at + LEFT]!, left)
    store[at + TOP] = Math.min(store[at + TOP]!, top)
    store[at + RIGHT] = Math.max(store[at + RIGHT]!, right)
    store[at + BOTTOM] = Math.max(store[at + BOTTOM]!, bottom)
  }
}
