/**
 * Whose layer a LoRA's tensor is for: kohya's names, diffusers' old and new ones and peft's become one
 * form, a layer's path with underscores, which is what all of them can be turned into.
 *
 * After diffusers' `loaders/lora_conversion_utils.py` and `utils/state_dict_utils.py` (which names mean
 * which), and the block numbering of CompVis' latent-diffusion for the "input_blocks" form.
 */

/** The graph a layer belongs to; the denoiser is a UNet or, of FLUX, a transformer. */
export type LoraTarget = 'denoiser' | 'text-encoder' | 'text-encoder-2'

export type LoraPart = 'down' | 'up' | 'alpha'

export interface LoraName {
  readonly target: LoraTarget
  /** "down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q". */
  readonly layer: string
  readonly part: LoraPart
}

/** What these files hold besides plain low-rank pairs, by the marks in its names. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\.(hada_w|hada_t)/, 'LoHa'],
  [/\.lokr_/, 'LoKr'],
  [/\.(dora_scale|lora_magnitude_vector)/, 'DoRA'],
  [/\.lora_mid/, 'Tucker decomposition (LoCon with lora_mid)'],
  [/\.(oft_blocks|oft_diag|boft)/, 'OFT'],
  [/\.(on_input|ia3_l)/, '(IA)3'],
  [/\.(diff|diff_b|w_norm|b_norm|a1|b1)(\.|$)/, 'full weights (differences)'],
  [/(\.lora_B\.bias|lora_bias)/, 'LoRA with a bias'],
]

/** What makes this name none of ours, for a sentence; undefined when it is no such name. */
export const foreignKind = (name: string): string | undefined =>
  FOREIGN.find(([mark]) => mark.test(name))?.[1]

/** Endings, and the part they say. */
const PARTS: readonly (readonly [string, LoraPart])[] = [
  ['.lora_down.weight', 'down'],
  ['.lora_up.weight', 'up'],
  ['.lora_A.weight', 'down'],
  ['.lora_B.weight', 'up'],
  ['.lora_A.default.weight', 'down'],
  ['.lora_B.default.weight', 'up'],
  ['.lora_linear_layer.down.weight', 'down'],
  ['.lora_linear_layer.up.weight', 'up'],
  ['_lora.down.weight', 'down'],
  ['_lora.up.weight', 'up'],
  ['.lora.down.weight', 'down'],
  ['.lora.up.weight', 'up'],
  ['.alpha', 'alpha'],
]

/** Beginnings, longest first, and the graph they say. */
const TARGETS: readonly (readonly [string, LoraTarget])[] = [
  ['base_model.model.', 'denoiser'],
  ['diffusion_model.', 'denoiser'],
  ['text_encoder_2.', 'text-encoder-2'],
  ['text_encoder.', 'text-encoder'],
  ['lora_transformer_', 'denoiser'],
  ['transformer.', 'denoiser'],
  ['lora_unet_', 'denoiser'],
  ['unet.', 'denoiser'],
  ['lora_te1_', 'text-encoder'],
  ['lora_te2_', 'text-encoder-2'],
  ['lora_te_', 'text-encoder'],
]

/** Undefined when it is no name of a LoRA's tensor. */
export const parseLoraName = (name: string): LoraName | undefined => {
  const part = PARTS.find(([end]) => name.endsWith(end))
  if (part === undefined) return undefined
  const path = name.slice(0, -part[0].length)
  const target = TARGETS.find(([start]) => path.startsWith(start))
  const [which, rest] =
    target === undefined
      ? (['denoiser', path] as const)
      : ([target[1], path.slice(target[0].length)] as const)
  // Old diffusers files speak of processors, whose output has no number.
  const old = rest.replace('.processor.', '.').replace(/\.to_out$/, '.to_out.0')
  const flat = old.replaceAll('.', '_').replace(/_lora$/, '')
  if (flat === '') return undefined
  const isText = which === 'text-encoder' || which === 'text-encoder-2'
  return { target: which, layer: isText ? textLayer(flat) : modelLayer(flat), part: part[1] }
}

/** Old diffusers files name a text encoder's projections as the UNet's are named. */
const textLayer = (flat: string): string =>
  flat
    .replace(/_self_attn_to_([qkv])$/, '_self_attn_$1_proj')
    .replace(/_self_attn_to_out(_0)?$/, '_self_attn_out_proj')

