/** Quantiles of the symmetric beta distribution, for schedules that crowd at both ends. */

/** ln Gamma, Lanczos' approximation (g = 7, n = 9), to about 1e-15. */
const lnGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x)
  const z = x - 1
  const t = z + 7.5
  const series = LANCZOS.reduce((sum, c, i) => sum + (i === 0 ? c : c / (z + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series)
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
]

/** Regularised incomplete beta I_x(a, a) for x up to 1/2, by its hypergeometric series. */
const lowerTail = (x: number, a: number): number => {
  // B_x(a, b) = x^a sum of (1-b)_n x^n / (n! (a+n)); for x <= 1/2 it gains a bit each term.
  let term = 1
  let total = 0
  for (let n = 0; n < 200; n++) {
    const add = term / (a + n)
    total += add
    if (Math.abs(add) < 1e-18 * total) break
    term *= ((n + 1 - a) / (n + 1)) * x
  }
  return x ** a * total * Math.exp(lnGamma(2 * a) - 2 * lnGamma(a))
}

/** x with I_x(a, a) = share; `share` and the result 0..1. */
export const betaQuantile = (share: number, a: number): number => {
  if (share <= 0) return 0
  if (share >= 1) return 1
  if (share > 0.5) return 1 - betaQuantile(1 - share, a)
  let low = 0
  let high = 0.5
  for (let i = 0; i < 100 && high - low > 1e-17; i++) {
    const middle = (low + high) / 2
    if (lowerTail(middle, a) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
