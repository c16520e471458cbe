/**
 * Whether a graph is what its contract says: every problem in the house sentence, on plain data, so
 * that a wrong contract is refused when a model is added and not in the middle of a fill.
 */
import { InlayError } from '@inlay/shared'
import { carriedProblems, onePassProblems, samPartProblems } from './check-segment.ts'
import {
  axes,
  batchProblems,
  byName,
  describeGraph,
  describeShape,
  isKnown,
  leftOver,
  limitProblems,
  type Metadata,
  normalisationProblems,
  noSuchInput,
  noSuchOutput,
  PICTURE_TYPES,
  pictureProblems,
  plainProblems,
  rangeProblems,
  sizeProblems,
  type Use,
} from './check-tensors.ts'
import type { Contract, InpaintContract, UpscaleContract } from './contract.ts'
import type { GraphSize, MaskInput, PictureOutput } from './contract-parts.ts'
import type { Part } from './manifest.ts'

/**
 * @param part which of the contract's graphs it is
 * @throws InlayError contract_mismatch, with everything that is wrong and what the graph has
 */
export const assertContract = (
  metadata: Metadata,
  contract: Contract,
  part: Part = 'main',
): void => {
  const problems = contractProblems(metadata, contract, part)
  if (problems.length === 0) return
  const graph = part === 'main' ? 'graph' : part
  throw new InlayError(
    'contract_mismatch',
    `${problems.join('. ')}. The ${graph} has ${describeGraph(metadata)}.`,
  )
}

/**
 * Graphs that each fit their contract: whether they fit each other.
 * @throws InlayError contract_mismatch
 */
export const assertTogether = (graphs: ReadonlyMap<Part, Metadata>, contract: Contract): void => {
  const [encoder, decoder] = [graphs.get('encoder'), graphs.get('decoder')]
  const isSam = contract.task === 'segment' && contract.kind === 'sam'
  if (!isSam || encoder === undefined || decoder === undefined) return
  const problems = carriedProblems(encoder, decoder, contract)
  if (problems.length > 0) {
    throw new InlayError('contract_mismatch', `${problems.join('. ')}.`)
  }
}

/** The graphs a contract speaks of. */
export const partsOf = (contract: Contract): readonly Part[] =>
  contract.task === 'segment' && contract.kind === 'sam' ? ['encoder', 'decoder'] : ['main']

/** One sentence for each thing that is wrong, without its full stop; none when the graph fits. */
export const contractProblems = (
  metadata: Metadata,
  contract: Contract,
  part: Part = 'main',
): string[] => {
  if (!partsOf(contract).includes(part)) {
    return [`Expected ${partsOf(contract).join(' or ')} for the graph but received ${part}`]
  }
  if (contract.task !== 'segment') return pictureToPicture(metadata, contract)
  if (contract.kind === 'sam') return samPartProblems(metadata, contract, part === 'encoder')
  return onePassProblems(metadata, contract)
}

/** A graph that makes a picture of a picture. */
type PictureContract = InpaintContract | UpscaleContract

const pictureToPicture = (metadata: Metadata, contract: PictureContract): string[] => {
  const scale = contract.task === 'upscale' ? contract.scale : 1
  return [
    ...inputProblems(metadata, contract),
    ...outputProblems(metadata, contract.output, contract.size, scale),
    ...valueProblems(metadata, contract),
  ]
}

const usesOf = (contract: PictureContract): Map<string, Use[]> => {
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

const inputProblems = (metadata: Metadata, contract: PictureContract): string[] => {
  const inputs = byName(metadata.inputs)
  const uses = usesOf(contract)
  const others = contract.task === 'inpaint' ? contract.others : []
  const problems: string[] = []
  for (const [name, used] of uses) {
    const info = inputs.get(name)
    if (info === undefined) {
      const what = used.map((use) => use.what).join(' and ')
      problems.push(noSuchInput(metadata, what, name))
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
      problems.push(noSuchInput(metadata, 'others', input))
    } else {
      problems.push(...plainProblems(info, shape))
    }
  }
  const given = new Set([...uses.keys(), ...others.map(({ input }) => input)])
  return [...problems, ...leftOver(metadata, given)]
}

const outputProblems = (
  metadata: Metadata,
  { output, layout }: PictureOutput,
  size: GraphSize,
  scale: number,
): string[] => {
  const info = byName(metadata.outputs).get(output)
  if (info === undefined) return [noSuchOutput(metadata, 'the result', output)]
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
const valueProblems = (metadata: Metadata, contract: PictureContract): string[] => {
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

const maskProblems = ({ mask }: InpaintContract, inputs: ReturnType<typeof byName>): string[] => {
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
