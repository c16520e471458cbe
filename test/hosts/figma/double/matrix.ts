/** The double's own arithmetic of transforms, apart from the plugin's, whose errors it is to find. */
import type { Rows } from './data.ts'

export const IDENTITY: Rows = [
  [1, 0, 0],
  [0, 1, 0],
]

/** First `inner`, then `outer`. */
export const multiply = (outer: Rows, inner: Rows): Rows => {
  const [[a, b, c], [d, e, f]] = outer
  const [[p, q, r], [s, t, u]] = inner
  return [
    [a * p + b * s, a * q + b * t, a * r + b * u + c],
    [d * p + e * s, d * q + e * t, d * r + e * u + f],
  ]
}

export const invert = ([[a, b, c], [d, e, f]]: Rows): Rows => {
  const k = 1 / (a * e - b * d)
  return [
    [e * k, -b * k, (b * f - c * e) * k],
    [-d * k, a * k, (c * d - a * f) * k],
  ]
}

export const apply = ([[a, b, c], [d, e, f]]: Rows, x: number, y: number): [number, number] => [
  a * x + b * y + c,
  d * x + e * y + f,
]

/** For an attribute `transform`. */
export const svgMatrix = ([[a, b, c], [d, e, f]]: Rows): string =>
  `matrix(${[a, d, b, e, c, f].map((n) => Number(n.toFixed(9))).join(' ')})`
