/** The LoRAs a fill asks for: found in the model's folder, merged into its graphs before they load. */
import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type DiffusionOptions, expected, InlayError } from '@inlay/shared'
import type { Inference } from '../../../inference/inference.ts'
import type { GraphFiles } from '../../../inference/messages.ts'
import { createLoraMerger, type LoraFile } from '../lora/merger.ts'
import type { LoraTarget } from '../lora/names.ts'
import type { DiffusionModel } from '../model/describe.ts'
import type { PartName } from '../model/folder.ts'

/** Beside model_index.json. */
const FOLDER = 'loras'

const TARGETS: Readonly<Partial<Record<PartName, LoraTarget>>> = {
  unet: 'denoiser',
  transformer: 'denoiser',
  text_encoder: 'text-encoder',
  text_encoder_2: 'text-encoder-2',
}

type Chosen = NonNullable<DiffusionOptions['loras']>

/** Their files, and a key that changes with any of them. */
export interface FoundLoras {
  readonly files: readonly LoraFile[]
  readonly key: string
}

/** Graphs with the LoRAs in them, by part, and what there is to say about it. */
export interface MergedParts {
  readonly graphs: ReadonlyMap<PartName, GraphFiles>
  readonly notes: readonly string[]
}

const rootOf = ({ parts }: Pick<DiffusionModel, 'parts'>): string => {
  const [part] = Object.values(parts)
  return part === undefined ? '' : dirname(dirname(part.graph.path))
}

/** @throws InlayError invalid_request, whose detail names those that are there; model_refused */
export const findLoras = async (
  model: Pick<DiffusionModel, 'parts'>,
  chosen: Chosen = [],
): Promise<FoundLoras> => {
  const folder = join(rootOf(model), FOLDER)
  const files: LoraFile[] = []
  const seals: unknown[] = []
  for (const { name, strength } of chosen) {
    if (strength === 0) continue
    const path = join(folder, `${name}.safetensors`)
    const stats = await lstat(path, { bigint: true }).catch(() => undefined)
    if (stats === undefined) throw await missing(name, folder)
    if (!stats.isFile()) {
      throw new InlayError('model_refused', expected('a file', `the LoRA "${name}"`, 'a link'))
    }
    files.push({ path, strength })
    seals.push([name, strength, `${stats.size} ${stats.mtimeNs} ${stats.ino}`])
  }
  return { files, key: files.length === 0 ? '' : JSON.stringify(seals) }
}

const missing = async (name: string, folder: string): Promise<InlayError> => {
  const names = (await readdir(folder).catch((): string[] => []))
    .filter((file) => file.endsWith('.safetensors'))
    .map((file) => basename(file, '.safetensors'))
    .sort()
  const there =
    names.length === 0
      ? 'the model’s folder has none: put them into its folder "loras"'
      : `the model’s folder has ${names.join(', ')}`
  return new InlayError('invalid_request', `There is no LoRA "${name}" here; ${there}.`)
}

/**
 * @param folder private, where merged weights are kept
 * @throws InlayError contract_mismatch when none of a LoRA's layers are in the model; as
 *   `LoraMerger.merge`
 */
export const mergeLoras = async (
  { parts }: Pick<DiffusionModel, 'parts'>,
  { files }: FoundLoras,
  inference: Pick<Inference, 'open'>,
  folder: string,
  signal: AbortSignal,
): Promise<MergedParts> => {
  const graphs = new Map<PartName, GraphFiles>()
  if (files.length === 0) return { graphs, notes: [] }
  const merger = createLoraMerger(inference, folder)
  const missed: string[] = []
  let changed = 0
  for (const [name, target] of targetsOf(parts)) {
    const part = parts[name]
    if (part === undefined) continue
    const merged = await merger.merge(part.graph, target, files, signal)
    graphs.set(name, merged.graph)
    missed.push(...merged.missed)
    changed += merged.changed
  }
  if (changed === 0) {
    throw new InlayError(
      'contract_mismatch',
      'None of the LoRA’s layers are in this model: it was made for another kind, or the export names no layers.',
    )
  }
  const layers = missed.length === 1 ? 'One layer' : `${missed.length} layers`
  return {
    graphs,
    notes:
      missed.length === 0
        ? []
        : [`${layers} of the LoRA found no place in this model and did nothing.`],
  }
}

const targetsOf = (parts: DiffusionModel['parts']): (readonly [PartName, LoraTarget])[] => {
  const isFlux = parts.transformer !== undefined
  const found: (readonly [PartName, LoraTarget])[] = []
  for (const name of ['text_encoder', 'text_encoder_2', 'unet', 'transformer'] as const) {
    const target = TARGETS[name]
    // FLUX's second encoder is T5, which LoRAs leave alone.
    if (target === undefined || (isFlux && name === 'text_encoder_2')) continue
    found.push([name, target])
  }
  return found
}
