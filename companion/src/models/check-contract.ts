/**
 * Whether a graph is what its contract says: every problem in the house sentence, on plain data, so
 * that a wrong contract is refused when a model is added and not in the middle of a fill.
 */
import { InlayError } from '@inlay/shared'
import type {
  Contract,
  GraphSize,
  InpaintContract,
  MaskInput,
  PictureInput,
  PictureOutput,
} from './contract.ts'
import type { TensorInfo } from './tensor-info.ts'

export interface Metadata {
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
}

/** Types that pictures and masks come in. */
const PICTURE_TYPES = ['float32', 'float16', 'uint8']
/** Types that a plain number can be given in. */
const PLAIN_TYPES = [...PICTURE_TYPES, 'int64', 'int32', 'bool']

/** @throws InlayError contract_mismatch, with everything that is wrong and what the graph has */
export const assertContract = (metadata: Metadata, contract: Contract): void => {
  const problems = contractProblems(metadata, contract)
  if (problems.length === 0) return
  throw new InlayError(
    'contract_mismatch',
    `${problems.join('. ')}. The graph has ${describeGraph(metadata)}.`,
  )
}

/** One sentence for each thing that is wrong, without its full stop; none when the graph fits. */
export const contractProblems = (metadata: Metadata, contract: Contract): string[] => {
  const outputs = byName(metadata.outputs)
  const scale = contract.task === 'upscale' ? contract.scale : 1
  return [
    ...inputProblems(metadata, contract),
    ...outputProblems(outputs, contract.output, contract.size, scale),
    ...valueProblems(metadata, contract),
  ]
}

/** "input image: float32 [1, 3, 512, 512]; output ...". */
export const describeGraph = ({ inputs, outputs }: Metadata): string =>
  [
    ...inputs.map((info) => `input ${describeTensor(info)}`),
    ...outputs.map((info) => `output ${describeTensor(info)}`),
  ].join('; ')

/** `"image": float32 [1, 3, 512, 512]`. */
export const describeTensor = ({ name, type, shape }: TensorInfo): string =>
  `"${name}": ${type} ${describeShape(shape)}`

const describeShape = (shape: TensorInfo['shape']): string =>
  `[${shape.map((size) => (isKnown(size) ? size : size === '' ? '?' : size)).join(', ')}]`

const isKnown = (size: number | string | undefined): size is number =>
  typeof size === 'number' && size > 0

const byName = (infos: readonly TensorInfo[]): ReadonlyMap<string, TensorInfo> =>
  new Map(infos.map((info) => [info.name, info]))

const names = (infos: Iterable<string>): string =>
  [...infos].map((name) => `"${name}"`).join(', ') || 'none'

/** What the contract puts into one input of the graph. */
interface Use {
  readonly what: string
  readonly layout: 'nchw' | 'nhwc'
  readonly from: number
  readonly channels: number
}

const usesOf = (contract: Contract): Map<string, Use[]> => {
  const uses = new Map<string, Use[]>()
  const add = (input: string, use: Use): void => {
    uses.set(input, [...(uses.get(input) ?? []), use])
  }
  const { image } = contract
  add(image.input, { what: 'the picture', layout: image.layout, from: image.channel, channels: 3 })
  if (contract.task === 'inpaint') {
    const { mask } = contract
    add(mask.input, { what: 'the mask', layout: mask.layout, from: mask.channel, channels: 1 })
  }
  return uses
}

const inputProblems = (metadata: Metadata, contract: Contract): string[] => {
  const inputs = byName(metadata.inputs)
  const uses = usesOf(contract)
  const others = contract.task === 'inpaint' ? contract.others : []
  const problems: string[] = []
  for (const [name, used] of uses) {
    const info = inputs.get(name)
    if (info === undefined) {
      const what = used.map((use) => use.what).join(' and ')
      problems.push(
        `Expected one of the graph’s inputs (${names(inputs.keys())}) for ${what} but received "${name}"`,
      )
    } else {
      problems.push(...pictureProblems(info, used, contract.size))
    }
  }
  for (const { input, shape } of others) {
    const info = inputs.get(input)
    if (uses.has(input)) {
      problems.push(
        `Expected another input than the picture’s or mask’s for others but received "${input}"`,
      )
    } else if (info === undefined) {
      problems.push(
        `Expected one of the graph’s inputs (${names(inputs.keys())}) for others but received "${input}"`,
      )
    } else {
      problems.push(...plainProblems(info, shape))
    }
  }
  const given = new Set([...uses.keys(), ...others.map(({ input }) => input)])
  for (const { name } of metadata.inputs) {
    if (!given.has(name)) {
      problems.push(`Expected something for the graph’s input "${name}" but received nothing`)
    }
  }
  return problems
}

