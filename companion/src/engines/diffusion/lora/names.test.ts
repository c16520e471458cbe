import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as z from '@inlay/shared/zod'
import { describe, expect, it } from 'vitest'
import { foreignKind, layersFor, parseLoraName } from './names.ts'

const NAMES = fileURLToPath(
  new URL('../../../../../test/fixtures/diffusion/lora/names.json', import.meta.url),
)
const { sdxl, flux } = z
  .object({
    sdxl: z.record(z.string(), z.string()),
    flux: z.record(z.string(), z.array(z.string())),
  })
  .parse(JSON.parse(await readFile(NAMES, 'utf8')))

describe('names of a LoRA’s tensors', () => {
  it('in CompVis’ numbering are the layers diffusers takes them for', () => {
    const ours = Object.keys(sdxl).map((key) => parseLoraName(`${key}.lora_down.weight`))
    expect(ours).toEqual(
      Object.values(sdxl).map((layer) => ({ target: 'denoiser', layer, part: 'down' })),
    )
  })

  it('of FLUX stand for the layers diffusers splits them into, in order', () => {
    for (const [key, layers] of Object.entries(flux)) {
      const parsed = parseLoraName(`${key}.lora_up.weight`)
      expect([...layersFor(parsed?.layer ?? '')].sort(), key).toEqual([...layers].sort())
    }
    expect(layersFor('single_blocks_7_linear1')).toEqual(
      ['attn_to_q', 'attn_to_k', 'attn_to_v', 'proj_mlp'].map(
        (part) => `single_transformer_blocks_7_${part}`,
      ),
    )
  })

  it.each([
    [
      'unet.down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0.lora_A.weight',
      'denoiser',
      'down_blocks_0_attentions_1_transformer_blocks_0_attn1_to_out_0',
      'down',
    ],
    [
      'unet.up_blocks.1.attentions.2.transformer_blocks.0.attn2.processor.to_out_lora.up.weight',
      'denoiser',
      'up_blocks_1_attentions_2_transformer_blocks_0_attn2_to_out_0',
      'up',
    ],
    [
      'lora_te_text_model_encoder_layers_11_mlp_fc1.alpha',
      'text-encoder',
      'text_model_encoder_layers_11_mlp_fc1',
      'alpha',
    ],
    [
      'lora_te2_text_model_encoder_layers_3_self_attn_q_proj.lora_up.weight',
      'text-encoder-2',
      'text_model_encoder_layers_3_self_attn_q_proj',
      'up',
    ],
    [
      'text_encoder.text_model.encoder.layers.0.self_attn.to_out_lora.down.weight',
      'text-encoder',
      'text_model_encoder_layers_0_self_attn_out_proj',
      'down',
    ],
    [
      'text_encoder.text_model.encoder.layers.0.self_attn.k_proj.lora_linear_layer.up.weight',
      'text-encoder',
      'text_model_encoder_layers_0_self_attn_k_proj',
      'up',
    ],
    [
      'transformer.single_transformer_blocks.9.proj_mlp.lora_B.weight',
      'denoiser',
      'single_transformer_blocks_9_proj_mlp',
      'up',
    ],
  ])('%s', (name, target, layer, part) => {
    expect(parseLoraName(name)).toEqual({ target, layer, part })
    expect(foreignKind(name)).toBeUndefined()
  })

  it.each([
    ['lora_unet_x.hada_w1_a', 'LoHa'],
    ['lora_unet_x.lokr_w1', 'LoKr'],
    ['lora_unet_x.dora_scale', 'DoRA'],
    ['lora_unet_x.diff', 'full weights (differences)'],
  ])('%s is %s, which is refused by that name', (name, kind) => {
    expect(foreignKind(name)).toBe(kind)
  })
})
