/** Sums of weighted latents: all the arithmetic a step does, one pass over the arrays each. */

/** a x + b y */
export const mix2 = (a: number, x: Float32Array, b: number, y: Float32Array): Float32Array => {
  const result = new Float32Array(x.length)
  for (let i = 0; i < result.length; i++) result[i] = a * x[i]! + b * y[i]!
  return result
}

/** a x + b y + c z */
export const mix3 = (
  a: number,
  x: Float32Array,
  b: number,
  y: Float32Array,
  c: number,
  z: Float32Array,
): Float32Array => {
  const result = new Float32Array(x.length)
  for (let i = 0; i < result.length; i++) result[i] = a * x[i]! + b * y[i]! + c * z[i]!
  return result
}

/** a x */
export const scale = (a: number, x: Float32Array): Float32Array => {
  const result = new Float32Array(x.length)
  for (let i = 0; i < result.length; i++) result[i] = a * x[i]!
  return result
}

/** x += a y */
export const addScaled = (x: Float32Array, a: number, y: Float32Array): void => {
  for (let i = 0; i < x.length; i++) x[i]! += a * y[i]!
}

/** One of a sum's terms: how much of which latents. */
export type Term = readonly [weight: number, of: Float32Array]

/** Any number of terms; those of weight 0 are left out. At least one term is needed. */
export const sum = (terms: readonly Term[]): Float32Array => {
  const [first, second, third, ...rest] = terms.filter(([weight]) => weight !== 0)
  if (!first) return new Float32Array(terms[0]?.[1].length ?? 0)
  const result = !second
    ? scale(...first)
    : !third
      ? mix2(...first, ...second)
      : mix3(...first, ...second, ...third)
  for (const [weight, of] of rest) addScaled(result, weight, of)
  return result
}
