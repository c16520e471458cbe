/** One graph of an installed model, opened; one that does not load is told from one that is damaged. */
import { InlayError } from '@inlay/shared'
import type { Inference, Net } from '../../inference/inference.ts'
import type { Part } from '../../models/manifest.ts'
import type { Models } from '../../models/models.ts'
import { graphFiles } from './graph-files.ts'

export interface GraphSources {
  readonly models: () => Promise<Pick<Models, 'open'>>
  readonly inference: () => Promise<Pick<Inference, 'open'>>
}

/**
 * Its files are looked at before every use, since they may have changed, or gone, since the last one.
 * @throws InlayError model_unknown | model_missing | model_damaged | engine_unavailable |
 *   out_of_memory | engine_failed
 */
export const openGraph = async (
  { models, inference }: GraphSources,
  id: string,
  part: Part = 'main',
): Promise<Net> => {
  const store = await models()
  const model = await store.open(id)
  const graph = graphFiles(model, part)
  try {
    return await (await inference()).open(graph, { needs: model.memory })
  } catch (error) {
    if (!(error instanceof InlayError) || error.code !== 'engine_failed') throw error
    // A disk that forgets bits changes no date: only all the bytes tell.
    await store.open(id, { rehash: true })
    throw new InlayError(
      'engine_failed',
      'The net could not be loaded, though its files are whole: it may need what this runtime does not have.',
      { cause: error },
    )
  }
}
