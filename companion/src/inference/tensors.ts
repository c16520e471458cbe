/** Tensors as both processes know them: a type, a shape, and little-endian bytes in a file. */
import { readFile, writeFile } from 'node:fs/promises'
import { expected, InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { PRIVATE_FILE } from '../system/private-files.ts'

export const TensorType = z.enum(['float32', 'float16', 'uint8', 'int32', 'int64', 'bool'])
export type TensorType = z.infer<typeof TensorType>

/** A tensor's bytes wait in a file of the spool folder. */
export const TensorFile = z.strictObject({
  type: TensorType,
  shape: z.array(z.int().min(0)),
  path: z.string().min(1),
})
export type TensorFile = z.infer<typeof TensorFile>

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

export const writeTensor = async (path: string, { data }: Tensor): Promise<void> => {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  await writeFile(path, bytes, { mode: PRIVATE_FILE })
}

/** @throws InlayError internal when the file has another length than type and shape say */
export const readTensor = async ({ path, type, shape }: TensorFile): Promise<Tensor> => {
  const file = await readFile(path)
  const size = ARRAYS[type].BYTES_PER_ELEMENT
  const count = elementsOf(shape)
  if (file.length !== count * size) {
    throw new InlayError('internal', expected(`${count * size} bytes`, 'a tensor', file.length))
  }
  // Small files come out of Node's pool, at any offset; a typed array wants its own alignment.
  const aligned = file.byteOffset % size === 0 ? file : new Uint8Array(file)
  return { type, shape, data: new ARRAYS[type](aligned.buffer, aligned.byteOffset, count) }
}
