/** Right contracts pass in silence; each wrong word of a contract is named, with what the graph has. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue.ts'
import { assertContract, contractProblems, partsOf } from './check-contract.ts'
import type { Metadata } from './check-tensors.ts'
import { Contract, type ContractInput } from './contract.ts'
import type { TensorInfo } from './tensor-info.ts'

const info = (name: string, type: string, ...shape: (number | string)[]): TensorInfo => ({
  name,
  type,
  shape,
})

const LAMA: Metadata = {
  inputs: [info('image', 'float32', 1, 3, 512, 512), info('mask', 'float32', 1, 1, 512, 512)],
  outputs: [info('output', 'float32', 1, 3, 512, 512)],
}
const lama: ContractInput = {
  task: 'inpaint',
  image: { input: 'image' },
  mask: { input: 'mask' },
  output: { output: 'output' },
  size: { width: 512, height: 512 },
}
const dynamic = { multiple: 8, min: 64, max: 2048, best: 512 }

const problems = (metadata: Metadata, contract: ContractInput): string[] =>
  contractProblems(metadata, Contract.parse(contract))

/** Graphs of the kinds the contract has to cover, and their contracts. */
const FITTING: readonly (readonly [string, Metadata, ContractInput])[] = [
  ['LaMa', LAMA, lama],
  [
    'LaMa of any size',
    {
      inputs: [
        info('image', 'float32', 'b', 3, 'h', 'w'),
        info('mask', 'float32', 'b', 1, 'h', 'w'),
      ],
      outputs: [info('output', 'float32')],
    },
    { ...lama, size: dynamic },
  ],
  [
    'MI-GAN with its pipeline, in bytes',
    {
      inputs: [info('image', 'uint8', 1, 3, 'h', 'w'), info('mask', 'uint8', 1, 1, 'h', 'w')],
      outputs: [info('result', 'uint8', 1, 3, 'h', 'w')],
    },
    {
      task: 'inpaint',
      image: { input: 'image', range: [0, 255] },
      mask: { input: 'mask', hole: 0, keep: 255 },
      output: { output: 'result', range: [0, 255] },
      size: dynamic,
    },
  ],
  [
    'MI-GAN bare: picture and mask in one input',
    {
      inputs: [info('input', 'float16', 1, 4, 512, 512)],
      outputs: [info('out', 'float16', 1, 3, 512, 512)],
    },
    {
      ...lama,
      image: { input: 'input', channel: 1, range: [-1, 1], hole: 'zero' },
      mask: { input: 'input', channel: 0, hole: -0.5, keep: 0.5 },
      output: { output: 'out', range: [-1, 1] },
    },
  ],
  [
    'MAT: noise as a third input',
    {
      inputs: [...LAMA.inputs, info('z', 'float32', 1, 512)],
      outputs: LAMA.outputs,
    },
    { ...lama, others: [{ input: 'z', shape: [1, 512], fill: 'noise' }] },
  ],
  [
    'HiFill-like: interleaved',
    {
      inputs: [info('img', 'float32', 1, 512, 512, 3), info('mask', 'float32', 1, 512, 512, 1)],
      outputs: [info('inpainted', 'float32', 1, 512, 512, 3)],
    },
    {
      ...lama,
      image: { input: 'img', layout: 'nhwc', range: [-1, 1] },
      mask: { input: 'mask', layout: 'nhwc' },
      output: { output: 'inpainted', layout: 'nhwc', range: [-1, 1] },
    },
  ],
  [
    'an upscaler',
    {
      inputs: [info('input', 'float32', 'n', 3, 64, 64)],
      outputs: [info('output', 'float32', 'n', 'c', 128, 128)],
    },
    {
      task: 'upscale',
      image: { input: 'input' },
      output: { output: 'output' },
      size: { width: 64, height: 64 },
      scale: 2,
    },
  ],
]

test.each(FITTING)('fits: %s', (_name, metadata, contract) => {
  expect(problems(metadata, contract)).toEqual([])
})

