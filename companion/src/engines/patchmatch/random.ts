/** Counter-based random numbers: a hash instead of a state, so that order and threads do not matter. */

/** lowbias32 by Chris Wellons (public domain); 32 bits to 32 bits. */
export const mix = (value: number): number => {
  let h = value >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** The key of one pass: seed, level and a count of passes within it. */
export const passKey = (seed: number, level: number, pass: number): number =>
  mix(mix(mix(seed) + level) + pass)
