/** Whether a graph is what a contract for selecting says: SAM's two graphs, and nets of one pass. */
import {
  byName,
  describeShape,
  isKnown,
  leftOver,
  limitProblems,
  type Metadata,
  normalisationProblems,
  noSuchInput,
  noSuchOutput,
  PICTURE_TYPES,
  PLAIN_TYPES,
  pictureProblems,
  plainProblems,
  rangeProblems,
} from './check-tensors.ts'
import type { GraphSize, PictureInput } from './contract-parts.ts'
import type { InstancesContract, SamContract, SubjectContract } from './segment-contract.ts'
import type { TensorInfo } from './tensor-info.ts'

/** One sentence for each thing wrong with one of the two graphs, without its full stop. */
export const samPartProblems = (
  metadata: Metadata,
  contract: SamContract,
  isEncoder: boolean,
): string[] => (isEncoder ? encoderProblems : decoderProblems)(metadata, contract)

const encoderProblems = (metadata: Metadata, { image, side, carried }: SamContract): string[] => [
  ...seenProblems(metadata, image, { width: side, height: side }),
  ...leftOver(metadata, new Set([image.input])),
  ...carried.flatMap(({ output }) => outputOf(metadata, 'what the decoder takes', output).problems),
]

const decoderProblems = (metadata: Metadata, contract: SamContract): string[] => {
  const { carried, points, labels, box, others, masks, scores } = contract
  const inputs = byName(metadata.inputs)
  const numbers = (name: string, what: string, check: (info: TensorInfo) => string[]): string[] => {
    const info = inputs.get(name)
    if (info === undefined) return [noSuchInput(metadata, what, name)]
    return PLAIN_TYPES.includes(info.type)
      ? check(info)
      : [`Expected ${PLAIN_TYPES.join(', ')} for the input "${name}" but received ${info.type}`]
  }
  const boxes = box.as === 'input' ? [box.input] : []
  return [
    ...carried.flatMap(({ input }) =>
      inputs.has(input) ? [] : [noSuchInput(metadata, 'what the encoder gave', input)],
    ),
    ...numbers(points, 'the points', (info) => endsIn(info, [3, 4], 2)),
    ...numbers(labels, 'the labels', (info) => endsIn(info, [2, 3])),
    ...boxes.flatMap((name) => numbers(name, 'the box', (info) => endsIn(info, [2, 3], 4))),
    ...others.flatMap(({ input, shape }) =>
      numbers(input, 'others', (info) => plainProblems(info, shape)),
    ),
    ...leftOver(
      metadata,
      new Set([
        ...carried.map(({ input }) => input),
        points,
        labels,
        ...boxes,
        ...others.map(({ input }) => input),
      ]),
    ),
    ...ranked(metadata, 'the masks', masks, [4, 5]),
    ...ranked(metadata, 'the scores', scores, [1, 2, 3]),
  ]
}

/** What the encoder gives against what the decoder takes, once each graph fits by itself. */
export const carriedProblems = (
  encoder: Metadata,
  decoder: Metadata,
  { carried }: SamContract,
): string[] => {
  const [outputs, inputs] = [byName(encoder.outputs), byName(decoder.inputs)]
  return carried.flatMap(({ output, input }) => {
    const [from, to] = [outputs.get(output), inputs.get(input)]
    if (from === undefined || to === undefined) return []
    const agree =
      from.type === to.type &&
      (from.shape.length === 0 ||
        to.shape.length === 0 ||
        (from.shape.length === to.shape.length &&
          from.shape.every((size, i) => {
            const other = to.shape[i]
            return !isKnown(size) || !isKnown(other) || size === other
          })))
    return agree
      ? []
      : [
          `Expected ${to.type} ${describeShape(to.shape)} for the decoder’s "${input}" but received ${from.type} ${describeShape(from.shape)} from the encoder’s "${output}"`,
        ]
  })
}

/** Nets of one pass. */
export const onePassProblems = (
  metadata: Metadata,
  contract: SubjectContract | InstancesContract,
): string[] => {
  const { image } = contract
  const isSubject = contract.kind === 'subject'
  const size = isSubject ? contract.size : { width: contract.side, height: contract.side }
  return [
    ...seenProblems(metadata, image, size),
    ...leftOver(metadata, new Set([image.input])),
    ...limitProblems(size),
    ...(isSubject
      ? ranked(metadata, 'the mask', contract.output, [2, 3, 4])
      : [
          ...ranked(metadata, 'the predictions', contract.predictions, [3]),
          ...ranked(metadata, 'the prototypes', contract.prototypes, [4]),
        ]),
  ]
}

/** The picture's input; some exports leave the batch out (Acly/MobileSAM). */
const seenProblems = (metadata: Metadata, image: PictureInput, size: GraphSize): string[] => {
  const info = byName(metadata.inputs).get(image.input)
  if (info === undefined) return [noSuchInput(metadata, 'the picture', image.input)]
  const batched = info.shape.length === 3 ? { ...info, shape: [1, ...info.shape] } : info
  const use = { what: 'the picture', layout: image.layout, from: image.channel, channels: 3 }
  return [
    ...pictureProblems(batched, [use], size),
    ...rangeProblems(image.range, 'the picture', info),
    ...normalisationProblems(image, info),
  ]
}

/** An input of numbers: how many sizes it may have, and its last. */
const endsIn = (info: TensorInfo, ranks: readonly number[], last?: number): string[] => {
  const { name, shape } = info
  if (shape.length === 0) return []
  const end = shape.at(-1)
  const fits = ranks.includes(shape.length) && (last === undefined || !isKnown(end) || end === last)
  const wanted = `${ranks.join(' or ')} sizes${last === undefined ? '' : `, the last of them ${last},`}`
  return fits
    ? []
    : [`Expected ${wanted} for the input "${name}" but received ${describeShape(shape)}`]
}

const outputOf = (
  metadata: Metadata,
  what: string,
  name: string,
): { readonly info?: TensorInfo; readonly problems: string[] } => {
  const info = byName(metadata.outputs).get(name)
  return info === undefined
    ? { problems: [noSuchOutput(metadata, what, name)] }
    : { info, problems: [] }
}

const ranked = (
  metadata: Metadata,
  what: string,
  name: string,
  ranks: readonly number[],
): string[] => {
  const { info, problems } = outputOf(metadata, what, name)
  if (info === undefined) return problems
  const typed = PICTURE_TYPES.includes(info.type)
    ? []
    : [`Expected ${PICTURE_TYPES.join(', ')} for the output "${name}" but received ${info.type}`]
  // Exporters often leave the shape of an output out.
  return info.shape.length === 0 || ranks.includes(info.shape.length)
    ? typed
    : [
        ...typed,
        `Expected ${ranks.join(' or ')} sizes for the output "${name}" but received ${describeShape(info.shape)}`,
      ]
}
