/** The denoising net's main input, in the graph's own type, made anew in place at each step. */
import { type Tensor, tensor } from '../../../inference/tensors.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import { toHalves } from '../../neural/float16.ts'

export type FeedValues = Float32Array | Uint16Array

export interface Feed {
  /** Mask and masked picture are laid into it once, converted once; latents at each step. */
  readonly data: FeedValues
  /** Numbers as `data` holds them. */
  readonly convert: (values: Float32Array) => FeedValues
  readonly tensor: () => Tensor
}

/** @param shape of the input; the product is the length of `data` */
export const feedFor = (info: TensorInfo, shape: readonly number[]): Feed => {
  const count = shape.reduce((product, size) => product * size, 1)
  if (info.type === 'float16') {
    const data = new Uint16Array(count)
    return { data, convert: toHalves, tensor: () => tensor('float16', shape, data) }
  }
  const data = new Float32Array(count)
  return { data, convert: (values) => values, tensor: () => tensor('float32', shape, data) }
}
