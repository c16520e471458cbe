/** What the inference process has to be told of a model on this machine. */
import type { GraphFiles } from '../../inference/messages.ts'
import type { Part } from '../../models/manifest.ts'
import { graphOf, type OpenedModel } from '../../models/open-model.ts'

/** One graph of a model, and the weights it keeps outside itself. @throws InlayError model_damaged */
export const graphFiles = (model: OpenedModel, part: Part = 'main'): GraphFiles => ({
  path: graphOf(model, part).path,
  external: model.files
    .filter((file) => file.part === part && file.role === 'data')
    .map(({ name, path }) => ({ name, path })),
})
