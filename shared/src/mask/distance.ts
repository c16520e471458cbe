/** Lower envelope of parabolas: the one-dimensional half of the exact distance transform. */

/** Scratch for envelopes of up to `sources` parabolas. */
export interface Envelope {
  readonly positions: Int32Array
  readonly starts: Float64Array
}

export const createEnvelope = (sources: number): Envelope => ({
  positions: new Int32Array(sources),
  starts: new Float64Array(sources),
})

/**
 * out[x] = min over q of (x - q - offset)^2 + heights[q], for x = 0 .. targets - 1; Infinity where
 * every height is Infinity. Linear time: Felzenszwalb & Huttenlocher, "Distance Transforms of
 * Sampled Functions", Theory of Computing 8 (2012), algorithm 1. Applied to rows and then to
 * columns it gives squared Euclidean distances.
 *
 * @param offset position of source 0 on the axis of the targets
 */
export const minimumOfParabolas = (
  heights: Float64Array,
  sources: number,
  offset: number,
  out: Float64Array,
  targets: number,
  { positions, starts }: Envelope,
): void => {
  let last = -1
  for (let i = 0; i < sources; i++) {
    const height = heights[i]!
    if (height === Infinity) continue
    const q = i + offset
    let start = -Infinity
    while (last >= 0) {
      const p = positions[last]! + offset
      start = (height + q * q - heights[positions[last]!]! - p * p) / (2 * (q - p))
      if (start > starts[last]!) break
      last--
    }
    last++
    positions[last] = i
    starts[last] = last === 0 ? -Infinity : start
  }
  if (last < 0) {
    out.fill(Infinity, 0, targets)
    return
  }
  let k = 0
  for (let x = 0; x < targets; x++) {
    while (k < last && starts[k + 1]! < x) k++
    const d = x - positions[k]! - offset
    out[x] = d * d + heights[positions[k]!]!
  }
}
