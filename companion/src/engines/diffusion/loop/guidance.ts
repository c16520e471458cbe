/** Classifier-free guidance: the two answers of the net made one, and guidance built into a net. */

/**
 * unconditional + scale x (conditional - unconditional), after Ho & Salimans 2022.
 * @param answers the unconditional half of the batch, then the conditional one
 */
export const guide = (answers: Float32Array, scale: number): Float32Array => {
  const half = answers.length / 2
  const guided = new Float32Array(half)
  for (let i = 0; i < half; i++) {
    const plain = answers[i]!
    guided[i] = plain + Math.fround(scale * Math.fround(answers[half + i]! - plain))
  }
  return guided
}

/**
 * Strong guidance raises contrast; this takes part of that back (Lin et al. 2023, section 3.4).
 * @param share 0 leaves all, 1 takes all of it back
 * @param batch samples that lie one after the other
 */
export const rescaleGuidance = (
  guided: Float32Array,
  answers: Float32Array,
  share: number,
  batch: number,
): Float32Array => {
  const size = guided.length / batch
  const rescaled = new Float32Array(guided.length)
  for (let b = 0; b < batch; b++) {
    const from = b * size
    const conditional = answers.subarray(guided.length + from, guided.length + from + size)
    const own = guided.subarray(from, from + size)
    const factor = deviation(conditional) / deviation(own)
    for (let i = 0; i < size; i++) {
      rescaled[from + i] = share * own[i]! * factor + (1 - share) * own[i]!
    }
  }
  return rescaled
}

/** torch.std: of a sample, not of a population. */
const deviation = (values: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2
  return Math.sqrt(squares / (values.length - 1))
}

/**
 * What tells a net distilled with guidance how strong it is to be (Meng et al. 2023; diffusers'
 * get_guidance_scale_embedding, which is given the scale less one).
 * @param width even
 */
export const guidanceEmbedding = (scale: number, width: number): Float32Array => {
  const half = width >> 1
  const rate = Math.log(10_000) / (half - 1)
  const strength = Math.fround((scale - 1) * 1000)
  const embedding = new Float32Array(width)
  for (let i = 0; i < half; i++) {
    const angle = Math.fround(strength * Math.fround(Math.exp(Math.fround(i * -rate))))
    embedding[i] = Math.sin(angle)
    embedding[half + i] = Math.cos(angle)
  }
  return embedding
}
