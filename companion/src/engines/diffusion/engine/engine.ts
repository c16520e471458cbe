/** A diffusion model as an engine: window, words, run, picture back into the crop. */
import { join } from 'node:path'
import {
  type Bounds,
  type EngineInfo,
  InlayError,
  maskBounds,
  type PixelImage,
} from '@inlay/shared'
import type { Inference } from '../../../inference/inference.ts'
import { companionFolders, type Folders } from '../../../system/folders.ts'
import type { Engine, EngineHooks, EngineInput } from '../../engine.ts'
import { checkSafety } from '../extras/safety.ts'
import type { Planes } from '../image/planes.ts'
import type { DiffusionModel } from '../model/describe.ts'
import { type LoadedModel, loadModel } from '../model/loaded.ts'
import type { NetsOptions } from '../model/nets.ts'
import { chooseBatch, chooseTier, chooseTiles } from '../model/tier.ts'
import { translatorFolder } from '../translate/places.ts'
import { englishPrompts } from '../translate/prompts.ts'
import { createTranslator, type Translator } from '../translate/translator.ts'
import { contentFor, withColoursAround, withEmbedded } from './content.ts'
import { cutForModel, type ModelCrop, pasteFromModel } from './crop.ts'
import { findLoras, mergeLoras } from './loras.ts'
import { paint } from './paint.ts'
import { requestKey } from './request-key.ts'
import { type ModelWindow, modelWindow } from './window.ts'

export interface DiffusionSource {
  readonly info: EngineInfo
  /** Reads the folder; again before every fill, as files may have changed or gone. */
  readonly describe: () => Promise<DiffusionModel>
  readonly inference: () => Promise<Inference>
  /** The embedded engine, for runs that start from its answer. */
  readonly patches?: () => Promise<Engine>
  /** Where merged LoRAs and the translator lie; default: the companion's own. */
  readonly folders?: Folders
  readonly translator?: Translator
}

/** The embedded engine's seed for all variations, so that they can be made together. */
const CONTENT_SEED = 1