/** One mistake each, in the contract for LaMa or in the graph. */
const WRONG: readonly (readonly [
  what: string,
  sentence: RegExp,
  /** Fields of LaMa's contract that are otherwise. */
  change: Readonly<Record<string, unknown>> | null,
  metadata?: Metadata,
])[] = [
  [
    'input name',
    /inputs \("image", "mask"\) for the picture but received "img"/,
    { image: { input: 'img' } },
  ],
  [
    'output name',
    /outputs \("output"\) for the result but received "out"/,
    { output: { output: 'out' } },
  ],
  [
    'layout',
    /512 channels for the input "image" \(nhwc\) but received 3/,
    { image: { input: 'image', layout: 'nhwc' } },
  ],
  [
    'fixed size',
    /\[1, 3, 512, 512\] for the input "image" but received 256 x 256/,
    { size: { width: 256, height: 256 } },
  ],
  ['any size', /size that may change for the input "image"/, { size: dynamic }],
  [
    'channel',
    /3 channels for the input "image" \(nchw\) but received 4/,
    { image: { input: 'image', channel: 1 } },
  ],
  [
    'empty range',
    /two values for the range of the picture/,
    { image: { input: 'image', range: [1, 1] } },
  ],
  [
    'hole like keep',
    /different values for hole and keep/,
    { mask: { input: 'mask', hole: 1, keep: 1 } },
  ],
  [
    'sizes in disorder',
    /min, best and max/,
    { size: { multiple: 8, min: 512, max: 256, best: 300 } },
  ],
  [
    'input nobody gives',
    /something for the graph’s input "z" but received nothing/,
    null,
    { ...LAMA, inputs: [...LAMA.inputs, info('z', 'float32', 1)] },
  ],
  [
    'type',
    /float32, float16, uint8 for the input "image" but received int64/,
    null,
    { ...LAMA, inputs: [info('image', 'int64', 1, 3, 512, 512), LAMA.inputs[1]!] },
  ],
  [
    'batch',
    /a batch of 1 for the input "image" but received 4/,
    null,
    { ...LAMA, inputs: [info('image', 'float32', 4, 3, 512, 512), LAMA.inputs[1]!] },
  ],
  [
    'rank',
    /four sizes \(nchw\) for the input "image" but received \[3, 512, 512\]/,
    null,
    { ...LAMA, inputs: [info('image', 'float32', 3, 512, 512), LAMA.inputs[1]!] },
  ],
  [
    'bytes in 0..1',
    /\[0, 255\] for the range of the picture, which is uint8, but received \[0, 1\]/,
    null,
    { ...LAMA, inputs: [info('image', 'uint8', 1, 3, 512, 512), LAMA.inputs[1]!] },
  ],
  [
    'mask of bytes in halves',
    /whole numbers from 0 to 255 for the mask/,
    { mask: { input: 'mask', hole: 0.5, keep: 0 } },
    { ...LAMA, inputs: [LAMA.inputs[0]!, info('mask', 'uint8', 1, 1, 512, 512)] },
  ],
  [
    'channels of the output',
    /3 channels for the output "output" \(nchw\) but received 4/,
    null,
    { ...LAMA, outputs: [info('output', 'float32', 1, 4, 512, 512)] },
  ],
  [
    'both in the same channels',
    /in channels of their own for the input "image"/,
    { mask: { input: 'image', channel: 2 } },
  ],
]

for (const [what, sentence, change, metadata = LAMA] of WRONG) {
  test(`names a wrong ${what}`, () => {
    const contract = Contract.parse({ ...lama, ...change })
    expect(contractProblems(metadata, contract).join('\n')).toMatch(sentence)
  })
}

describe('the error', () => {
  test('says every problem and what the graph has', () => {
    const contract = Contract.parse({ ...lama, image: { input: 'a' }, output: { output: 'b' } })
    expect(() => assertContract(LAMA, contract)).toThrow(
      expect.objectContaining({
        code: 'contract_mismatch',
        detail: expect.stringMatching(
          /"a".*"b".*The graph has input "image": float32 \[1, 3, 512, 512\]; .*output "output"/s,
        ),
      }),
    )
  })
})

describe('the catalogue', () => {
  const catalogue = readCatalogue()

  test('is sound: checked by its schema, ids once each', () => {
    const ids = catalogue.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(['lama', 'migan', 'slimsam', 'sd15-inpaint']))
  })

  test('has a contract of its task, but for diffusion', () => {
    for (const { id, task, contract } of catalogue) {
      expect([id, contract?.task]).toEqual([id, task === 'diffusion' ? undefined : task])
    }
  })

  test('names the graphs that its contracts speak of', () => {
    for (const { id, files, contract } of catalogue) {
      if (contract === undefined) continue
      const graphs = files.filter(({ role }) => role === 'graph').map(({ part }) => part)
      expect([id, graphs.sort()]).toEqual([id, [...partsOf(contract)].sort()])
    }
  })

  test('pins what it fetches to one version of one file', () => {
    // What several models share comes from one place.
    const places = new Map<string, Set<string | undefined>>()
    for (const { sha256, url } of catalogue.flatMap(({ files }) => files)) {
      if (sha256 !== undefined) places.set(sha256, (places.get(sha256) ?? new Set()).add(url))
    }
    expect([...places.values()].filter((urls) => urls.size !== 1)).toEqual([])
    for (const { url, bytes, sha256 } of catalogue.flatMap(({ files }) => files)) {
      expect([url === undefined, bytes === undefined]).toEqual([
        sha256 === undefined,
        sha256 === undefined,
      ])
      if (url !== undefined)
        expect(url).toMatch(
          /^https:\/\/(huggingface\.co\/.+\/resolve\/|github\.com\/.+\/releases\/download\/)/,
        )
    }
  })

  test('fits the graphs that the facts describe', () => {
    const find = (id: string) => catalogue.find((entry) => entry.id === id)?.contract
    const cases = [
      ['lama', FITTING[0]![1]],
      ['lama-dynamic', FITTING[1]![1]],
      ['migan', FITTING[2]![1]],
    ] as const
    for (const [id, metadata] of cases) {
      const contract = find(id)
      if (contract === undefined) throw new Error(`${id} has no contract`)
      expect([id, contractProblems(metadata, contract)]).toEqual([id, []])
    }
  })
})

test('every contract in docs/models.md is one', () => {
  const text = readFileSync(new URL('../../../docs/models.md', import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/```jsonc?\n([\s\S]*?)```/g)].map(([, block = '']) =>
    block.replace(/\/\/ .*$/gm, '').replace(/,(\s*[}\]])/g, '$1'),
  )
  expect(blocks.map((block) => Contract.parse(JSON.parse(block)).task)).toEqual([
    ...['inpaint', 'inpaint', 'upscale'],
    ...['segment', 'segment', 'segment'],
  ])
})
