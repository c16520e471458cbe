/** A diffusion model of the catalogue, once it is on this machine, as the folder it would be elsewhere. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import type { Part } from '../../../models/manifest.ts'
import { readGraphFile } from '../../../models/onnx/read-graph.ts'
import type { OpenedModel } from '../../../models/open-model.ts'
import { graphFiles } from '../../neural/graph-files.ts'
import type { ModelFolder, PartFiles, PartName } from './folder.ts'

const NAMES: ReadonlyMap<Part, PartName> = new Map([
  ['unet', 'unet'],
  ['vae-encoder', 'vae_encoder'],
  ['vae-decoder', 'vae_decoder'],
  ['vae-decoder-tiny', 'vae_decoder_tiny'],
  ['text-encoder', 'text_encoder'],
])

/**
 * Its files were checked when it was opened; what a folder says in JSON, the catalogue says.
 * @throws InlayError model_refused | file_unreadable | contract_mismatch when it is no such model
 */
export const folderFromStore = async (model: OpenedModel): Promise<ModelFolder> => {
  const { settings } = model
  if (settings === undefined) {
    throw new InlayError('contract_mismatch', 'This model has no settings for following words.')
  }
  const parts: Partial<Record<PartName, PartFiles>> = {}
  for (const file of model.files.filter(({ role }) => role === 'graph')) {
    const name = NAMES.get(file.part)
    if (name === undefined) continue
    const { inputs, outputs } = await readGraphFile(file.path)
    const own = model.files.filter(({ part, role }) => part === file.part && role !== 'text')
    const bytes = own.reduce((sum, one) => sum + one.bytes, 0)
    parts[name] = { graph: graphFiles(model, file.part), inputs, outputs, bytes }
  }
  const text = async (name: string): Promise<string | undefined> => {
    const found = model.files.find((file) => file.role === 'text' && file.name === name)
    return found && readFile(found.path, 'utf8')
  }
  const [vocab, merges] = [await text('vocab.json'), await text('merges.txt')]
  const [index, scheduler] = [JSON.stringify(settings.index), JSON.stringify(settings.scheduler)]
  return {
    name: model.id,
    key: createHash('sha256').update(`${model.key} ${index} ${scheduler}`).digest('hex'),
    index,
    scheduler,
    tokenizers: [vocab === undefined || merges === undefined ? undefined : { vocab, merges }],
    parts,
  }
}
