/** Makes weighted words count more or less in the embedding of a chunk. */

/**
 * AUTOMATIC1111's way ("Original" emphasis): each token's embedding times its weight, then all
 * times one factor that brings the mean back to what it was. The alternative, compel's, moves
 * tokens away from an empty prompt's embedding instead; prompts people share are written for this
 * one. A chunk whose weights are all 1 comes back as it is, the same array.
 * @param data tokens x width of one chunk @param weights one for each token
 */
export const weighChunk = (data: Float32Array, weights: Float32Array): Float32Array => {
  if (weights.every((weight) => weight === 1)) return data
  const width = data.length / weights.length
  const weighed = data.map((value, i) => value * weights[Math.floor(i / width)]!)
  const factor = meanOf(data) / meanOf(weighed)
  // Nothing to bring back where all the weight is gone.
  if (!Number.isFinite(factor)) return weighed
  return weighed.map((value) => value * factor)
}

const meanOf = (data: Float32Array): number =>
  data.reduce((sum, value) => sum + value, 0) / data.length
