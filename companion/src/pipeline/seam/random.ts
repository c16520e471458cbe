/** Random numbers by place: the same seed and place give the same number, in whatever order. */

/** 32 well-mixed bits (the finaliser of MurmurHash3, applied to each coordinate in turn). */
const hashAt = (seed: number, x: number, y: number, channel: number): number => {
  let h = seed ^ Math.imul(channel + 1, 0x9e3779b1)
  h = mix(h ^ Math.imul(x, 0x85ebca6b))
  return mix(h ^ Math.imul(y, 0xc2b2ae35))
}

const mix = (value: number): number => {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Standard deviation of the sum of four bytes, each uniform over 0..255. */
const BYTES_DEVIATION = Math.sqrt((4 * (256 * 256 - 1)) / 12)

/** Mean 0, standard deviation 1, close to normal (the sum of four bytes), never beyond 3.5. */
export const gaussianAt = (seed: number, x: number, y: number, channel: number): number => {
  const h = hashAt(seed, x, y, channel)
  const sum = (h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24)
  return (sum - 510) / BYTES_DEVIATION
}
