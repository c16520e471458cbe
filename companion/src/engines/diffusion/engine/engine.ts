/** A diffusion model as an engine: window, words, run, picture back into the crop. */
import {
  type Bounds,
  type EngineInfo,
  expected,
  InlayError,
  maskBounds,
  type PixelImage,
} from '@inlay/shared'
import type { Inference } from '../../../inference/inference.ts'
import type { Engine, EngineHooks, EngineInput } from '../../engine.ts'
import type { Planes } from '../image/planes.ts'
import { runModel } from '../loop/run.ts'
import type { SampleHooks, SampleInput } from '../loop/sample-input.ts'
import type { DiffusionModel } from '../model/describe.ts'
import { type LoadedModel, loadModel } from '../model/loaded.ts'
import { chooseBatch, chooseTier, chooseTiles } from '../model/tier.ts'
import { cutForModel, type ModelCrop, pasteFromModel } from './crop.ts'
import { defaultsOf } from './defaults.ts'
import { createLooks } from './looks.ts'
import { requestKey } from './request-key.ts'
import { type ModelWindow, modelWindow } from './window.ts'

export interface DiffusionSource {
  readonly info: EngineInfo
  /** Reads the folder; again before every fill, as files may have changed or gone. */
  readonly describe: () => Promise<DiffusionModel>
  readonly inference: () => Promise<Inference>
}

/** @throws InlayError as reading the folder and opening its nets */
export const createDiffusionEngine = async (source: DiffusionSource): Promise<Engine> => {
  const first = await source.describe()
  /** Pictures made together with the one that was asked for wait here for their turn. */
  const ahead = new Map<string, Planes>()
  let loaded: LoadedModel | undefined

  const open = async (): Promise<LoadedModel> => {
    const model = await source.describe()
    if (loaded !== undefined && loaded.model.key === model.key) return loaded
    await loaded?.close()
    const inference = await source.inference()
    loaded = loadModel(model, async () => inference, {
      ...(await chooseTier(model, inference)),
      tilesAbove: await chooseTiles(inference),
    })
    return loaded
  }

  const make = async (input: EngineInput, crop: ModelCrop, hooks: EngineHooks): Promise<Planes> => {
    const model = await open()
    const key = requestKey(model.model.key, input, crop)
    const waiting = ahead.get(`${key} ${input.seed}`)
    ahead.delete(`${key} ${input.seed}`)
    if (waiting !== undefined) return waiting
    // Nobody came for these: another request began.
    ahead.clear()
    const count = 1 + (input.upcoming?.length ?? 0)
    const together = await chooseBatch(model.model, crop.image, count, await source.inference())
    const seeds = [input.seed, ...(input.upcoming ?? [])].slice(0, together)
    const [picture, ...others] = await runSeeds(model, input, crop, seeds, hooks)
    for (const [i, other] of others.entries()) ahead.set(`${key} ${seeds[i + 1]}`, other)
    if (picture === undefined) throw new InlayError('internal', 'The run gave no picture.')
    return picture
  }

  return {
    info: source.info,
    leastCrop: first.native,
    fill: async (input, hooks) => {
      const result: PixelImage = { ...input.image, data: input.image.data.slice() }
      const box = maskBounds(input.hole)
      if (box === null) return result
      if (input.hole.data.every((value) => value > 0))
        throw new InlayError('mask_covers_everything')
      const window = modelWindow(box, input.image, first)
      const core = boundsWithin(box, window)
      const crop = cutForModel(input, core, window)
      hooks.onProgress(0, 'Loading the model')
      const made = await make(input, crop, hooks)
      pasteFromModel(result, input.hole, core, made, window)
      hooks.onProgress(1, 'Placing the fill')
      return result
    },
    dispose: async () => {
      const leaving = loaded
      ahead.clear()
      loaded = undefined
      await leaving?.close()
    },
  }
}

/** The window holds the hole; what the crop's edge cuts off of it cannot be. */
const boundsWithin = (box: Bounds, { bounds }: ModelWindow): Bounds => {
  const fits =
    box.left >= bounds.left &&
    box.top >= bounds.top &&
    box.left + box.width <= bounds.left + bounds.width &&
    box.top + box.height <= bounds.top + bounds.height
  if (!fits) throw new InlayError('internal', 'The window does not hold the hole.')
  return box
}

const runSeeds = async (
  loaded: LoadedModel,
  input: EngineInput,
  crop: ModelCrop,
  seeds: readonly number[],
  { signal, onProgress, onPreview, onNote }: EngineHooks,
): Promise<readonly Planes[]> => {
  const sample = sampleInputOf(loaded.model, input, crop, seeds)
  const looks = onPreview && createLooks(loaded, sample, onPreview)
  const hooks: SampleHooks = {
    signal,
    onStage: onProgress,
    ...(looks !== undefined && { onStep: looks.onStep }),
  }
  try {
    return (await runModel(loaded, sample, hooks)).pictures
  } catch (error) {
    const isRoom = error instanceof InlayError && error.code === 'out_of_memory'
    if (!isRoom || seeds.length === 1) throw error
    onNote?.('There was not enough memory for several at once, so they were made one by one.')
    const [seed] = seeds
    return (await runModel(loaded, { ...sample, seeds: [seed!] }, hooks)).pictures
  } finally {
    for (const note of await loaded.nets.takeNotes()) onNote?.(note)
    if (loaded.model.vae.samplesItself) onNote?.(OWN_SAMPLE)
  }
}

const OWN_SAMPLE =
  'This export draws some of its random numbers by itself: the same seed gives nearly, not exactly, the same fill.'

/** @throws InlayError invalid_request for what this model cannot do */
const sampleInputOf = (
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
