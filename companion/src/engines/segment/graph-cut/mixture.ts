/** Colours of one side of a cut as a mixture of Gaussians, fitted to weighted colours (GrabCut, 2004). */

export interface Mixture {
  /** Minus the logarithm of the density at a Lab colour. */
  cost(l: number, a: number, b: number): number
}

/** Gaussians at most; fewer where there are fewer colours. */
const MOST = 5
const ROUNDS = 8
/** Added to each variance: colours nearer than this are one to the eye. */
const LEAST_VARIANCE = 6

/**
 * @param colours Lab, three values each
 * @param weights of each colour, from 0; at least one is above 0
 */
export const fitMixture = (colours: Float32Array, weights: Float32Array): Mixture => {
  const count = weights.length
  const centres = spread(colours, weights)
  const n = centres.length / 3
  const member = new Uint8Array(count)
  // Per Gaussian: weight, mean (3), covariance (6: ll, la, lb, aa, ab, bb).
  const sums = new Float64Array(n * 10)
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < count; i++) member[i] = nearest(colours, i, centres, n)
    sums.fill(0)
    for (let i = 0; i < count; i++) {
      const w = weights[i]!
      const at = member[i]! * 10
      sums[at]! += w
      for (let p = 0; p < 3; p++) sums[at + 1 + p]! += w * colours[3 * i + p]!
    }
    for (let k = 0; k < n; k++) {
      if (sums[10 * k]! === 0) continue
      for (let p = 0; p < 3; p++) centres[3 * k + p] = sums[10 * k + 1 + p]! / sums[10 * k]!
    }
  }
  for (let i = 0; i < count; i++) {
    const w = weights[i]!
    const k = member[i]!
    const l = colours[3 * i]! - centres[3 * k]!
    const a = colours[3 * i + 1]! - centres[3 * k + 1]!
    const b = colours[3 * i + 2]! - centres[3 * k + 2]!
    const products = [l * l, l * a, l * b, a * a, a * b, b * b]
    for (let p = 0; p < 6; p++) sums[10 * k + 4 + p]! += w * products[p]!
  }
  let total = 0
  for (let k = 0; k < n; k++) total += sums[10 * k]!
  const gaussians = Array.from({ length: n }, (_, k) =>
    gaussian(
      sums[10 * k]! / total,
      centres.subarray(3 * k, 3 * k + 3),
      Array.from(sums.subarray(10 * k + 4, 10 * k + 10), (sum) => sum / (sums[10 * k]! || 1)),
    ),
  ).filter(({ share }) => share > 0)
  const packed = Float64Array.from(gaussians.flatMap(({ values }) => values))
  return {
    cost: (l, a, b) => {
      let density = 0
      for (let g = 0; g < packed.length; g += 10) {
        const dl = l - packed[g + 1]!
        const da = a - packed[g + 2]!
        const db = b - packed[g + 3]!
        const far =
          packed[g + 4]! * dl * dl +
          packed[g + 7]! * da * da +
          packed[g + 9]! * db * db +
          2 * (packed[g + 5]! * dl * da + packed[g + 6]! * dl * db + packed[g + 8]! * da * db)
        density += packed[g]! * Math.exp(-0.5 * far)
      }
      return -Math.log(density + LEAST_DENSITY)
    },
  }
}

/** As if every colour there is had a little weight: no cost is infinite. */
const LEAST_DENSITY = 1e-9

/** Scale, mean and inverse covariance, ready for `cost`. */
const gaussian = (
  share: number,
  mean: ArrayLike<number>,
  covariance: readonly number[],
): { readonly share: number; readonly values: number[] } => {
  const [ll, la, lb, aa, ab, bb] = covariance.map((value, i) =>
    i === 0 || i === 3 || i === 5 ? value + LEAST_VARIANCE : value,
  ) as [number, number, number, number, number, number]
  const determinant = ll * (aa * bb - ab * ab) - la * (la * bb - ab * lb) + lb * (la * ab - aa * lb)
  const scale = share / Math.sqrt((2 * Math.PI) ** 3 * determinant)
  const inverse = [
    aa * bb - ab * ab,
    lb * ab - la * bb,
    la * ab - lb * aa,
    ll * bb - lb * lb,
    la * lb - ll * ab,
    ll * aa - la * la,
  ].map((value) => value / determinant)
  return { share, values: [scale, mean[0]!, mean[1]!, mean[2]!, ...inverse] }
}

/** First centres: the heaviest colour's neighbourhood, then each time what is farthest and weighs. */
const spread = (colours: Float32Array, weights: Float32Array): Float64Array => {
  const centres: number[] = []
  const far = new Float64Array(weights.length).fill(Infinity)
  let next = weights.reduce((best, weight, i) => (weight > weights[best]! ? i : best), 0)
  while (centres.length < 3 * MOST) {
    const [l, a, b] = [colours[3 * next]!, colours[3 * next + 1]!, colours[3 * next + 2]!]
    centres.push(l, a, b)
    let best = 0
    for (let i = 0; i < weights.length; i++) {
      const d =
        (colours[3 * i]! - l) ** 2 + (colours[3 * i + 1]! - a) ** 2 + (colours[3 * i + 2]! - b) ** 2
      far[i] = Math.min(far[i]!, d)
      const value = far[i]! * weights[i]!
      if (value > best) {
        best = value
        next = i
      }
    }
    if (best < LEAST_VARIANCE) break
  }
  return Float64Array.from(centres)
}

const nearest = (colours: Float32Array, i: number, centres: Float64Array, n: number): number => {
  let best = 0
  let least = Infinity
  for (let k = 0; k < n; k++) {
    const far =
      (colours[3 * i]! - centres[3 * k]!) ** 2 +
      (colours[3 * i + 1]! - centres[3 * k + 1]!) ** 2 +
      (colours[3 * i + 2]! - centres[3 * k + 2]!) ** 2
    if (far < least) {
      least = far
      best = k
    }
  }
  return best
}
