/** How much of a model is in memory at once, and how many variations run together. */
import { totalmem } from 'node:os'
import type { Inference } from '../../../inference/inference.ts'
import type { DiffusionModel } from './describe.ts'
import type { NetsOptions } from './nets.ts'

/** Share of the room that weights may take; the rest is for what flows between them. */
const WEIGHTS = 0.5

/** Bytes of a graphics card of the 8 GB tier, where nobody can say how much there is. */
const USUAL_CARD = 8e9

/** Bytes the net needs for each sample, for each latent: SD 1.5 at 512 pixels takes about 1.2 GB in fp16. */
const BYTES_PER_LATENT = 300_000

const roomOf = async (inference: Inference): Promise<number> => {
  const { usable } = await inference.device()
  return usable[0]?.provider === 'cpu' ? totalmem() : USUAL_CARD
}

export const bytesOf = ({ parts }: Pick<DiffusionModel, 'parts'>): number =>
  Object.values(parts).reduce((sum, part) => sum + part.bytes, 0)

/** Text encoder, denoising net and decoder in turn when all of them would not leave half the room. */
export const chooseTier = async (
  model: DiffusionModel,
  inference: Inference,
): Promise<NetsOptions> => ({
  inTurn: bytesOf(model) > WEIGHTS * (await roomOf(inference)),
})

/** 1 where it would not be faster: a processor is as busy with one as with two. */
export const chooseBatch = async (
  model: DiffusionModel,
  { width, height }: { readonly width: number; readonly height: number },
  wanted: number,
  inference: Inference,
): Promise<number> => {
  const { usable } = await inference.device()
  if (usable[0]?.provider === 'cpu') return 1
  const latents = (width * height) / model.vae.factor ** 2
  const room = (await roomOf(inference)) - bytesOf(model)
  const fits = Math.floor(room / (2 * latents * BYTES_PER_LATENT))
  return Math.max(1, Math.min(wanted, fits))
}