/** @throws InlayError as reading the folder and opening its nets */
export const createDiffusionEngine = async (source: DiffusionSource): Promise<Engine> => {
  const first = await source.describe()
  const folders = source.folders ?? companionFolders()
  const translator = source.translator ?? createTranslator(translatorFolder(folders))
  /** Pictures made together with the one that was asked for wait here for their turn. */
  const ahead = new Map<string, Planes>()
  let loaded: { readonly key: string; readonly model: LoadedModel } | undefined

  const open = async (
    { diffusion }: EngineInput,
    { signal, onProgress, onNote }: EngineHooks,
  ): Promise<{ readonly key: string; readonly model: LoadedModel }> => {
    const model = await source.describe()
    const loras = await findLoras(model, diffusion?.loras)
    const key = `${model.key} ${loras.key}`
    if (loaded?.key === key && loras.files.length === 0) return loaded
    const inference = await source.inference()
    if (loras.files.length > 0) onProgress(0.01, 'Merging the LoRA')
    const place = join(folders.state, 'loras')
    const { graphs, notes } = await mergeLoras(model, loras, inference, place, signal)
    for (const note of notes) onNote?.(note)
    if (loaded?.key === key) return loaded
    await loaded?.model.close()
    const tier = {
      ...(await chooseTier(model, inference)),
      tilesAbove: await chooseTiles(inference),
    }
    const graphFor: NonNullable<NetsOptions['graphFor']> = async (name, graph) =>
      graphs.get(name) ?? graph
    loaded = { key, model: loadModel(model, async () => inference, { ...tier, graphFor }) }
    return loaded
  }

  /** The picture of that key, and all that are made with it kept for those who ask next. */
  const takeOrMake = async (
    key: string,
    make: () => Promise<readonly (readonly [string, Planes])[]>,
  ): Promise<Planes> => {
    if (!ahead.has(key)) {
      // Nobody came for these: another request began.
      ahead.clear()
      for (const [made, picture] of await make()) ahead.set(made, picture)
    }
    const picture = ahead.get(key)
    ahead.delete(key)
    if (picture === undefined) throw new InlayError('internal', 'The run gave no picture.')
    return picture
  }

  const make = async (
    input: EngineInput,
    window: ModelWindow,
    cropAt: (window: ModelWindow) => ModelCrop,
    hooks: EngineHooks,
  ): Promise<Planes> => {
    const { key: modelKey, model } = await open(input, hooks)
    const crop = cropAt(window)
    const key = requestKey(modelKey, input, crop)
    const made = await takeOrMake(`${key} ${input.seed}`, async () => {
      const count = 1 + (input.upcoming?.length ?? 0)
      const together = await chooseBatch(model.model, crop.image, count, await source.inference())
      const seeds = [input.seed, ...(input.upcoming ?? [])].slice(0, together)
      const pictures = await paint({ loaded: model, input, window, cropAt, seeds }, hooks)
      return pictures.map((picture, i) => [`${key} ${seeds[i]}`, picture] as const)
    })
    if (input.diffusion?.safetyCheck === true) await assertSafe(model, made, hooks)
    return made
  }

  /** In the model's language, and with what the run is to start from under the hole. */
  const prepare = async (input: EngineInput, hooks: EngineHooks): Promise<EngineInput> => {
    const wanted = input.diffusion?.translate !== false
    const { note, ...words } = await englishPrompts(input, wanted, translator, hooks.signal)
    if (note !== undefined) hooks.onNote?.(note)
    const spoken = { ...input, ...words }
    const { patches } = source
    const content = contentFor(input.operation, input.strength, input.diffusion ?? {})
    return content === 'embedded' && patches !== undefined
      ? {
          ...(await withEmbedded({ ...spoken, seed: CONTENT_SEED }, patches, hooks)),
          seed: input.seed,
        }
      : spoken
  }

  return {
    info: source.info,
    leastCrop: first.native,
    fill: async (given, told) => {
      const hooks = { ...told, onProgress: rising(told.onProgress) }
      const result: PixelImage = { ...given.image, data: given.image.data.slice() }
      const box = maskBounds(given.hole)
      if (box === null) return result
      if (given.hole.data.every((value) => value > 0))
        throw new InlayError('mask_covers_everything')
      const input = await prepare(given, hooks)
      const window = modelWindow(box, input.image, first)
      const core = boundsWithin(box, window)
      const cropAt = (at: ModelWindow): ModelCrop =>
        withContent(cutForModel(input, core, at), input)
      hooks.onProgress(0.02, 'Loading the model')
      const made = await make(input, window, cropAt, hooks)
      pasteFromModel(result, input.hole, core, made, window)
      tellScale(made.width / window.bounds.width, input, hooks)
      hooks.onProgress(1, 'Placing the fill')
      return result
    },
    dispose: async () => {
      const leaving = loaded
      ahead.clear()
      loaded = undefined
      await translator.close()
      await leaving?.model.close()
    },
  }
}

/** Below this a fill looks softer than its surroundings. */
const SOFT = 0.6

const tellScale = (
  scale: number,
  { diffusion }: EngineInput,
  { onScale, onNote }: EngineHooks,
): void => {
  onScale?.(scale)
  if (scale >= SOFT) return
  const percent = Math.round(scale * 100)
  onNote?.(
    `The model worked at ${percent}% of the picture’s size${
      diffusion?.highRes === true ? '' : '; a second pass at full size (high-res) adds detail'
    }.`,
  )
}

/** The stages know nothing of each other; what is told never falls. */
const rising = (tell: EngineHooks['onProgress']): EngineHooks['onProgress'] => {
  let most = 0
  return (fraction, stage) => {
    most = Math.max(most, fraction)
    tell(most, stage)
  }
}

/** "fill" is made at the model's own pixels, where it costs nothing. */
const withContent = (crop: ModelCrop, input: EngineInput): ModelCrop => {
  const content = contentFor(input.operation, input.strength, input.diffusion ?? {})
  return content === 'fill' ? { ...crop, image: withColoursAround(crop.image, crop.mask) } : crop
}

/** @throws InlayError withheld */
const assertSafe = async (
  { nets }: LoadedModel,
  made: Planes,
  { signal, onNote }: EngineHooks,
): Promise<void> => {
  const verdict = await checkSafety(nets, made, signal)
  if (verdict === 'withheld') throw new InlayError('withheld')
  if (verdict === 'unchecked') {
    onNote?.('This model’s folder has no safety checker, so that nothing was checked.')
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
