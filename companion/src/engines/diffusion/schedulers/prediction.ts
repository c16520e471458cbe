/** From what a network predicts to clean latents and noise; every way is linear in its two inputs. */
import { InlayError } from '@inlay/shared'
import type { SchedulerConfig } from './config.ts'
import { mix2, scale } from './vectors.ts'

export type Prediction = 'epsilon' | 'sample' | 'v_prediction'

/** @throws InlayError contract_mismatch when the scheduler cannot work with what the network predicts */
export const predictionOf = (
  config: SchedulerConfig,
  known: readonly Prediction[] = ['epsilon', 'sample', 'v_prediction'],
): Prediction => {
  const asked = config.prediction_type ?? 'epsilon'
  const found = known.find((prediction) => prediction === asked)
  if (found) return found
  throw new InlayError(
    'contract_mismatch',
    `This scheduler cannot work with a network that predicts "${asked}".`,
  )
}

/** Shares of the sample and of the network's output in a sum of the two. */
export type Shares = readonly [sample: number, output: number]

/**
 * Clean latents from x = a x0 + s e; v = a e - s x0 (Salimans and Ho 2022).
 * @param a the picture's share @param s the noise's
 */
export const cleanShares = (prediction: Prediction, a: number, s: number): Shares => {
  switch (prediction) {
    case 'epsilon':
      return [1 / a, -s / a]
    case 'sample':
      return [0, 1]
    case 'v_prediction':
      return [a, -s]
  }
}

/** Noise from the same; a sampler at s = 0 never asks. */
export const noiseShares = (prediction: Prediction, a: number, s: number): Shares => {
  switch (prediction) {
    case 'epsilon':
      return [0, 1]
    case 'sample':
      return [1 / s, -a / s]
    case 'v_prediction':
      return [s, a]
  }
}

export const blend = (
  [ofSample, ofOutput]: Shares,
  sample: Float32Array,
  output: Float32Array,
): Float32Array =>
  ofSample === 0 ? scale(ofOutput, output) : mix2(ofSample, sample, ofOutput, output)
