/** What is checked of any graph, whatever it is for: names, types, channels, sizes, ranges. */
import type { GraphSize, PictureInput } from './contract-parts.ts'
import type { TensorInfo } from './tensor-info.ts'

export interface Metadata {
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
}

/** Types that pictures and masks come in. */
export const PICTURE_TYPES = ['float32', 'float16', 'uint8']
/** Types that a plain number can be given in. */
export const PLAIN_TYPES = [...PICTURE_TYPES, 'int64', 'int32', 'bool']

/** "input image: float32 [1, 3, 512, 512]; output ...". */
export const describeGraph = ({ inputs, outputs }: Metadata): string =>
  [
    ...inputs.map((info) => `input ${describeTensor(info)}`),
    ...outputs.map((info) => `output ${describeTensor(info)}`),
  ].join('; ')

/** `"image": float32 [1, 3, 512, 512]`. */
export const describeTensor = ({ name, type, shape }: TensorInfo): string =>
  `"${name}": ${type} ${describeShape(shape)}`

export const describeShape = (shape: TensorInfo['shape']): string =>
  `[${shape.map((size) => (isKnown(size) ? size : size === '' ? '?' : size)).join(', ')}]`

export const isKnown = (size: number | string | undefined): size is number =>
  typeof size === 'number' && size > 0

export const byName = (infos: readonly TensorInfo[]): ReadonlyMap<string, TensorInfo> =>
  new Map(infos.map((info) => [info.name, info]))

export const names = (infos: Iterable<string>): string =>
  [...infos].map((name) => `"${name}"`).join(', ') || 'none'

export const noSuchInput = (
  { inputs }: Pick<Metadata, 'inputs'>,
  what: string,
  name: string,
): string =>
  `Expected one of the graph’s inputs (${names(inputs.map((info) => info.name))}) for ${what} but received "${name}"`

export const noSuchOutput = (
  { outputs }: Pick<Metadata, 'outputs'>,
  what: string,
  name: string,
): string =>
  `Expected one of the graph’s outputs (${names(outputs.map((info) => info.name))}) for ${what} but received "${name}"`

/** One sentence for each input that nothing is given to. */
export const leftOver = (
  { inputs }: Pick<Metadata, 'inputs'>,
  given: ReadonlySet<string>,
): string[] =>
  inputs
    .filter(({ name }) => !given.has(name))
    .map(({ name }) => `Expected something for the graph’s input "${name}" but received nothing`)

/** What the contract puts into one input of the graph. */
export interface Use {
  readonly what: string
  readonly layout: 'nchw' | 'nhwc'
  readonly from: number
  readonly channels: number
}

const sizeWords = (size: GraphSize): string =>
  'width' in size ? `${size.width} x ${size.height} pixels` : 'any size'

/** Places of channels, height and width in a shape of four. */
export const axes = (layout: 'nchw' | 'nhwc') =>
  layout === 'nchw' ? { channels: 1, height: 2, width: 3 } : { channels: 3, height: 1, width: 2 }

export const pictureProblems = (
  info: TensorInfo,
  uses: readonly Use[],
  size: GraphSize,
): string[] => {
  const name = `the input "${info.name}"`
  const problems: string[] = []
  if (!PICTURE_TYPES.includes(info.type)) {
    problems.push(`Expected ${PICTURE_TYPES.join(', ')} for ${name} but received ${info.type}`)
  }
  const [first] = uses
  if (first === undefined || info.shape.length === 0) return problems
  if (uses.some(({ layout }) => layout !== first.layout)) {
    return [...problems, `Expected one layout for ${name} but received two`]
  }
  if (info.shape.length !== 4) {
    return [
      ...problems,
      `Expected four sizes (${first.layout}) for ${name} but received ${describeShape(info.shape)}`,
    ]
  }
  problems.push(...batchProblems(info, name))
  const taken = uses.flatMap(({ from, channels }) =>
    Array.from({ length: channels }, (_, i) => from + i),
  )
  if (new Set(taken).size < taken.length) {
    problems.push(
      `Expected picture and mask in channels of their own for ${name} but received the same`,
    )
  }
  const place = axes(first.layout)
  const channels = info.shape[place.channels]
  const needed = Math.max(...taken) + 1
  const holes = needed - new Set(taken).size
  if (holes > 0) {
    problems.push(`Expected every channel up to ${needed} of ${name} to be given but received gaps`)
  }
  if (isKnown(channels) && channels !== needed) {
    problems.push(
      `Expected ${channels} channels for ${name} (${first.layout}) but received ${needed} from the contract`,
    )
  }
  problems.push(...sizeProblems(info, place, size, 1, name))
  return problems
}

export const batchProblems = ({ shape }: TensorInfo, name: string): string[] =>
  isKnown(shape[0]) && shape[0] !== 1
    ? [`Expected a batch of 1 for ${name} but received ${shape[0]}`]
    : []

export const sizeProblems = (
  { shape }: TensorInfo,
  place: { readonly height: number; readonly width: number },
  size: GraphSize,
  scale: number,
  name: string,
): string[] => {
  const [height, width] = [shape[place.height], shape[place.width]]
  if (!('width' in size)) {
    return isKnown(height) || isKnown(width)
      ? [`Expected a size that may change for ${name} but received ${describeShape(shape)}`]
      : []
  }
  const fits =
    (!isKnown(height) || height === size.height * scale) &&
    (!isKnown(width) || width === size.width * scale)
  return fits
    ? []
    : [
        `Expected ${describeShape(shape)} for ${name} but received ${sizeWords({
          width: size.width * scale,
          height: size.height * scale,
        })} from the contract`,
      ]
}

export const plainProblems = (info: TensorInfo, shape: readonly number[]): string[] => {
  const name = `the input "${info.name}"`
  const problems = PLAIN_TYPES.includes(info.type)
    ? []
    : [`Expected ${PLAIN_TYPES.join(', ')} for ${name} but received ${info.type}`]
  const fits =
    info.shape.length === shape.length &&
    info.shape.every((size, i) => !isKnown(size) || size === shape[i])
  return fits
    ? problems
    : [
        ...problems,
        `Expected ${describeShape(info.shape)} for ${name} but received ${describeShape(shape)} from the contract`,
      ]
}

export const rangeProblems = (
  [black, white]: readonly [number, number],
  what: string,
  info: TensorInfo | undefined,
): string[] => {
  if (black === white) return [`Expected two values for the range of ${what} but received one`]
  return info?.type === 'uint8' && (Math.min(black, white) < 0 || Math.max(black, white) !== 255)
    ? [
        `Expected [0, 255] for the range of ${what}, which is uint8, but received [${black}, ${white}]`,
      ]
    : []
}

export const normalisationProblems = (
  { mean, deviation }: PictureInput,
  info: TensorInfo | undefined,
): string[] =>
  info?.type === 'uint8' && (mean.some((m) => m !== 0) || deviation.some((d) => d !== 1))
    ? ['Expected no mean and deviation for the picture, which is uint8, but received some']
    : []

export const limitProblems = (size: GraphSize): string[] =>
  !('width' in size) && (size.min > size.max || size.best > size.max || size.best < size.min)
    ? ['Expected min, best and max of the size in that order but received them otherwise']
    : []
