/** Stored weights as numbers, and numbers as stored weights. */
import { InlayError } from '@inlay/shared'
import type { Safetensors, StoredTensor } from '../../../models/safetensors.ts'
import { fromHalf } from '../../neural/float16.ts'

/** Bytes of one value. */
const SIZES: Readonly<Partial<Record<StoredTensor['type'], number>>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
}

/** @throws InlayError model_refused for types that hold no real numbers; file_unreadable */
export const readValues = async (
  file: Safetensors,
  stored: StoredTensor,
): Promise<Float32Array> => {
  const size = SIZES[stored.type]
  if (size === undefined) {
    throw new InlayError(
      'model_refused',
      `Its weights are of type ${stored.type}, which is not read here.`,
    )
  }
  const bytes = await file.read(stored)
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = stored.length / size
  const values = new Float32Array(count)
  if (stored.type === 'F32') {
    for (let i = 0; i < count; i++) values[i] = words.getFloat32(i * 4, true)
  } else if (stored.type === 'F64') {
    for (let i = 0; i < count; i++) values[i] = words.getFloat64(i * 8, true)
  } else if (stored.type === 'F16') {
    for (let i = 0; i < count; i++) values[i] = fromHalf(words.getUint16(i * 2, true))
  } else {
    // A bfloat16 is the upper half of a float32.
    const bits = new Uint32Array(values.buffer)
    for (let i = 0; i < count; i++) bits[i] = words.getUint16(i * 2, true) * 65_536
  }
  return values
}
