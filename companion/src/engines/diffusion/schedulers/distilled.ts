/** Timesteps of few-step models (LCM, TCD): a few of those the student was taught on. */
import { expected, InlayError } from '@inlay/shared'
import { trainStepsOf } from './betas.ts'
import type { SchedulerConfig } from './config.ts'

/**
 * Falling timesteps, spread evenly over the `original_inference_steps` of the training.
 * @throws InlayError invalid_request when more are asked for than there are
 */
export const distilledTimesteps = (config: SchedulerConfig, steps: number): number[] => {
  const original = config.original_inference_steps ?? 50
  if (steps > original) {
    throw new InlayError(
      'invalid_request',
      expected(`1 to ${original}, all that this scheduler was trained on,`, 'steps', steps),
    )
  }
  const ratio = Math.floor(trainStepsOf(config) / original)
  const stride = original / steps
  return Array.from({ length: steps }, (_, i) => (original - Math.floor(i * stride)) * ratio - 1)
}