const sizeWords = (size: GraphSize): string =>
  'width' in size ? `${size.width} x ${size.height} pixels` : 'any size'

/** Places of channels, height and width in a shape of four. */
const axes = (layout: 'nchw' | 'nhwc') =>
  layout === 'nchw' ? { channels: 1, height: 2, width: 3 } : { channels: 3, height: 1, width: 2 }

const pictureProblems = (info: TensorInfo, uses: readonly Use[], size: GraphSize): string[] => {
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

const batchProblems = ({ shape }: TensorInfo, name: string): string[] =>
  isKnown(shape[0]) && shape[0] !== 1
    ? [`Expected a batch of 1 for ${name} but received ${shape[0]}`]
    : []

const sizeProblems = (
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

const plainProblems = (info: TensorInfo, shape: readonly number[]): string[] => {
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

const outputProblems = (
  outputs: ReadonlyMap<string, TensorInfo>,
  { output, layout }: PictureOutput,
  size: GraphSize,
  scale: number,
): string[] => {
  const info = outputs.get(output)
  if (info === undefined) {
    return [
      `Expected one of the graph’s outputs (${names(outputs.keys())}) for the result but received "${output}"`,
    ]
  }
  const name = `the output "${output}"`
  const problems: string[] = []
  if (!PICTURE_TYPES.includes(info.type)) {
    problems.push(`Expected ${PICTURE_TYPES.join(', ')} for ${name} but received ${info.type}`)
  }
  // Exporters often leave the shape of an output out.
  if (info.shape.length === 0) return problems
  if (info.shape.length !== 4) {
    return [
      ...problems,
      `Expected four sizes (${layout}) for ${name} but received ${describeShape(info.shape)}`,
    ]
  }
  const place = axes(layout)
  const channels = info.shape[place.channels]
  if (isKnown(channels) && channels !== 3) {
    problems.push(`Expected 3 channels for ${name} (${layout}) but received ${channels}`)
  }
  // An output of fixed size beside an input of any size is the exporter's sample, not a promise.
  const sized = 'width' in size ? sizeProblems(info, place, size, scale, name) : []
  return [...problems, ...batchProblems(info, name), ...sized]
}

/** Ranges and mask values against each other and the types they are written in. */
const valueProblems = (metadata: Metadata, contract: Contract): string[] => {
  const inputs = byName(metadata.inputs)
  const outputs = byName(metadata.outputs)
  return [
    ...rangeProblems(contract.image.range, 'the picture', inputs.get(contract.image.input)),
    ...normalisationProblems(contract.image, inputs.get(contract.image.input)),
    ...rangeProblems(contract.output.range, 'the result', outputs.get(contract.output.output)),
    ...(contract.task === 'inpaint' ? maskProblems(contract, inputs) : []),
    ...limitProblems(contract.size),
  ]
}

const rangeProblems = (
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

const normalisationProblems = (
  { mean, deviation }: PictureInput,
  info: TensorInfo | undefined,
): string[] =>
  info?.type === 'uint8' && (mean.some((m) => m !== 0) || deviation.some((d) => d !== 1))
    ? ['Expected no mean and deviation for the picture, which is uint8, but received some']
    : []

const maskProblems = (
  { mask }: InpaintContract,
  inputs: ReadonlyMap<string, TensorInfo>,
): string[] => {
  if (mask.hole === mask.keep) {
    return ['Expected different values for hole and keep of the mask but received the same']
  }
  const isByte = inputs.get(mask.input)?.type === 'uint8'
  return isByte && ![mask.hole, mask.keep].every(isByteValue) ? [byteMask(mask)] : []
}

const byteMask = ({ hole, keep }: MaskInput): string =>
  `Expected whole numbers from 0 to 255 for the mask, which is uint8, but received ${hole} and ${keep}`

const isByteValue = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= 255

const limitProblems = (size: GraphSize): string[] =>
  !('width' in size) && (size.min > size.max || size.best > size.max || size.best < size.min)
    ? ['Expected min, best and max of the size in that order but received them otherwise']
    : []