const modelLayer = (flat: string): string =>
  /^(input_blocks|middle_block|output_blocks|time_embed_|label_emb|out_2)/.test(flat)
    ? fromCompVis(flat)
    : flat

const RESNET: readonly (readonly [RegExp, string])[] = [
  [/_in_layers_2$/, '_conv1'],
  [/_emb_layers_1$/, '_time_emb_proj'],
  [/_out_layers_3$/, '_conv2'],
  [/_skip_connection$/, '_conv_shortcut'],
]

const ENDS: ReadonlyMap<string, string> = new Map([
  ['input_blocks_0_0', 'conv_in'],
  ['time_embed_0', 'time_embedding_linear_1'],
  ['time_embed_2', 'time_embedding_linear_2'],
  ['label_emb_0_0', 'add_embedding_linear_1'],
  ['label_emb_0_2', 'add_embedding_linear_2'],
  ['out_2', 'conv_out'],
])

/** Blocks counted in one row become blocks, their layers and their samplers (two layers a block). */
const fromCompVis = (flat: string): string => {
  const end = ENDS.get(flat)
  if (end !== undefined) return end
  const resnet = (rest: string): string =>
    RESNET.reduce((name, [from, to]) => name.replace(from, to), rest)
  const middle = /^middle_block_([012])(_.+)$/.exec(flat)
  if (middle !== null) {
    const [, place = '', rest = ''] = middle
    return place === '1'
      ? `mid_block_attentions_0${rest}`
      : `mid_block_resnets_${place === '0' ? 0 : 1}${resnet(rest)}`
  }
  const block = /^(input|output)_blocks_(\d+)_(\d)(_.+)$/.exec(flat)
  if (block === null) return flat
  const [, side, number = '', place = '', rest = ''] = block
  if (side === 'input') {
    const [at, layer] = [Math.floor((Number(number) - 1) / 3), (Number(number) - 1) % 3]
    if (rest === '_op') return `down_blocks_${at}_downsamplers_0_conv`
    return place === '0'
      ? `down_blocks_${at}_resnets_${layer}${resnet(rest)}`
      : `down_blocks_${at}_attentions_${layer}${rest}`
  }
  const [at, layer] = [Math.floor(Number(number) / 3), Number(number) % 3]
  if (rest === '_conv') return `up_blocks_${at}_upsamplers_0_conv`
  return place === '0'
    ? `up_blocks_${at}_resnets_${layer}${resnet(rest)}`
    : `up_blocks_${at}_attentions_${layer}${rest}`
}

const BLOCK = /^(double|single)_blocks_(\d+)_(.+)$/

const DOUBLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['img_attn_qkv', ['attn_to_q', 'attn_to_k', 'attn_to_v']],
  ['txt_attn_qkv', ['attn_add_q_proj', 'attn_add_k_proj', 'attn_add_v_proj']],
  ['img_attn_proj', ['attn_to_out_0']],
  ['txt_attn_proj', ['attn_to_add_out']],
  ['img_mlp_0', ['ff_net_0_proj']],
  ['img_mlp_2', ['ff_net_2']],
  ['txt_mlp_0', ['ff_context_net_0_proj']],
  ['txt_mlp_2', ['ff_context_net_2']],
  ['img_mod_lin', ['norm1_linear']],
  ['txt_mod_lin', ['norm1_context_linear']],
])

const SINGLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['linear1', ['attn_to_q', 'attn_to_k', 'attn_to_v', 'proj_mlp']],
  ['linear2', ['proj_out']],
  ['modulation_lin', ['norm_linear']],
])

/**
 * The layers of the graph that one of the LoRA's stands for, in the order of its rows: FLUX' own
 * names join queries, keys and values that the graph has apart.
 */
export const layersFor = (layer: string): readonly string[] => {
  const block = BLOCK.exec(layer)
  if (block === null) return [layer]
  const [, kind, number = '', rest = ''] = block
  const parts = (kind === 'double' ? DOUBLE : SINGLE).get(rest)
  if (parts === undefined) return [layer]
  const start = kind === 'double' ? 'transformer_blocks' : 'single_transformer_blocks'
  return parts.map((part) => `${start}_${number}_${part}`)
}
