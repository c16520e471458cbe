/** What a folder's model is: its architecture, conventions and constants, from files and graphs. */
import { expected, InlayError } from '@inlay/shared'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import { readSchedulerConfig, type SchedulerConfig } from '../schedulers/config.ts'
import { ModelIndex, NetConfig, readConfig, VaeConfig } from './configs.ts'
import type { ModelFolder, PartFiles, PartName } from './folder.ts'

/** `sd`: one text encoder (1.x, 2.x, LCM); `sdxl`: two; `flux`: CLIP and T5, packed latents. */
export type Architecture = 'sd' | 'sdxl' | 'flux'

export interface VaeConstants {
  /** Channels of a latent. */
  readonly channels: number
  /** Pixels of a latent along a side. */
  readonly factor: number
  readonly scaling: number
  readonly shift: number
  /** Per channel, instead of `scaling` alone (playground-v2.5). */
  readonly mean?: readonly number[]
  readonly deviation?: readonly number[]
  /** The encoder draws its own sample: the same seed gives slightly different fills. */
  readonly samplesItself: boolean
}

export interface DiffusionModel {
  readonly name: string
  readonly key: string
  readonly architecture: Architecture
  readonly parts: Readonly<Partial<Record<PartName, PartFiles>>>
  readonly folder: ModelFolder
  readonly scheduler: SchedulerConfig
  readonly vae: VaeConstants
  /** Channels the denoising net takes: 4 plain, 9 inpainting, 384 packed FLUX Fill. */
  readonly channels: number
  /** Both sides of a picture are a multiple of it. */
  readonly multiple: number
  /** Side of the pictures it was trained on, in pixels. */
  readonly native: number
  /** Width of `timestep_cond`, for nets distilled with guidance built in. */
  readonly guidanceEmbedding: number | undefined
  readonly forceZerosForEmptyPrompt: boolean
}

/** @throws InlayError contract_mismatch when it is no inpainting model of a known architecture */
export const describeModel = (folder: ModelFolder): DiffusionModel => {
  const { parts } = folder
  const index =
    folder.index === undefined ? {} : readConfig(ModelIndex, folder.index, 'model_index.json')
  const [name, net] =
    parts.unet !== undefined
      ? (['unet', parts.unet] as const)
      : (['transformer', needed(parts, 'transformer')] as const)
  needed(parts, 'vae_encoder')
  needed(parts, 'vae_decoder')
  needed(parts, 'text_encoder')
  const config =
    net.config === undefined ? {} : readConfig(NetConfig, net.config, `${name}/config.json`)
  const architecture = architectureOf(parts)
  const channels = channelsOf(net, name, config) ?? channelsByName(index)
  assertChannels(architecture, channels)
  if (folder.scheduler === undefined) throw missing('scheduler/scheduler_config.json')
  if (folder.tokenizers[0] === undefined) throw missing('tokenizer/')
  if (architecture !== 'sd' && folder.tokenizers[1] === undefined) throw missing('tokenizer_2/')
  const vae = vaeOf(parts, architecture)
  const levels = config.block_out_channels?.length ?? (architecture === 'sdxl' ? 3 : 4)
  const size = Array.isArray(config.sample_size) ? config.sample_size[0] : config.sample_size
  const cond = find(net.inputs, 'timestep_cond')
  return {
    name: folder.name,
    key: folder.key,
    architecture,
    parts,
    folder,
    scheduler: readSchedulerConfig(folder.scheduler),
    vae,
    channels,
    multiple: vae.factor * (architecture === 'flux' ? 2 : 2 ** (levels - 1)),
    native:
      architecture === 'flux' ? 1024 : (size ?? (architecture === 'sdxl' ? 128 : 64)) * vae.factor,
    guidanceEmbedding:
      cond === undefined ? undefined : (lastSize(cond) ?? config.time_cond_proj_dim ?? 256),
    forceZerosForEmptyPrompt:
      architecture === 'sdxl' && (index.force_zeros_for_empty_prompt ?? true),
  }
}

const missing = (what: string): InlayError =>
  new InlayError('contract_mismatch', `The folder has no ${what}.`)

const needed = (parts: DiffusionModel['parts'], name: PartName): PartFiles => {
  const part = parts[name]
  if (part === undefined) throw missing(`${name}/model.onnx`)
  return part
}

export const find = (infos: readonly TensorInfo[], name: string): TensorInfo | undefined =>
  infos.find((info) => info.name === name)

const lastSize = ({ shape }: TensorInfo): number | undefined => {
  const last = shape.at(-1)
  return typeof last === 'number' && last > 0 ? last : undefined
}

const architectureOf = (parts: DiffusionModel['parts']): Architecture => {
  if (parts.unet === undefined) {
    needed(parts, 'text_encoder_2')
    return 'flux'
  }
  if (find(parts.unet.inputs, 'time_ids') === undefined) return 'sd'
  needed(parts, 'text_encoder_2')
  return 'sdxl'
}

/** The legacy script says it nowhere but in the pipeline's name. */
const channelsByName = ({ _class_name: name = '' }: ModelIndex): number =>
  name.includes('Inpaint') ? 9 : 4

const channelsOf = (net: PartFiles, name: PartName, config: NetConfig): number | undefined => {
  const input = find(net.inputs, name === 'unet' ? 'sample' : 'hidden_states')
  if (input === undefined) {
    const names = net.inputs.map((info) => info.name).join(', ')
    throw new InlayError(
      'contract_mismatch',
      expected('an input "sample" or "hidden_states"', `${name}/model.onnx`, names),
    )
  }
  const inGraph = name === 'unet' ? input.shape[1] : input.shape[2]
  if (typeof inGraph === 'number' && inGraph > 0) return inGraph
  return config.in_channels ?? undefined
}

const TAKEN: Record<Architecture, readonly number[]> = {
  sd: [4, 9],
  sdxl: [4, 9],
  flux: [384],
}

const assertChannels = (architecture: Architecture, channels: number): void => {
  if (TAKEN[architecture].includes(channels)) return
  const wanted = TAKEN[architecture].join(' or ')
  throw new InlayError(
    'contract_mismatch',
    expected(`${wanted} input channels`, 'the denoising net', channels),
  )
}

/** Published constants, for folders without a config (the legacy script writes none). */
const SCALING: Record<Architecture, { scaling: number; shift: number; channels: number }> = {
  sd: { scaling: 0.18215, shift: 0, channels: 4 },
  sdxl: { scaling: 0.13025, shift: 0, channels: 4 },
  flux: { scaling: 0.3611, shift: 0.1159, channels: 16 },
}

const vaeOf = (parts: DiffusionModel['parts'], architecture: Architecture): VaeConstants => {
  const decoder = needed(parts, 'vae_decoder')
  const encoder = needed(parts, 'vae_encoder')
  const text = decoder.config ?? encoder.config
  const config = text === undefined ? {} : readConfig(VaeConfig, text, 'vae_decoder/config.json')
  const usual = SCALING[architecture]
  const { latents_mean: mean, latents_std: deviation } = config
  return {
    channels: config.latent_channels ?? usual.channels,
    factor: 2 ** ((config.block_out_channels?.length ?? 4) - 1),
    scaling: config.scaling_factor ?? usual.scaling,
    shift: config.shift_factor ?? usual.shift,
    ...(mean != null && deviation != null && { mean, deviation }),
    samplesItself: find(encoder.outputs, 'latent_parameters') === undefined,
  }
}
