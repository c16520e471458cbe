/** A run of Stable Diffusion: start, loop, for 4 and 9 channels (diffusers' inpainting pipelines). */
import { InlayError } from '@inlay/shared'
import { maskLatent } from '../image/mask.ts'
import type { DiffusionModel } from '../model/describe.ts'
import type { Nets } from '../model/nets.ts'
import type { LatentDistribution } from '../model/vae.ts'
import type { Conditions } from '../text/encode.ts'
import { denoise } from './denoise.ts'
import type { SampleHooks, SampleInput } from './sample-input.ts'
import { draw, openScheduler, stepsUntil } from './start.ts'
import { openPredictor } from './unet.ts'

export interface LoopInput {
  readonly model: DiffusionModel
  readonly nets: Nets
  readonly input: SampleInput
  readonly hooks: SampleHooks
  readonly conditions: Conditions
  /** Of the picture; needed by 4 channels and by strengths below 1. */
  readonly picture: LatentDistribution | undefined
  /** Of the picture without its hole; needed by nets that are told of it. */
  readonly masked: LatentDistribution | undefined
}

/** @returns latents, one sample after the other */
export const runStableDiffusion = async (loop: LoopInput): Promise<Float32Array> => {
  const { model, nets, input, hooks, conditions, picture, masked } = loop
  const { vae } = model
  const width = input.image.width / vae.factor
  const height = input.image.height / vae.factor
  const isPlain = model.channels === vae.channels
  const scheduler = openScheduler(model.scheduler, input)
  const steps = stepsUntil(scheduler, input.schedulerConfig ?? model.scheduler, input.denoisingEnd)
  const drawn = draw(input, vae, {
    picture,
    masked,
    drawsPicture: input.from === undefined && (isPlain || input.strength < 1),
    width,
    height,
  })
  const original = input.from?.latents ?? drawn.original
  if (original.length !== drawn.noise.length) {
    throw new InlayError('internal', 'The latents given are of another size.')
  }
  const from = hooks.extras?.start?.(original, drawn.noise) ?? original
  const start =
    input.from !== undefined
      ? input.from.latents
      : input.strength < 1
        ? scheduler.addNoise(from, drawn.noise, 0)
        : drawn.noise.map((value) => value * scheduler.initNoiseSigma)
  const mask = maskLatent(input.mask, vae.factor).data
  const net = await nets.open('unet', hooks.signal)
  const predictor = await openPredictor({
    model,
    net,
    nets,
    conditions,
    input,
    hooks,
    width,
    height,
    mask,
    masked: drawn.masked,
    timesteps: scheduler.timesteps,
    steps,
  })
  const ownBlend = hooks.extras?.blend
  const blend = ownBlend
    ? (sample: Float32Array, step: number) =>
        ownBlend({ step, steps, sample, original, noise: drawn.noise, scheduler })
    : isPlain
      ? (sample: Float32Array, step: number) => {
          const kept =
            step < steps - 1 ? scheduler.addNoise(original, drawn.noise, step + 1) : original
          return keepOutside(sample, kept, mask)
        }
      : undefined
  try {
    return await denoise(
      {
        scheduler,
        start,
        steps,
        predict: predictor.predict,
        noise: drawn.more,
        ...(blend !== undefined && { blend }),
        unpack: (values) => values,
      },
      hooks,
    )
  } finally {
    predictor.release()
    await nets.leave('unet')
  }
}

/** (1 - mask) x kept + mask x sample, the mask one plane for every channel of every sample. */
const keepOutside = (
  sample: Float32Array,
  kept: Float32Array,
  mask: Float32Array,
): Float32Array => {
  const out = new Float32Array(sample.length)
  const plane = mask.length
  for (let i = 0; i < out.length; i++) {
    const m = mask[i % plane]!
    out[i] = (1 - m) * kept[i]! + m * sample[i]!
  }
  return out
}
