/** Tensors as both processes know them: a type, a shape, and little-endian bytes somewhere in a file. */
import { expected, InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const TensorType = z.enum(['float32', 'float16', 'uint8', 'int32', 'int64', 'bool'])
export type TensorType = z.infer<typeof TensorType>

/** Where in a file a tensor's bytes lie. */
export const TensorPlace = z.strictObject({
  type: TensorType,
  shape: z.array(z.int().min(0)),
  at: z.int().min(0),
})
export type TensorPlace = z.infer<typeof TensorPlace>

export interface Tensor {
  readonly type: TensorType
  readonly shape: readonly number[]
  /** As the type holds them: float16 as its bits in a Uint16Array, bool as 0 and 1. */
  readonly data: TensorData
}

export type TensorData = Float32Array | Uint16Array | Uint8Array | Int32Array | BigInt64Array

const ARRAYS = {
  float32: Float32Array,
  float16: Uint16Array,
  uint8: Uint8Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
} as const satisfies Record<TensorType, unknown>

export const elementsOf = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1)

export const bytesOf = ({ type, shape }: Pick<Tensor, 'type' | 'shape'>): number =>
  elementsOf(shape) * ARRAYS[type].BYTES_PER_ELEMENT

/** @throws InlayError internal when the array is of another kind or length than type and shape say */
export const tensor = (
  type: TensorType,
  shape: readonly number[],
  data: ArrayBufferView,
): Tensor => {
  const Values = ARRAYS[type]
  const count = elementsOf(shape)
  if (!(data instanceof Values) || data.length !== count) {
    const got = `${data.byteLength} bytes`
    throw new InlayError('internal', expected(`${count} values of ${type}`, 'a tensor', got))
  }
  return { type, shape, data }
}

/** A tensor whose values are the bytes of `buffer` from `offset` on, not a copy of them. */
export const tensorOn = (
  { type, shape }: Pick<Tensor, 'type' | 'shape'>,
  buffer: ArrayBuffer,
  offset: number,
): Tensor => ({ type, shape, data: new ARRAYS[type](buffer, offset, elementsOf(shape)) })
