/** The models for enlarging of this machine, found by id and opened on first need. */
import { InlayError } from '@inlay/shared'
import type { Inference } from '../../inference/inference.ts'
import type { Models } from '../../models/models.ts'
import { openGraph } from '../neural/open-graph.ts'
import type { UpscaleModel } from './upscale.ts'

export interface UpscalerSources {
  readonly models: () => Promise<Models>
  readonly inference: () => Promise<Inference>
}

export interface Upscaler extends UpscaleModel {
  readonly id: string
}

/**
 * The model of this id; `auto` is the owner's own where there is one, else the catalogue's first.
 * @throws InlayError model_unknown | model_missing | model_damaged | contract_mismatch
 */
export const findUpscaler = async (sources: UpscalerSources, wanted: string): Promise<Upscaler> => {
  const models = await sources.models()
  const here = (await models.list()).filter(
    ({ task, state }) => task === 'upscale' && state === 'installed',
  )
  const best = here.find(({ source }) => source === 'own') ?? here[0]
  const id = wanted === 'auto' ? best?.id : wanted
  if (id === undefined) {
    throw new InlayError('model_missing', 'There is no model for enlarging on this machine.')
  }
  const { contract } = await models.open(id)
  if (contract?.task !== 'upscale') {
    throw new InlayError('contract_mismatch', 'This model has no contract for enlarging.')
  }
  return {
    id,
    contract,
    open: () => openGraph(sources, id),
  }
}
