/** A model ready to run: its description, its nets, its tokenizers, and what is kept between runs. */
import type { Inference } from '../../../inference/inference.ts'
import type { Planes } from '../image/planes.ts'
import type { Conditions } from '../text/encode.ts'
import { openTokenizers, type Tokenizers } from '../text/tokenizers.ts'
import type { DiffusionModel } from './describe.ts'
import { createKept, pictureKey } from './kept.ts'
import { type Nets, type NetsOptions, openNets } from './nets.ts'
import type { LatentDistribution } from './vae.ts'

export interface LoadedModel {
  readonly model: DiffusionModel
  readonly nets: Nets
  readonly tokenizers: Tokenizers
  /** Another seed on the same picture with the same words runs the denoising net alone. */
  readonly keep: {
    text(key: string, make: () => Promise<Conditions>): Promise<Conditions>
    picture(planes: Planes, make: () => Promise<LatentDistribution>): Promise<LatentDistribution>
  }
  close(): Promise<void>
}

export const loadModel = (
  model: DiffusionModel,
  inference: () => Promise<Inference>,
  options: NetsOptions,
): LoadedModel => {
  const nets = openNets(model, inference, options)
  const texts = createKept<Conditions>(TEXTS)
  const pictures = createKept<LatentDistribution>(PICTURES)
  return {
    model,
    nets,
    tokenizers: openTokenizers(model),
    keep: {
      text: (key, make) => texts(key, make),
      picture: (planes, make) => pictures(pictureKey(planes), make),
    },
    close: () => nets.close(),
  }
}

/** About 0.6 MB each for SDXL, 8 for FLUX. */
const TEXTS = 8

/** About 0.5 MB each at 1024 pixels. */
const PICTURES = 8
