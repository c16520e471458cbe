/** A LoRA as low-rank pairs, one for each layer it changes (Hu et al. 2021; kohya-ss, diffusers, peft). */
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import {
  openSafetensors,
  type Safetensors,
  type StoredTensor,
} from '../../../models/safetensors.ts'
import { foreignKind, type LoraTarget, parseLoraName } from './names.ts'
import { readValues } from './values.ts'

/** What a layer's weights gain: scale x up x down. */
export interface LoraPair {
  readonly target: LoraTarget
  readonly layer: string
  readonly rank: number
  readonly scale: number
  /** [rows, rank] and [rank, columns]; a convolution's kernel is part of its columns. */
  readonly rows: number
  readonly columns: number
  readonly up: () => Promise<Float32Array>
  readonly down: () => Promise<Float32Array>
}

export interface Lora {
  readonly pairs: readonly LoraPair[]
  close(): Promise<void>
}

interface Draft {
  readonly target: LoraTarget
  readonly layer: string
  up?: StoredTensor
  down?: StoredTensor
  alpha?: StoredTensor
}

/** @throws InlayError model_refused when it is no LoRA, or one of a kind that is not read here */
export const openLora = async (path: string): Promise<Lora> => {
  const file = await openSafetensors(path)
  try {
    const drafts = draftsOf(file)
    const declared = declaredScales(file.metadata)
    const pairs = await Promise.all(
      [...drafts.values()].map((draft) => pairOf(file, draft, declared)),
    )
    return { pairs, close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

const draftsOf = ({ tensors }: Safetensors): Map<string, Draft> => {
  const drafts = new Map<string, Draft>()
  for (const [name, tensor] of tensors) {
    const kind = foreignKind(name)
    if (kind !== undefined) {
      throw new InlayError('model_refused', `It is not a plain LoRA: it uses ${kind}.`)
    }
    const parsed = parseLoraName(name)
    if (parsed === undefined) continue
    const { target, layer, part } = parsed
    const key = `${target} ${layer}`
    const draft = drafts.get(key) ?? { target, layer }
    draft[part] = tensor
    drafts.set(key, draft)
  }
  if (drafts.size === 0) throw new InlayError('model_refused', 'There is no LoRA in it.')
  return drafts
}

const pairOf = async (
  file: Safetensors,
  { target, layer, up, down, alpha }: Draft,
  declared: ReadonlyMap<LoraTarget, (rank: number) => number>,
): Promise<LoraPair> => {
  if (up === undefined || down === undefined) {
    throw new InlayError('model_refused', 'A layer of the LoRA has only half of its weights.')
  }
  const [rank = 0, ...inner] = down.shape
  const [rows = 0, middle = 0, ...kernel] = up.shape
  if (rank === 0 || rows === 0 || middle !== rank || kernel.some((side) => side !== 1)) {
    throw new InlayError('model_refused', 'The two halves of a layer of the LoRA do not fit.')
  }
  const scale =
    alpha === undefined ? (declared.get(target)?.(rank) ?? 1) : (await scalar(file, alpha)) / rank
  if (!Number.isFinite(scale)) throw new InlayError('model_refused', 'Its alpha is not a number.')
  return {
    target,
    layer,
    rank,
    scale,
    rows,
    columns: inner.reduce((product, side) => product * side, 1),
    up: () => finiteValues(file, up),
    down: () => finiteValues(file, down),
  }
}

const finiteValues = async (file: Safetensors, tensor: StoredTensor): Promise<Float32Array> => {
  const values = await readValues(file, tensor)
  if (values.every(Number.isFinite)) return values
  throw new InlayError('model_refused', 'The LoRA holds values that are no numbers.')
}

const scalar = async (file: Safetensors, tensor: StoredTensor): Promise<number> => {
  const values = await readValues(file, tensor)
  if (values.length !== 1) throw new InlayError('model_refused', 'Its alpha is not one number.')
  return values[0] ?? 1
}

const Declared = z.record(z.string(), z.unknown())

const METADATA_TARGETS: readonly (readonly [string, LoraTarget])[] = [
  ['unet.', 'denoiser'],
  ['transformer.', 'denoiser'],
  ['text_encoder_2.', 'text-encoder-2'],
  ['text_encoder.', 'text-encoder'],
]

/** What diffusers (from 0.34) writes of peft's settings beside the weights. */
const declaredScales = (
  metadata: Safetensors['metadata'],
): ReadonlyMap<LoraTarget, (rank: number) => number> => {
  const scales = new Map<LoraTarget, (rank: number) => number>()
  const settings = Declared.safeParse(parseJson(metadata.lora_adapter_metadata ?? '')).data ?? {}
  for (const [start, target] of METADATA_TARGETS) {
    const alpha = settings[`${start}lora_alpha`]
    if (typeof alpha !== 'number') continue
    const isStable = settings[`${start}use_rslora`] === true
    scales.set(target, (rank) => alpha / (isStable ? Math.sqrt(rank) : rank))
  }
  return scales
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // No settings: the weights say all there is.
    return undefined
  }
}
