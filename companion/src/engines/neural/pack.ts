/** Between planes and a graph's tensors, as its contract and its own metadata ask. */
import { expected, InlayError } from '@inlay/shared'
import type { TensorInfo } from '../../inference/messages.ts'
import { elementsOf, type Tensor, TensorType, tensor } from '../../inference/tensors.ts'
import type { InpaintContract } from '../../models/contract.ts'
import type { MaskInput, PictureInput, PictureOutput } from '../../models/contract-parts.ts'
import { fromHalf, fromHalves, toHalves } from './float16.ts'
import type { Plane, Planes } from './planes.ts'

/** An input being put together: mask and picture may share one. */
interface Draft {
  readonly info: TensorInfo
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly layout: 'nchw' | 'nhwc'
  readonly values: Float32Array
}

/** Where channel `c` of pixel `i` lies. */
const indexIn = ({ layout, channels, width, height }: Draft, c: number, i: number): number =>
  layout === 'nchw' ? c * width * height + i : i * channels + c

const ORDERS = { rgb: [0, 1, 2], bgr: [2, 1, 0] } as const

/**
 * All tensors of one run. `planes` and `hole` (1 = to be made) have the size the graph takes.
 * @param noise standard normal numbers, for inputs that ask for them
 * @throws InlayError contract_mismatch when the graph has no such input or of another kind
 */
export const packInputs = (
  contract: InpaintContract,
  inputs: readonly TensorInfo[],
  planes: Planes,
  hole: Plane,
  noise: () => number,
): Record<string, Tensor> => {
  const { image, mask, others } = contract
  const drafts = new Map<string, Draft>()
  const draftFor = ({ input, layout }: PictureInput | MaskInput): Draft => {
    const known = drafts.get(input)
    if (known !== undefined) return known
    const info = infoOf(inputs, input)
    const channels = channelsOf(info, layout, input === image.input, input === mask.input)
    const { width, height } = planes
    const values = new Float32Array(channels * width * height)
    const draft = { info, layout, channels, width, height, values }
    drafts.set(input, draft)
    return draft
  }
  layPicture(draftFor(image), image, planes, hole)
  layMask(draftFor(mask), mask, hole)
  const packed: Record<string, Tensor> = {}
  for (const [name, draft] of drafts) {
    const { width, height, channels, layout } = draft
    const shape = layout === 'nchw' ? [1, channels, height, width] : [1, height, width, channels]
    packed[name] = toTensor(draft.info, rankOf(draft.info, shape, layout), draft.values)
  }
  return { ...packed, ...packPlain(others, inputs, noise) }
}

/**
 * The tensor of a picture alone, as nets that select or enlarge take it.
 * @param blank 1 where there is no picture: 0 is written there, whatever the range
 * @throws InlayError contract_mismatch when the graph has no such input or of another kind
 */
export const packPicture = (
  input: PictureInput,
  inputs: readonly TensorInfo[],
  planes: Planes,
  blank?: Plane,
): Record<string, Tensor> => {
  const info = infoOf(inputs, input.input)
  const { width, height } = planes
  const { layout } = input
  const channels = input.channel + 3
  const values = new Float32Array(channels * width * height)
  const draft = { info, layout, channels, width, height, values }
  const hole = blank ?? { width, height, data: new Float32Array(width * height) }
  layPicture(draft, { ...input, hole: blank === undefined ? 'picture' : 'zero' }, planes, hole)
  const shape = layout === 'nchw' ? [channels, height, width] : [height, width, channels]
  // Some exports leave the batch out (Acly/MobileSAM).
  const whole = info.shape.length === 3 ? shape : [1, ...shape]
  return { [input.input]: toTensor(info, whole, values) }
}

/** Inputs that are no picture. @throws InlayError contract_mismatch */
export const packPlain = (
  others: InpaintContract['others'],
  inputs: readonly TensorInfo[],
  noise: () => number,
): Record<string, Tensor> =>
  Object.fromEntries(
    others.map(({ input, shape, fill }) => [
      input,
      toTensor(
        infoOf(inputs, input),
        shape,
        Float32Array.from({ length: elementsOf(shape) }, () => (fill === 'noise' ? noise() : fill)),
      ),
    ]),
  )

/** Numbers in whatever type the graph's input has. @throws InlayError contract_mismatch */
export const packNumbers = (
  inputs: readonly TensorInfo[],
  name: string,
  shape: readonly number[],
  values: readonly number[],
): Tensor => toTensor(infoOf(inputs, name), shape, Float32Array.from(values))

