/** Turns noisy measurements along the edge into the correction to make there: sure, smooth, limited. */
import type { Jumps } from './jumps.ts'
import { shrink } from './shrink.ts'

/** Standard deviation of the averaging along the edge, in pixels. */
const SPREAD = 10
const REACH = 2 * SPREAD

/**
 * Jumps of brightness up to the first figure (8-bit steps) are tone; from there to the second trust
 * falls to nothing. Colour differences of the same size are far more often another object.
 */
const BRIGHTNESS = [12, 28] as const
const COLOUR = [6, 14] as const

/** Least share of the edge nearby, by nearness, that must look like tone for any of it to count. */
const LEAST_SHARE = 0.5

/** Corrections smaller than this many standard errors are not made. */
const SURE = 3

/** Measurements closer than this, in anchors, see mostly the same pixels. */
const OVERLAP = 2

/** Least standard error believed: rounding alone makes this much, in 8-bit steps. */
const FLOOR = 0.15

/** How much a jump of this size along this axis looks like tone (1) rather than another thing (0). */
const toneTrust = (jump: number, axis: number): number => {
  const [tone, structure] = axis === 0 ? BRIGHTNESS : COLOUR
  return Math.min(1, Math.max(0, (structure - Math.abs(jump)) / (structure - tone)))
}

/** A measurement looks like tone as far as it does along every axis. */
const trustOf = (jumps: Jumps, anchor: number): number => {
  let trust = 1
  for (let axis = 0; axis < jumps.axes; axis++) {
    const at = anchor * jumps.axes + axis
    trust = Math.min(trust, toneTrust(jumps.known[at]! - jumps.filled[at]!, axis))
  }
  return trust
}

/**
 * The correction wanted at each anchor (`i * axes + c`, 8-bit scale); NaN where nothing near it
 * could be measured.
 *
 * Each is the mean of the jumps within 20 pixels, weighted by nearness, by sureness and by how much
 * they look like tone: a real seam is steady along the edge and small, while an object that ends
 * there is a large jump of its own and is left alone, since closing it would bleed its colour into
 * the fill. Where most of the edge nearby is objects, the rest is not believed either. What remains
 * is kept as far as it is sure (`shrink`, at 3 standard errors), so a fill that fits already is not
 * touched.
 */
export const smoothJumps = (jumps: Jumps): Float32Array => {
  const { count, axes, x, y } = jumps
  const corrections = new Float32Array(count * axes).fill(Number.NaN)
  const trust = Float32Array.from({ length: count }, (_, i) => trustOf(jumps, i))
  const near = neighboursOf(jumps)
  const sums = new Float64Array(axes * 4)
  for (let i = 0; i < count; i++) {
    sums.fill(0)
    let all = 0
    let trusted = 0
    for (const j of near(i)) {
      const dx = x[i]! - x[j]!
      const dy = y[i]! - y[j]!
      const distance = dx * dx + dy * dy
      if (distance > REACH * REACH) continue
      const nearness = Math.exp(-distance / (2 * SPREAD * SPREAD))
      all += nearness
      if (trust[j] === 0) continue
      trusted += nearness * trust[j]!
      for (let c = 0; c < axes; c++) {
        const at = j * axes + c
        const jump = jumps.known[at]! - jumps.filled[at]!
        const error = Math.max(FLOOR, jumps.error[at]!)
        const weight = (nearness * trust[j]!) / (error * error)
        sums[4 * c]! += weight
        sums[4 * c + 1]! += weight * jump
        sums[4 * c + 2]! += weight * jump * jump
        sums[4 * c + 3]! += weight * weight
      }
    }
    if (all === 0) continue
    const believed = Math.max(0, (trusted / all - LEAST_SHARE) / (1 - LEAST_SHARE))
    for (let c = 0; c < axes; c++) {
      corrections[i * axes + c] =
        believed === 0 ? 0 : believed * sureMean(sums.subarray(4 * c, 4 * c + 4))
    }
  }
  return corrections
}

/**
 * The error of the mean is the larger of what the single errors make it and what the scatter of the
 * measurements makes it.
 */
const sureMean = (sums: Float64Array): number => {
  const [weight, first, second, squared] = sums
  if (weight === undefined || weight === 0) return 0
  const mean = first! / weight
  const independent = Math.max(1, (weight * weight) / squared! / OVERLAP)
  const scatter = Math.max(0, second! / weight - mean * mean) / independent
  const single = OVERLAP / weight
  const error = Math.sqrt(Math.max(scatter, single))
  return shrink(mean, SURE * error)
}

/** Lists the measured anchors in the cells around an anchor: all within `REACH`, and some beyond. */
const neighboursOf = ({ count, x, y, measured }: Jumps): ((anchor: number) => number[]) => {
  const cells = new Map<number, number[]>()
  const key = (cx: number, cy: number): number => cy * 65536 + cx
  for (let i = 0; i < count; i++) {
    if (measured[i] === 0) continue
    const at = key(Math.floor(x[i]! / REACH), Math.floor(y[i]! / REACH))
    const cell = cells.get(at)
    if (cell === undefined) cells.set(at, [i])
    else cell.push(i)
  }
  return (anchor) => {
    const cx = Math.floor(x[anchor]! / REACH)
    const cy = Math.floor(y[anchor]! / REACH)
    const near: number[] = []
    for (let v = cy - 1; v <= cy + 1; v++) {
      for (let u = Math.max(0, cx - 1); u <= cx + 1; u++) {
        near.push(...(cells.get(key(u, v)) ?? []))
      }
    }
    return near
  }
}
