/** How much of a model is in memory at once, and how many variations run together. */
import type { Inference } from '../../../inference/inference.ts'
import type { DiffusionModel } from './describe.ts'
import type { NetsOptions } from './nets.ts'

/** Share of the room that weights may take; the rest is for what flows between them. */
const WEIGHTS = 0.5

/** Bytes of a graphics card of the 8 GB tier, where nobody can say how much there is. */
const USUAL_CARD = 8e9

/** Bytes of activations for each latent of a sample: SD 1.5 at 512 pixels takes about 1.2 GB in fp16. */
const BYTES_PER_LATENT = 300_000

type Asked = Pick<Inference, 'device' | 'room'>

const freeOf = async (inference: Asked): Promise<number> =>
  (await inference.room())?.free ?? USUAL_CARD

export const bytesOf = ({ parts }: Pick<DiffusionModel, 'parts'>): number =>
  Object.values(parts).reduce((sum, part) => sum + part.bytes, 0)

/** Text encoder, denoising net and decoder in turn when all of them would take half of what is free. */
export const chooseTier = async (
  model: Pick<DiffusionModel, 'parts'>,
  inference: Asked,
): Promise<Pick<NetsOptions, 'inTurn'>> => ({
  inTurn: bytesOf(model) > WEIGHTS * (await freeOf(inference)),
})

/** Variations that run together; 1 where it would not be faster: a processor is busy with one. */
export const chooseBatch = async (
  model: Pick<DiffusionModel, 'parts' | 'vae'>,
  { width, height }: { readonly width: number; readonly height: number },
  wanted: number,
  inference: Asked,
): Promise<number> => {
  if (wanted === 1) return 1
  const { usable } = await inference.device()
  if (usable[0]?.provider === 'cpu') return 1
  const latents = (width * height) / model.vae.factor ** 2
  // Guidance doubles each sample; the weights may be there already or not, so they count.
  const room = (await freeOf(inference)) - bytesOf(model)
  const fits = Math.floor(room / (2 * latents * BYTES_PER_LATENT))
  return Math.max(1, Math.min(wanted, fits))
}

/**
 * What the autoencoder needs for each pixel at its widest: some three planes of 256 channels in
 * single precision, as it has them where it is as large as the picture.
 */
const BYTES_PER_PIXEL = 3 * 256 * 4

/** Pictures of more pixels than this go through the autoencoder in tiles. */
export const chooseTiles = async (inference: Pick<Inference, 'room'>): Promise<number> => {
  const free = (await inference.room())?.free ?? USUAL_CARD
  return Math.floor(((1 - WEIGHTS) * free) / BYTES_PER_PIXEL)
}
