/** Soft masks over time: the less a pixel is to change, the later it is let go. */

/**
 * Differential diffusion (Levin and Fried 2023, arXiv 2306.00950): which latents are still the
 * noised original at a step. Fully masked ones never are, unmasked ones always.
 * @param change 0..1 for each latent, 1 to be painted anew
 * @param step 0..steps-1, of those that run
 * @returns 1 where the original (as noisy as the step) replaces the sample, else 0
 */
export const keptAt = (change: Float32Array, step: number, steps: number): Float32Array => {
  const threshold = Math.fround(step / steps)
  return change.map((value) => (Math.fround(1 - value) > threshold ? 1 : 0))
}

/**
 * original where `kept` is 1, sample where it is 0, mixed between; `kept` is one plane that counts
 * for every channel and picture.
 */
export const blendKept = (
  sample: Float32Array,
  original: Float32Array,
  kept: Float32Array,
): Float32Array => {
  const result = new Float32Array(sample.length)
  for (let i = 0; i < result.length; i++) {
    const share = kept[i % kept.length]!
    result[i] = (1 - share) * sample[i]! + share * original[i]!
  }
  return result
}
