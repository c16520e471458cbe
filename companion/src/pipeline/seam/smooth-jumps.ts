/** Turns noisy measurements along the edge into the correction to make there: sure, smooth, limited. */
import type { Jumps } from './jumps.ts'
import { shrink } from './shrink.ts'

/** Standard deviation of the averaging along the edge, in pixels. */
const SPREAD = 10
const REACH = 2 * SPREAD

/** Jumps up to here (8-bit steps) are tone; from there to `STRUCTURE` trust falls to nothing. */
const TONE = 24
const STRUCTURE = 40

/** Corrections smaller than this many standard errors are not made. */
const SURE = 3

/** Measurements closer than this, in anchors, see mostly the same pixels. */
const OVERLAP = 3

/** Least standard error believed: rounding alone makes this much, in 8-bit steps. */
const FLOOR = 0.15

/** How much a jump of this size looks like tone (1) rather than like another thing (0). */
export const toneTrust = (jump: number): number => {
  const size = Math.abs(jump)
  return size <= TONE ? 1 : size >= STRUCTURE ? 0 : (STRUCTURE - size) / (STRUCTURE - TONE)
}

/**
 * The correction wanted at each anchor (`i * axes + c`, 8-bit scale); NaN where nothing near it
 * could be measured.
 *
 * Each is the mean of the jumps within 20 pixels, weighted by nearness, by sureness and by
 * `toneTrust`: a real seam is steady along the edge, while an object that ends there is a large
 * jump of its own and is left alone, since closing it would bleed its colour into the fill. What
 * remains is kept as far as it is sure (`shrink`, at 3 standard errors), so a fill that fits
 * already is not touched.
 */
export const smoothJumps = (jumps: Jumps): Float32Array => {
  const { count, axes, x, y } = jumps
  const corrections = new Float32Array(count * axes).fill(Number.NaN)
  const near = neighboursOf(jumps)
  const sums = new Float64Array(axes * 4)
  for (let i = 0; i < count; i++) {
    sums.fill(0)
    for (const j of near(i)) {
      const dx = x[i]! - x[j]!
      const dy = y[i]! - y[j]!
      const distance = dx * dx + dy * dy
      if (distance > REACH * REACH) continue
      const nearness = Math.exp(-distance / (2 * SPREAD * SPREAD))
      for (let c = 0; c < axes; c++) {
        const at = j * axes + c
        const jump = jumps.known[at]! - jumps.filled[at]!
        const error = Math.max(FLOOR, jumps.error[at]!)
        const weight = (nearness * toneTrust(jump)) / (error * error)
        sums[4 * c]! += weight
        sums[4 * c + 1]! += weight * jump
        sums[4 * c + 2]! += weight * jump * jump
        sums[4 * c + 3]! += weight * weight
      }
    }
    for (let c = 0; c < axes; c++) {
      corrections[i * axes + c] = sureMean(sums.subarray(4 * c, 4 * c + 4))
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
  if (weight === undefined || weight === 0) return Number.NaN
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
