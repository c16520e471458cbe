/** How far regions are from seeds, when every change of colour on the way costs. */
import type { Regions } from './regions.ts'

/** The regions around each, as places in `pairs`. */
export interface Neighbours {
  /** Where the list of each region starts in `other` and `pair`. */
  readonly first: Int32Array
  readonly other: Int32Array
  readonly pair: Int32Array
}

export const neighboursOf = ({ count, pairs }: Regions): Neighbours => {
  const first = new Int32Array(count + 1)
  for (const region of pairs) first[region + 1]!++
  for (let k = 0; k < count; k++) first[k + 1]! += first[k]!
  const place = first.slice(0, count)
  const other = new Int32Array(pairs.length)
  const pair = new Int32Array(pairs.length)
  for (let p = 0; p < pairs.length / 2; p++) {
    const [a, b] = [pairs[2 * p]!, pairs[2 * p + 1]!]
    other[place[a]!] = b
    pair[place[a]!++] = p
    other[place[b]!] = a
    pair[place[b]!++] = p
  }
  return { first, other, pair }
}

/** Colour difference (Lab) across each pair. */
export const contrasts = ({ pairs, colour }: Regions): Float32Array => {
  const found = new Float32Array(pairs.length / 2)
  for (let p = 0; p < found.length; p++) {
    const [a, b] = [3 * pairs[2 * p]!, 3 * pairs[2 * p + 1]!]
    found[p] = Math.hypot(
      colour[a]! - colour[b]!,
      colour[a + 1]! - colour[b + 1]!,
      colour[a + 2]! - colour[b + 2]!,
    )
  }
  return found
}

/** Below this a difference is noise and costs nothing but the way itself. */
const NOISE = 3
/** What a step costs where no colour changes: of two seeds of one colour the nearer one wins. */
const STRIDE = 0.6

/**
 * Cheapest way from any seed to each region (Dijkstra).
 * @param seeds what it costs to start at each region; Infinity where none starts
 */
export const geodesic = (
  neighbours: Neighbours,
  contrast: Float32Array,
  seeds: Float32Array,
): Float32Array => {
  const far = seeds.slice()
  const heap = createHeap()
  for (let k = 0; k < far.length; k++) if (far[k]! < Infinity) heap.push(k, far[k]!)
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const { key, value } = top
    if (value > far[key]!) continue
    for (let i = neighbours.first[key]!; i < neighbours.first[key + 1]!; i++) {
      const step = STRIDE + Math.max(0, contrast[neighbours.pair[i]!]! - NOISE)
      const reached = Math.fround(value + step)
      const other = neighbours.other[i]!
      if (reached < far[other]!) {
        far[other] = reached
        heap.push(other, reached)
      }
    }
  }
  return far
}

/** A binary heap of keys, least value first. */
const createHeap = () => {
  const keys: number[] = []
  const values: number[] = []
  const swap = (a: number, b: number): void => {
    ;[keys[a], keys[b]] = [keys[b]!, keys[a]!]
    ;[values[a], values[b]] = [values[b]!, values[a]!]
  }
  return {
    push: (key: number, value: number): void => {
      let at = keys.push(key) - 1
      values.push(value)
      while (at > 0 && values[(at - 1) >> 1]! > values[at]!) {
        swap(at, (at - 1) >> 1)
        at = (at - 1) >> 1
      }
    },
    pop: (): { readonly key: number; readonly value: number } | undefined => {
      if (keys.length === 0) return undefined
      swap(0, keys.length - 1)
      const [key, value] = [keys.pop()!, values.pop()!]
      for (let at = 0; ; ) {
        let least = at
        for (const child of [2 * at + 1, 2 * at + 2]) {
          if (child < keys.length && values[child]! < values[least]!) least = child
        }
        if (least === at) return { key, value }
        swap(at, least)
        at = least
      }
    },
  }
}
