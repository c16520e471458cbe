/** Numbers to and from tensors, in whichever type and rank a graph's own metadata asks for. */
import { expected, InlayError } from '@inlay/shared'
import { elementsOf, type Tensor } from '../../../inference/tensors.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import { fromHalves, toHalves } from '../../neural/float16.ts'

type Numbers = Float32Array | Int32Array | readonly number[]

/**
 * @param info the graph's input
 * @param values as many as `shape` says
 * @throws InlayError contract_mismatch when the graph wants something that is no number
 */
export const asTensor = (info: TensorInfo, shape: readonly number[], values: Numbers): Tensor => {
  if (values.length !== elementsOf(shape)) {
    throw new InlayError('internal', expected(`[${shape}]`, info.name, `${values.length} values`))
  }
  switch (info.type) {
    case 'float32':
      return {
        type: 'float32',
        shape,
        data: values instanceof Float32Array ? values : Float32Array.from(values),
      }
    case 'float16':
      return {
        type: 'float16',
        shape,
        data: toHalves(values instanceof Float32Array ? values : Float32Array.from(values)),
      }
    case 'int32':
      return {
        type: 'int32',
        shape,
        data: values instanceof Int32Array ? values : Int32Array.from(values),
      }
    case 'int64':
      return {
        type: 'int64',
        shape,
        data: BigInt64Array.from(values, (value) => BigInt(Math.trunc(value))),
      }
    default:
      throw new InlayError('contract_mismatch', expected('numbers', info.name, info.type))
  }
}

/**
 * One number for the whole batch: graphs take it without dimensions, for one, or for each of a batch.
 * @param batch how many run together, for a graph whose input has that fixed size
 */
export const asScalar = (info: TensorInfo, value: number, batch: number): Tensor => {
  const [size] = info.shape
  if (info.shape.length === 0) return asTensor(info, [], [value])
  const count = size === batch && batch > 1 ? batch : 1
  return asTensor(info, [count], new Array<number>(count).fill(value))
}

/** @throws InlayError engine_failed when there is no such answer, or it is not all numbers */
export const asFloats = (tensor: Tensor | undefined, what: string): Float32Array => {
  const floats = tensor === undefined ? undefined : floatsOf(tensor)
  if (floats === undefined) {
    throw new InlayError('engine_failed', expected('numbers', what, tensor?.type))
  }
  return floats
}

const floatsOf = ({ type, data }: Tensor): Float32Array | undefined => {
  if (type === 'float32' && data instanceof Float32Array) return data
  if (type === 'float16' && data instanceof Uint16Array) return fromHalves(data)
  return undefined
}

/** True when every one is a number: half precision overflows into none. */
export const allFinite = (values: Float32Array): boolean => {
  // One sum instead of a test for each: anything that is no number spreads.
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0
  return sum === 0
}