/** A tensor's values as numbers, whatever its type. */
export const numbersOf = ({ type, data }: Tensor): Float32Array => {
  if (data instanceof Float32Array) return data
  if (type === 'float16' && data instanceof Uint16Array) return fromHalves(data)
  return Float32Array.from(data, Number)
}

export const infoOf = (infos: readonly TensorInfo[], name: string): TensorInfo => {
  const info = infos.find((one) => one.name === name)
  if (info !== undefined) return info
  const names = infos.map((one) => one.name).join(', ')
  throw new InlayError('contract_mismatch', expected(`one of ${names}`, 'an input or output', name))
}

/** As the graph says; where it leaves that open, as many as mask and picture need. */
const channelsOf = (
  { shape }: TensorInfo,
  layout: 'nchw' | 'nhwc',
  withPicture: boolean,
  withMask: boolean,
): number => {
  const said = shape.length === 4 ? shape[layout === 'nchw' ? 1 : 3] : undefined
  return typeof said === 'number' && said > 0 ? said : (withPicture ? 3 : 0) + (withMask ? 1 : 0)
}

/** Masks come as [1, 1, h, w] or, in some exports, without the channel. */
const rankOf = (info: TensorInfo, shape: number[], layout: 'nchw' | 'nhwc'): number[] =>
  info.shape.length === 3 ? shape.filter((_, i) => i !== (layout === 'nchw' ? 1 : 3)) : shape

const layPicture = (draft: Draft, input: PictureInput, planes: Planes, hole: Plane): void => {
  const area = planes.width * planes.height
  const [low, high] = input.range
  for (let c = 0; c < 3; c++) {
    const plane = ORDERS[input.order][c]! * area
    const mean = input.mean[c]!
    const deviation = input.deviation[c]!
    const own = (value: number): number => (low + value * (high - low) - mean) / deviation
    const under = { picture: undefined, zero: 0, black: own(0), white: own(1) }[input.hole]
    for (let i = 0; i < area; i++) {
      const isHole = under !== undefined && hole.data[i]! > 0
      const value = isHole ? under : own(planes.data[plane + i]!)
      draft.values[indexIn(draft, input.channel + c, i)] = value
    }
  }
}

const layMask = (draft: Draft, input: MaskInput, hole: Plane): void => {
  for (let i = 0; i < hole.data.length; i++) {
    draft.values[indexIn(draft, input.channel, i)] = hole.data[i]! > 0 ? input.hole : input.keep
  }
}

const toTensor = (
  { name, type }: TensorInfo,
  shape: readonly number[],
  values: Float32Array,
): Tensor => {
  const known = TensorType.safeParse(type)
  if (!known.success) {
    throw new InlayError('contract_mismatch', expected('a type we can make', name, type))
  }
  switch (known.data) {
    case 'float32':
      return tensor('float32', shape, values)
    case 'float16':
      return tensor('float16', shape, toHalves(values))
    case 'uint8':
    case 'bool':
      return tensor(
        known.data,
        shape,
        Uint8Array.from(values, (v) => clamp(Math.round(v), 0, 255)),
      )
    case 'int32':
      return tensor('int32', shape, Int32Array.from(values, Math.round))
    case 'int64':
      return tensor(
        'int64',
        shape,
        BigInt64Array.from(values, (v) => BigInt(Math.round(v))),
      )
  }
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high)

/**
 * The picture a graph answered with, as planes of 0..1.
 * @throws InlayError contract_mismatch when it is no picture of three channels
 */
export const unpackPicture = (output: PictureOutput, { shape, type, data }: Tensor): Planes => {
  const { layout, order, range } = output
  const [, a, b, c] = shape
  const [channels, height, width] = layout === 'nchw' ? [a, b, c] : [c, a, b]
  if (shape.length !== 4 || channels !== 3 || height === undefined || width === undefined) {
    const what = layout === 'nchw' ? '[1, 3, height, width]' : '[1, height, width, 3]'
    throw new InlayError('contract_mismatch', expected(what, output.output, shape.join('x')))
  }
  const area = width * height
  const [low, high] = range
  const planes = new Float32Array(3 * area)
  const read =
    type === 'float16' ? (i: number) => fromHalf(Number(data[i])) : (i: number) => Number(data[i])
  for (let p = 0; p < 3; p++) {
    const channel = ORDERS[order][p]!
    for (let i = 0; i < area; i++) {
      const at = layout === 'nchw' ? channel * area + i : i * 3 + channel
      planes[p * area + i] = (read(at) - low) / (high - low)
    }
  }
  return { width, height, data: planes }
}
