/** One run of a model from picture and words to pictures, with what can be kept from run to run. */
import { InlayError } from '@inlay/shared'
import { maskedImage } from '../image/mask.ts'
import type { Planes } from '../image/planes.ts'
import type { LoadedModel } from '../model/loaded.ts'
import { decodeLatents, encodePicture, type LatentDistribution } from '../model/vae.ts'
import { encodeText } from '../text/encode.ts'
import { LOOP_TO } from './denoise.ts'
import { runFlux } from './flux.ts'
import type { SampleHooks, SampleInput, SampleOutput } from './sample-input.ts'
import { runStableDiffusion } from './sd.ts'
import { isGuided } from './unet.ts'

/**
 * @throws InlayError contract_mismatch | invalid_request | cancelled | out_of_memory | engine_failed |
 *   engine_unavailable
 */
export const runModel = async (
  loaded: LoadedModel,
  input: SampleInput,
  hooks: SampleHooks,
): Promise<SampleOutput> => {
  const { model, nets, tokenizers, keep } = loaded
  const { signal, onStage } = hooks
  assertSize(input, model.multiple)
  const text = { ...input.text, guided: isGuided(model, input.guidance) }
  onStage(0, 'Reading the prompt')
  const conditions = await keep.text(JSON.stringify(text), () =>
    encodeText(model, nets, tokenizers, text, signal),
  )
  onStage(0.04, 'Looking at the picture')
  const isPlain = model.channels === model.vae.channels
  const blends = hooks.extras?.blend !== undefined && model.architecture !== 'flux'
  const needsPicture = input.from === undefined && (isPlain || input.strength < 1 || blends)
  const encode = (planes: Planes): Promise<LatentDistribution> =>
    keep.picture(planes, () => encodePicture(nets, model.vae, planes, signal))
  const picture = needsPicture ? await encode(input.image) : undefined
  const masked = isPlain ? undefined : await encode(maskedImage(input.image, input.mask))
  await nets.leave('vae_encoder')

  const loop = { model, nets, input, hooks, conditions, picture, masked }
  const latents = await (model.architecture === 'flux' ? runFlux(loop) : runStableDiffusion(loop))
  const width = input.image.width / model.vae.factor
  const height = input.image.height / model.vae.factor
  const shape = [input.seeds.length, model.vae.channels, height, width]
  const pictures: Planes[] = []
  const size = latents.length / input.seeds.length
  for (let i = 0; i < input.seeds.length; i++) {
    if (signal.aborted) throw new InlayError('cancelled')
    onStage(LOOP_TO + ((1 - LOOP_TO) * i) / input.seeds.length, 'Turning it into a picture')
    const one = latents.slice(i * size, (i + 1) * size)
    pictures.push(await decodeLatents(nets, model.vae, one, width, height, signal))
  }
  await nets.leave('vae_decoder')
  return { latents, shape, pictures }
}

const assertSize = ({ image }: SampleInput, multiple: number): void => {
  // The reference rounds down to whole latents; nets with more levels fail in their own ways.
  if (image.width % 8 === 0 && image.height % 8 === 0) return
  throw new InlayError(
    'internal',
    `A side of ${image.width} x ${image.height} is no multiple of ${multiple}.`,
  )
}
