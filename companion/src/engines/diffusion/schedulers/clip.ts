/** Keeps predicted clean samples in range: plain clipping, or by quantile as Imagen does. */
import type { SchedulerConfig } from './config.ts'

/** What to do with a prediction before it is used; null when nothing is asked for. */
export type Clip = ((denoised: Float32Array) => void) | null

/** Thresholding alone, for the schedulers that know no plain clipping. */
export const thresholdOf = (config: SchedulerConfig, batch: number): Clip =>
  config.thresholding
    ? (denoised) => {
        const size = denoised.length / batch
        for (let at = 0; at < denoised.length; at += size) {
          threshold(
            denoised.subarray(at, at + size),
            config.dynamic_thresholding_ratio ?? 0.995,
            config.sample_max_value ?? 1,
          )
        }
      }
    : null

/** @param byDefault whether the class clips when its configuration is silent */
export const clipOf = (config: SchedulerConfig, batch: number, byDefault: boolean): Clip => {
  const thresholding = thresholdOf(config, batch)
  if (thresholding || !(config.clip_sample ?? byDefault)) return thresholding
  const range = config.clip_sample_range ?? 1
  return (denoised) => {
    for (let i = 0; i < denoised.length; i++) {
      denoised[i] = Math.min(Math.max(denoised[i]!, -range), range)
    }
  }
}

/** Saharia et al. 2022, 2.3: clip to the quantile of |x| (at least 1), and divide by it. */
const threshold = (sample: Float32Array, ratio: number, most: number): void => {
  const sizes = sample.map(Math.abs).sort()
  const rank = ratio * (sizes.length - 1)
  const low = Math.floor(rank)
  const high = Math.min(low + 1, sizes.length - 1)
  const quantile = sizes[low]! + (sizes[high]! - sizes[low]!) * (rank - low)
  const limit = Math.min(Math.max(quantile, 1), most)
  for (let i = 0; i < sample.length; i++) {
    sample[i] = Math.min(Math.max(sample[i]!, -limit), limit) / limit
  }
}
