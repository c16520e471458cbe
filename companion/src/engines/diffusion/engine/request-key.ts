/** Everything that decides a fill but its seed, as one key. */
import { createHash } from 'node:crypto'
import type { EngineInput } from '../../engine.ts'
import { pictureKey } from '../model/kept.ts'
import type { ModelCrop } from './crop.ts'

/** What of an input, beside its pictures, makes the fill another one. */
const ASKED = [
  'prompt',
  'negativePrompt',
  'strength',
  'guidanceScale',
  'steps',
  'scheduler',
  'diffusion',
  'keepColours',
] as const satisfies readonly (keyof EngineInput)[]

/** A digest: keys stay in memory, and prompts need not. */
export const requestKey = (model: string, input: EngineInput, crop: ModelCrop): string => {
  const asked = ASKED.map((field) => input[field])
  const given = [input.guidePicture, input.reference, input.soft]
  const pictures = [
    pictureKey(crop.image),
    pictureKey(crop.mask),
    ...given.map((picture) => picture && pictureKey(picture)),
  ]
  return createHash('sha256')
    .update(JSON.stringify([model, asked, pictures]))
    .digest('base64')
}
