/** Means and variances of tiles, and what makes them those of the picture. */

export interface Statistics {
  readonly mean: Float32Array
  readonly variance: Float32Array
}

/** Added to a tile's means, multiplied with its variances. */
export interface Correction {
  readonly shift: Float32Array
  readonly stretch: Float32Array
}

/** Of parts that cover the whole once; `weight` is a part's area (Chan, Golub and LeVeque 1983). */
export const combine = (parts: readonly Statistics[], weights: readonly number[]): Statistics => {
  const groups = parts[0]!.mean.length
  const total = weights.reduce((a, b) => a + b, 0)
  const mean = new Float64Array(groups)
  const variance = new Float64Array(groups)
  for (const [i, part] of parts.entries()) {
    for (let g = 0; g < groups; g++) mean[g]! += (part.mean[g]! * weights[i]!) / total
  }
  for (const [i, part] of parts.entries()) {
    for (let g = 0; g < groups; g++) {
      const away = part.mean[g]! - mean[g]!
      variance[g]! += ((part.variance[g]! + away * away) * weights[i]!) / total
    }
  }
  return { mean: Float32Array.from(mean), variance: Float32Array.from(variance) }
}

/** Keeps a flat tile, which has no variance, from being stretched without end. */
const LEAST = 1e-12

export const noCorrection = (groups: number): Correction => ({
  shift: new Float32Array(groups),
  stretch: new Float32Array(groups).fill(1),
})

/** What was wanting of a tile's own statistics in one round is what it is given in the next. */
export const correctionOf = (own: Statistics, whole: Statistics): Correction => ({
  shift: whole.mean.map((mean, g) => mean - own.mean[g]!),
  stretch: whole.variance.map((variance, g) => variance / Math.max(own.variance[g]!, LEAST)),
})

/** How far what a tile was normalised by lies from the whole's, at most, in standard deviations. */
export const errorOf = (
  own: Statistics,
  { shift, stretch }: Correction,
  whole: Statistics,
): number => {
  let most = 0
  for (let g = 0; g < shift.length; g++) {
    const deviation = Math.sqrt(Math.max(whole.variance[g]!, LEAST))
    const used = Math.sqrt(Math.max(own.variance[g]! * stretch[g]!, LEAST))
    const moved = Math.abs(own.mean[g]! + shift[g]! - whole.mean[g]!) / deviation
    most = Math.max(most, moved, Math.abs(used / deviation - 1))
  }
  return most
}
