/**
 * What lies under the hole when a run does not start from noise alone. It matters below strength 1
 * only: then the first steps are left out, and what was there shows through.
 */
import type { DiffusionOptions, MaskedContent, Operation } from '@inlay/shared'
import type { Engine, EngineHooks, EngineInput } from '../../engine.ts'
import type { Planes } from '../image/planes.ts'

/**
 * To put something there by words below full strength means to keep some of what is there; to take
 * something away means the opposite, and the embedded engine's answer is nearest to what will stand
 * there (`npm run bench -- --diffusion`, "masked content").
 */
export const contentFor = (
  operation: Operation,
  strength: number,
  { maskedContent }: DiffusionOptions,
): MaskedContent => {
  if (strength >= 1) return 'original'
  return maskedContent ?? (operation === 'fill' ? 'original' : 'embedded')
}

/**
 * The crop with the embedded engine's answer in its hole.
 * @throws InlayError as the engine does
 */
export const withEmbedded = async (
  input: EngineInput,
  patches: () => Promise<Engine>,
  { signal, onProgress }: EngineHooks,
): Promise<EngineInput> => {
  const { operation, image, hole, source, known, seed } = input
  const engine = await patches()
  const made = await engine.fill(
    {
      operation: operation === 'fill' ? 'remove' : operation,
      image,
      hole,
      ...(source !== undefined && { source }),
      ...(known !== undefined && { known }),
      seed,
      prompt: '',
      negativePrompt: '',
      strength: 1,
    },
    { signal, onProgress: (fraction, stage) => onProgress(fraction * 0.02, stage) },
  )
  return { ...input, image: made }
}

/**
 * The hole filled with the colours around it, ever coarser towards its middle: known pixels are
 * averaged downwards, and what is missing is taken from the coarser level upwards (push-pull,
 * Gortler et al. 1996).
 * @param image any number of planes
 * @param mask one plane of the same size, above 0 in the hole
 */
export const withColoursAround = (image: Planes, mask: Planes): Planes => {
  const weights = Float32Array.from(mask.data, (value) => (value > 0 ? 0 : 1))
  if (!weights.includes(0)) return image
  return pull(image, weights)
}

const pull = (image: Planes, weights: Float32Array): Planes => {
  const { width, height, channels, data } = image
  if (width <= 1 && height <= 1) return image
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)]
  const small = new Float32Array(w * h * channels)
  const smallWeights = new Float32Array(w * h)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const weight = weights[y * width + x]!
      if (weight === 0) continue
      const to = (y >> 1) * w + (x >> 1)
      smallWeights[to]! += weight
      for (let c = 0; c < channels; c++) {
        small[c * w * h + to]! += weight * data[c * width * height + y * width + x]!
      }
    }
  }
  for (let i = 0; i < w * h; i++) {
    const weight = smallWeights[i]!
    if (weight === 0) continue
    for (let c = 0; c < channels; c++) small[c * w * h + i]! /= weight
    smallWeights[i] = Math.min(1, weight)
  }
  const filled = pull({ width: w, height: h, channels, data: small }, smallWeights)
  return push(image, weights, filled)
}

/** What is missing, from the coarser level between its four nearest pixels. */
const push = (image: Planes, weights: Float32Array, coarse: Planes): Planes => {
  const { width, height, channels } = image
  const data = image.data.slice()
  const at = (c: number, x: number, y: number): number =>
    coarse.data[
      (c * coarse.height + Math.min(Math.max(y, 0), coarse.height - 1)) * coarse.width +
        Math.min(Math.max(x, 0), coarse.width - 1)
    ]!
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const weight = weights[y * width + x]!
      if (weight >= 1) continue
      const [cx, cy] = [(x - 0.5) / 2, (y - 0.5) / 2]
      const [fx, fy] = [Math.floor(cx), Math.floor(cy)]
      const [dx, dy] = [cx - fx, cy - fy]
      for (let c = 0; c < channels; c++) {
        const top = at(c, fx, fy) * (1 - dx) + at(c, fx + 1, fy) * dx
        const bottom = at(c, fx, fy + 1) * (1 - dx) + at(c, fx + 1, fy + 1) * dx
        const value = top * (1 - dy) + bottom * dy
        const i = (c * height + y) * width + x
        data[i] = weight * data[i]! + (1 - weight) * value
      }
    }
  }
  return { ...image, data }
}
