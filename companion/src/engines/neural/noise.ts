/** Normal noise for nets that ask for some: the same for the same seed, on every machine. */

/** 32 well-mixed bits from a counter (Chris Wellons' "lowbias32" constants). */
const mix = (counter: number): number => {
  let x = counter >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return (x ^ (x >>> 15)) >>> 0
}

/** Standard normal numbers, one a call (Box and Muller, 1958). @param seed 0..2^32-1 */
export const normalNoise = (seed: number): (() => number) => {
  let counter = mix(seed ^ 0x9e3779b9)
  const uniform = (): number => {
    counter = (counter + 0x9e3779b9) >>> 0
    return (mix(counter) + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
