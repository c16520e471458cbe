/** Where noise comes from: one generator whose state moves on as the reference's does. */
import type { NoiseName } from '@inlay/shared'

export interface Noise {
  /**
   * The next standard normal numbers, as torch.randn(shape) draws them from its generator: one call
   * of 32 numbers is not two calls of 16.
   * @param shape as torch's, e.g. [1, 4, 64, 64]; the product is the length of the result
   */
  normal(shape: readonly number[]): Float32Array
}

/**
 * `torch-cpu` is diffusers' generator="cpu" (MT19937) with a pipeline in single precision,
 * `torch-cpu-half` with one in half precision, which draws other numbers; `philox` that of CUDA and of
 * AUTOMATIC1111's "GPU" and "NV" noise (Philox 4x32-10), in either.
 */
export type NoiseKind = NoiseName

export const lengthOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
