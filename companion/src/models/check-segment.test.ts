/** Contracts for selecting against graphs: those of the tests' own SAMs fit, each wrong word is named. */
import { describe, expect, test } from 'vitest'
import {
  mobileSamGraphs,
  type SamGraphs,
  sam2Graphs,
  slimSamGraphs,
} from '../engines/segment/testing/sam-graphs.ts'
import type { OnnxGraph } from '../inference/onnx-writer.ts'
import { readCatalogue } from './catalogue.ts'
import { assertTogether, contractProblems } from './check-contract.ts'
import type { Metadata } from './check-tensors.ts'
import { Contract } from './contract.ts'
import type { Part } from './manifest.ts'

const metadataOf = ({ inputs, outputs }: OnnxGraph): Metadata => ({ inputs, outputs })

const contractOf = (id: string): Contract => {
  const contract = readCatalogue().find((entry) => entry.id === id)?.contract
  if (contract === undefined) throw new Error('no contract')
  return contract
}

const SAMS: readonly (readonly [id: string, SamGraphs])[] = [
  ['mobilesam', mobileSamGraphs()],
  ['slimsam', slimSamGraphs()],
  ['sam2-tiny', sam2Graphs()],
]

const graphsOf = ({ encoder, decoder }: SamGraphs): Map<Part, Metadata> =>
  new Map([
    ['encoder', metadataOf(encoder)],
    ['decoder', metadataOf(decoder)],
  ])

describe.each(SAMS)('%s', (id, graphs) => {
  test('fits its contract, part by part and together', () => {
    for (const part of ['encoder', 'decoder'] as const) {
      expect(contractProblems(metadataOf(graphs[part]), contractOf(id), part)).toEqual([])
    }
    expect(() => assertTogether(graphsOf(graphs), contractOf(id))).not.toThrow()
  })

  test.each(SAMS.filter(([other]) => other !== id))('is not %s', (other) => {
    const problems = (['encoder', 'decoder'] as const).flatMap((part) =>
      contractProblems(metadataOf(graphs[part]), contractOf(other), part),
    )
    expect(problems.join('. ')).toMatch(/^Expected .+ but received /)
  })
})

const MOBILE = contractOf('mobilesam')
const { encoder, decoder } = mobileSamGraphs()

/** One word of MobileSAM's contract that is wrong, and what is said of it. */
test.each([
  ['encoder', { image: { input: 'picture', layout: 'nhwc' } }, /for the picture but received "pic/],
  ['encoder', { image: { input: 'input_image' } }, /3 channels|channels for the input/],
  ['encoder', { side: 512 }, /for the input "input_image" but received 512 x 512/],
  [
    'encoder',
    { carried: [{ output: 'features', input: 'image_embeddings' }] },
    /outputs \("image_embeddings"\) for what the decoder takes but received "features"/,
  ],
  [
    'decoder',
    { points: 'point_labels' },
    /3 or 4 sizes, the last of them 2, for the input "point_l/,
  ],
  ['decoder', { labels: 'tags' }, /for the labels but received "tags"/],
  ['decoder', { box: { as: 'input', input: 'boxes' } }, /for the box but received "boxes"/],
  ['decoder', { others: [] }, /something for the graph’s input "mask_input" but received nothing/],
  ['decoder', { masks: 'masks_out' }, /for the masks but received "masks_out"/],
  ['decoder', { scores: 'scores_out' }, /for the scores but received "scores_out"/],
] as const)('%s: names a wrong %o', (part, change, sentence) => {
  const contract = Contract.parse({ ...MOBILE, ...change })
  const metadata = metadataOf(part === 'encoder' ? encoder : decoder)
  expect(contractProblems(metadata, contract, part).join('. ')).toMatch(sentence)
})

test('an encoder of one model does not go with the decoder of another', () => {
  const narrow = {
    ...metadataOf(decoder),
    inputs: decoder.inputs.map((info) =>
      info.name === 'image_embeddings' ? { ...info, shape: [1, 64, 64, 64] } : info,
    ),
  }
  const graphs = new Map<Part, Metadata>([
    ['encoder', metadataOf(encoder)],
    ['decoder', narrow],
  ])
  expect(() => assertTogether(graphs, MOBILE)).toThrow(
    expect.objectContaining({
      code: 'contract_mismatch',
      detail: expect.stringMatching(/\[1, 64, 64, 64\] for the decoder’s "image_embeddings"/),
    }),
  )
})

describe('nets of one pass', () => {
  const subject = Contract.parse({
    task: 'segment',
    kind: 'subject',
    image: { input: 'input.1' },
    size: { width: 320, height: 320 },
    output: '1959',
    activation: 'sigmoid',
  })
  const saliency: Metadata = {
    inputs: [{ name: 'input.1', type: 'float32', shape: [1, 3, 320, 320] }],
    outputs: [{ name: '1959', type: 'float32', shape: [1, 1, 320, 320] }],
  }
  const yolo = Contract.parse({
    task: 'segment',
    kind: 'instances',
    image: { input: 'images' },
    side: 320,
    predictions: 'output0',
    prototypes: 'output1',
  })
  const instances: Metadata = {
    inputs: [{ name: 'images', type: 'float32', shape: [1, 3, 320, 320] }],
    outputs: [
      { name: 'output0', type: 'float32', shape: [1, 116, 2100] },
      { name: 'output1', type: 'float32', shape: [1, 32, 80, 80] },
    ],
  }

  test('fit', () => {
    expect(contractProblems(saliency, subject)).toEqual([])
    expect(contractProblems(instances, yolo)).toEqual([])
  })

  test('are not each other, nor a part of SAM', () => {
    expect(contractProblems(instances, subject).join('. ')).toMatch(/"images"\) for the picture/)
    expect(contractProblems(saliency, yolo).join('. ')).toMatch(/for the predictions/)
    expect(contractProblems(saliency, subject, 'encoder')).toEqual([
      'Expected main for the graph but received encoder',
    ])
    const swapped = { ...yolo, predictions: 'output1', prototypes: 'output0' }
    expect(contractProblems(instances, Contract.parse(swapped)).join('. ')).toMatch(
      /3 sizes for the output "output1" but received \[1, 32, 80, 80\]/,
    )
  })
})
