/** scheduler_config.json as diffusers writes it: every field optional, unknown ones left aside. */
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

const flag = z.boolean().nullish()
const number = z.number().nullish()

/**
 * Absent fields mean the default of the class that reads them, which differ from class to class; so
 * none are filled in here.
 */
export const schedulerConfigSchema = z.looseObject({
  _class_name: z.string().nullish(),
  num_train_timesteps: z.int().min(1).max(100_000).nullish(),
  beta_start: number,
  beta_end: number,
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).nullish(),
  trained_betas: z.array(z.number()).nullish(),
  prediction_type: z.enum(['epsilon', 'sample', 'v_prediction', 'flow_prediction']).nullish(),
  timestep_spacing: z.enum(['linspace', 'leading', 'trailing']).nullish(),
  timestep_type: z.enum(['discrete', 'continuous']).nullish(),
  steps_offset: z.int().nullish(),
  rescale_betas_zero_snr: flag,
  set_alpha_to_one: flag,
  skip_prk_steps: flag,
  clip_sample: flag,
  clip_sample_range: number,
  thresholding: flag,
  dynamic_thresholding_ratio: number,
  sample_max_value: number,
  interpolation_type: z.enum(['linear', 'log_linear']).nullish(),
  use_karras_sigmas: flag,
  use_exponential_sigmas: flag,
  use_beta_sigmas: flag,
  use_lu_lambdas: flag,
  use_flow_sigmas: flag,
  flow_shift: number,
  sigma_min: number,
  sigma_max: number,
  final_sigmas_type: z.enum(['zero', 'sigma_min']).nullish(),
  algorithm_type: z
    .enum(['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++', 'deis'])
    .nullish(),
  solver_order: z.int().min(1).max(3).nullish(),
  solver_type: z.enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2']).nullish(),
  lower_order_final: flag,
  euler_at_final: flag,
  lambda_min_clipped: z.union([z.number(), z.literal('-Infinity')]).nullish(),
  variance_type: z.string().nullish(),
  predict_x0: flag,
  disable_corrector: z.array(z.int()).nullish(),
  original_inference_steps: z.int().min(1).nullish(),
  timestep_scaling: number,
  shift: number,
  use_dynamic_shifting: flag,
  base_shift: number,
  max_shift: number,
  base_image_seq_len: number,
  max_image_seq_len: number,
  shift_terminal: number,
  invert_sigmas: flag,
  time_shift_type: z.enum(['exponential', 'linear']).nullish(),
  stochastic_sampling: flag,
})
export type SchedulerConfig = z.infer<typeof schedulerConfigSchema>

/**
 * @param text the file as it is; Python writes a bare `-Infinity`, which JSON does not know
 * @throws InlayError contract_mismatch when it is no JSON or a field has a value no scheduler knows
 */
export const readSchedulerConfig = (text: string): SchedulerConfig => {
  const parsed = schedulerConfigSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new InlayError(
    'contract_mismatch',
    `scheduler_config.json, ${issue?.path.join('.')}: ${issue?.message}`,
  )
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/:\s*-Infinity\b/g, ': null'))
  } catch (cause) {
    throw new InlayError('contract_mismatch', 'scheduler_config.json is no JSON.', { cause })
  }
}
