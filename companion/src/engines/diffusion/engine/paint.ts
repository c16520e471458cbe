/** Runs the model for one window: with everything that steers it, and a second time at full size if asked. */
import { InlayError } from '@inlay/shared'
import type { EngineHooks, EngineInput } from '../../engine.ts'
import { prepareExtras } from '../extras/prepare.ts'
import type { Planes } from '../image/planes.ts'
import { runModel } from '../loop/run.ts'
import type { SampleHooks, SampleInput } from '../loop/sample-input.ts'
import type { LoadedModel } from '../model/loaded.ts'
import { contentFor } from './content.ts'
import type { ModelCrop } from './crop.ts'
import { fullSize, SECOND_STRENGTH, withFirstPass } from './high-res.ts'
import { createLooks } from './looks.ts'
import { matchRing } from './ring-colour.ts'
import { sampleInputOf } from './sample.ts'
import { steeringOf } from './steer.ts'
import type { ModelWindow } from './window.ts'

export interface Painting {
  readonly loaded: LoadedModel
  readonly input: EngineInput
  readonly window: ModelWindow
  /** The crop at the size of a window. */
  readonly cropAt: (window: ModelWindow) => ModelCrop
  readonly seeds: readonly number[]
}

/** RGB, 0..1, one for each seed that there was memory for. @throws InlayError as `runModel` */
export const paint = async (painting: Painting, hooks: EngineHooks): Promise<readonly Planes[]> => {
  const { loaded, input, window } = painting
  const larger = input.diffusion?.highRes === true ? fullSize(window, loaded.model) : undefined
  // The second pass takes about as much longer as it has more pixels, for fewer steps.
  const share = larger === undefined ? 1 : 0.45
  const first = await onePass(painting, painting.cropAt(window), {
    ...hooks,
    onProgress: (fraction, stage) => hooks.onProgress(fraction * share, stage),
  })
  if (larger === undefined) return first
  const pictures: Planes[] = []
  for (const [i, picture] of first.entries()) {
    const from = share + ((1 - share) * i) / first.length
    const again = {
      ...painting,
      window: larger,
      input: { ...input, strength: SECOND_STRENGTH },
      seeds: [painting.seeds[i] ?? input.seed],
    }
    const crop = withFirstPass(painting.cropAt(larger), picture)
    try {
      const [finer = picture] = await onePass(again, crop, {
        signal: hooks.signal,
        ...(hooks.onNote !== undefined && { onNote: hooks.onNote }),
        onProgress: (fraction, stage) =>
          hooks.onProgress(from + (fraction * (1 - share)) / first.length, `Full size: ${stage}`),
      })
      pictures.push(finer)
    } catch (error) {
      if (!isRoom(error)) throw error
      hooks.onNote?.('There was not enough memory for the second pass at full size.')
      pictures.push(picture)
    }
  }
  return pictures
}

const isRoom = (error: unknown): boolean =>
  error instanceof InlayError && error.code === 'out_of_memory'

const onePass = async (
  { loaded, input, window, seeds }: Painting,
  crop: ModelCrop,
  { signal, onProgress, onPreview, onNote }: EngineHooks,
): Promise<readonly Planes[]> => {
  const sample: SampleInput = sampleInputOf(loaded.model, input, crop, seeds)
  const content = contentFor(input.operation, input.strength, input.diffusion ?? {})
  const extras = prepareExtras(loaded.model, loaded.nets, {
    ...(await steeringOf(input, crop, window, loaded.nets, signal)),
    ...(content === 'noise' && { emptied: crop.mask }),
  })
  const looks = onPreview && createLooks(loaded, sample, onPreview)
  const hooks: SampleHooks = {
    signal,
    onStage: onProgress,
    extras,
    ...(looks !== undefined && { onStep: looks.onStep }),
  }
  const run = async (asked: SampleInput): Promise<readonly Planes[]> => {
    const { pictures } = await runModel(loaded, asked, hooks)
    if (input.keepColours === true) return pictures
    return pictures.map((picture) => matchRing(picture, crop.image, crop.mask))
  }
  try {
    return await run(sample)
  } catch (error) {
    if (!isRoom(error) || seeds.length === 1) throw error
    onNote?.('There was not enough memory for several at once, so they were made one by one.')
    const [seed] = seeds
    return await run({ ...sample, seeds: [seed!] })
  } finally {
    extras.release()
    for (const note of await loaded.nets.takeNotes()) onNote?.(note)
    if (loaded.model.vae.samplesItself) onNote?.(OWN_SAMPLE)
  }
}

const OWN_SAMPLE =
  'This export draws some of its random numbers by itself: the same seed gives nearly, not exactly, the same fill.'
