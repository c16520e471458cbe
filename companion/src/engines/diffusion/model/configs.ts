/** The JSON files of a model's folder, as diffusers, transformers and optimum write them. */
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

/** `["diffusers", "EulerDiscreteScheduler"]` for each part; flags beside them. */
export const ModelIndex = z.looseObject({
  _class_name: z.string().optional(),
  /** SDXL: a negative prompt that is not given becomes zeros, not the embedding of "". */
  force_zeros_for_empty_prompt: z.boolean().nullish(),
})
export type ModelIndex = z.infer<typeof ModelIndex>

/** unet/config.json and transformer/config.json; optimum writes it, the legacy script does not. */
export const NetConfig = z.looseObject({
  in_channels: z.int().min(1).max(4096).nullish(),
  /** Latents along a side of what it was trained on. */
  sample_size: z.union([z.int(), z.array(z.int())]).nullish(),
  block_out_channels: z.array(z.int()).min(1).max(16).nullish(),
  time_cond_proj_dim: z.int().nullish(),
  guidance_embeds: z.boolean().nullish(),
})
export type NetConfig = z.infer<typeof NetConfig>

/** vae_decoder/config.json. */
export const VaeConfig = z.looseObject({
  latent_channels: z.int().min(1).max(256).nullish(),
  scaling_factor: z.number().positive().nullish(),
  shift_factor: z.number().nullish(),
  latents_mean: z.array(z.number()).nullish(),
  latents_std: z.array(z.number()).nullish(),
  block_out_channels: z.array(z.int()).min(1).max(16).nullish(),
  force_upcast: z.boolean().nullish(),
})
export type VaeConfig = z.infer<typeof VaeConfig>

/** @throws InlayError contract_mismatch, whose detail names the file and the field */
export const readConfig = <T extends z.ZodType>(
  schema: T,
  text: string,
  file: string,
): z.output<T> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new InlayError('contract_mismatch', `${file} is not JSON.`, { cause })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new InlayError('contract_mismatch', `${file}, "${field}": ${issue?.message ?? ''}`)
}
