/** Keeps what is sure and drops what may be chance. */

/**
 * 0 while `value` is within `threshold` of 0, hardly less than `value` once well beyond it: the
 * non-negative garrotte (Breiman 1995) with a fourth power in place of the square, so that what is
 * sure is not made by halves.
 */
export const shrink = (value: number, threshold: number): number => {
  if (Math.abs(value) <= threshold || value === 0) return 0
  const ratio = threshold / value
  return value * (1 - ratio ** 4)
}
