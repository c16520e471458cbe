/** A fill's own words as a run of the model: what was not said is what its kind is meant to be used with. */
import { expected, InlayError } from '@inlay/shared'
import type { EngineInput } from '../../engine.ts'
import type { SampleInput } from '../loop/sample-input.ts'
import type { DiffusionModel } from '../model/describe.ts'
import type { ModelCrop } from './crop.ts'
import { defaultsOf } from './defaults.ts'

/** @throws InlayError invalid_request for what this model cannot do */
export const sampleInputOf = (
  model: DiffusionModel,
  input: EngineInput,
  { image, mask }: ModelCrop,
  seeds: readonly number[],
): SampleInput => {
  const usual = defaultsOf(model)
  const { diffusion = {}, scheduler } = input
  if (input.strength <= 0) {
    throw new InlayError('invalid_request', expected('more than 0', 'strength', input.strength))
  }
  if (model.architecture === 'flux' && input.negativePrompt !== '') {
    throw new InlayError(
      'invalid_request',
      'FLUX.1 Fill takes no negative prompt; say what you want to see instead.',
    )
  }
  if (model.architecture === 'flux' && (diffusion.clipSkip ?? 0) > 0) {
    throw new InlayError('invalid_request', 'FLUX.1 Fill has no clip skip; leave clipSkip out.')
  }
  const hasWords = input.prompt !== '' || input.negativePrompt !== ''
  const asked = input.guidanceScale ?? usual.guidance
  return {
    image,
    mask,
    text: {
      prompt: input.prompt,
      negativePrompt: input.negativePrompt,
      clipSkip: diffusion.clipSkip ?? 0,
    },
    seeds,
    noise: diffusion.noise ?? 'torch-cpu',
    strength: input.strength,
    // Without words both passes of guidance would be the same one.
    guidance: model.architecture === 'sd' && !hasWords ? Math.min(asked, 1) : asked,
    guidanceRescale: diffusion.guidanceRescale ?? 0,
    steps: input.steps ?? usual.steps,
    ...(scheduler !== undefined && { scheduler }),
    ...(diffusion.eta !== undefined && { eta: diffusion.eta }),
  }
}
