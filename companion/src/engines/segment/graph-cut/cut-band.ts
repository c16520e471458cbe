/** The border of a cut over regions, found again pixel by pixel in a narrow band around it. */

import type { RegionCut } from './cut-regions.ts'
import { createCut } from './max-flow.ts'
import type { Mixture } from './mixture.ts'

/** Pixels on either side of the border that may change sides. */
const REACH = 5
const SMOOTHNESS = 3
const MOST = 6
const UNITS = 256
const SURE = 1e9

/**
 * @param inside 1 for each pixel that is in; the result is a new one
 * @param lab three planes
 */
export const cutBand = (
  inside: Uint8Array,
  lab: Float32Array,
  { foreground, background }: Pick<RegionCut, 'foreground' | 'background'>,
  width: number,
  height: number,
): Uint8Array => {
  const area = width * height
  const node = bandNodes(inside, width, height)
  const count = node.count
  if (count === 0) return inside
  const falloff = 1 / (2 * meanSquare(lab, node.at, width, height))
  const cut = createCut(count, count * 4)
  const difference = (i: number, j: number): number => {
    let sum = 0
    for (let p = 0; p < 3; p++) sum += (lab[p * area + i]! - lab[p * area + j]!) ** 2
    return sum
  }
  for (let n = 0; n < count; n++) {
    const i = node.at[n]!
    const says = costOf(background, lab, area, i) - costOf(foreground, lab, area, i)
    const cost = Math.min(MOST, Math.max(-MOST, says))
    const units = Math.round(Math.abs(cost) * UNITS)
    let [source, sink] = cost > 0 ? [units, 0] : [0, units]
    const x = i % width
    const y = (i - x) / width
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const isSelf = dx === 0 && dy === 0
        const isBeyond = x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height
        if (isSelf || isBeyond) continue
        const j = i + dy * width + dx
        const other = node.of[j]!
        if (other < 0) {
          // Beyond the band everything stays where it is.
          if (inside[j] === 1) source += SURE / 100
          else sink += SURE / 100
        } else if (j > i) {
          const near = dx === 0 || dy === 0 ? 1 : Math.SQRT1_2
          const weight = SMOOTHNESS * near * Math.exp(-difference(i, j) * falloff)
          cut.addEdge(n, other, Math.round(weight * UNITS) + 1)
        }
      }
    }
    cut.addTerminals(n, source, sink)
  }
  const side = cut.solve()
  const result = inside.slice()
  for (let n = 0; n < count; n++) result[node.at[n]!] = side[n]!
  return result
}

const costOf = (mixture: Mixture, lab: Float32Array, area: number, i: number): number =>
  mixture.cost(lab[i]!, lab[area + i]!, lab[2 * area + i]!)

interface Band {
  readonly count: number
  /** Pixel of each node. */
  readonly at: Int32Array
  /** Node of each pixel, or -1. */
  readonly of: Int32Array
}

/** Pixels at most REACH steps from one of the other side. */
const bandNodes = (inside: Uint8Array, width: number, height: number): Band => {
  const area = width * height
  const of = new Int32Array(area).fill(-1)
  const at = new Int32Array(area)
  let count = 0
  const add = (i: number): void => {
    if (of[i] !== -1) return
    of[i] = count
    at[count++] = i
  }
  for (let i = 0; i < area; i++) {
    if (i % width !== width - 1 && inside[i] !== inside[i + 1]) {
      add(i)
      add(i + 1)
    }
    if (i + width < area && inside[i] !== inside[i + width]) {
      add(i)
      add(i + width)
    }
  }
  let start = 0
  for (let step = 1; step < REACH; step++) {
    const end = count
    for (; start < end; start++) {
      const i = at[start]!
      if (i % width !== 0) add(i - 1)
      if (i % width !== width - 1) add(i + 1)
      if (i >= width) add(i - width)
      if (i + width < area) add(i + width)
    }
  }
  return { count, at: at.slice(0, count), of }
}

const meanSquare = (lab: Float32Array, at: Int32Array, width: number, height: number): number => {
  const area = width * height
  let sum = 0
  let pairs = 0
  for (const i of at) {
    if (i % width === width - 1 || i + width >= area) continue
    for (let p = 0; p < 3; p++) {
      const v = lab[p * area + i]!
      sum += (v - lab[p * area + i + 1]!) ** 2 + (v - lab[p * area + i + width]!) ** 2
    }
    pairs += 2
  }
  return Math.max(1, pairs === 0 ? 1 : sum / pairs)
}
