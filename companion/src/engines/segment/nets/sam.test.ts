import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference, type Net } from '../../../inference/inference.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import { writeGraph } from '../../../inference/testing/graphs.ts'
import { readCatalogue } from '../../../models/catalogue.ts'
import type { Part } from '../../../models/manifest.ts'
import { cleanEdges } from '../clean-edges.ts'
import type { Prompt, Segmenter } from '../prompt.ts'
import { createNetSegmenter } from '../segmenters.ts'
import { agreement, ellipse } from '../testing/photos.ts'
import {
  mobileSamGraphs,
  type SamGraphs,
  sam2Graphs,
  slimSamGraphs,
} from '../testing/sam-graphs.ts'

const never = new AbortController().signal
let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-sam-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

/** Two red discs on near black, wider than high: padding and stretching both show. */
const ONE = ellipse(600, 300, 80, 80)
const TWO = ellipse(200, 150, 60, 60)
const scene: PixelImage = (() => {
  const [width, height] = [800, 500]
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
    data.set(ONE(x, y) || TWO(x, y) ? [240, 30, 20] : [10, 20, 30], i * 3)
  }
  return { width, height, channels: 3, data }
})()

interface Seen {
  readonly part: Part
  readonly inputs: Readonly<Record<string, Tensor>>
}

let opened = 0

/** The segmenter of a catalogue id on our graphs, and what was fed to them. */
const open = async (
  id: string,
  graphs: SamGraphs,
): Promise<{ segmenter: Segmenter; seen: Seen[] }> => {
  const seen: Seen[] = []
  opened += 1
  const nets = new Map<Part, Net>()
  for (const part of ['encoder', 'decoder'] as const) {
    const path = await writeGraph(folder, `${opened}-${part}.onnx`, graphs[part])
    nets.set(part, await inference.open({ path, external: [] }))
  }
  const contract = readCatalogue().find((entry) => entry.id === id)?.contract
  if (contract?.task !== 'segment') throw new Error('no contract')
  const openPart = async (part: Part): Promise<Net> => {
    const net = nets.get(part)
    if (net === undefined) throw new Error('no net')
    return {
      inputs: net.inputs,
      outputs: net.outputs,
      provider: net.provider,
      takeNotes: net.takeNotes,
      close: net.close,
      runKeeping: net.runKeeping,
      shrinking: net.shrinking,
      warm: net.warm,
      run: (inputs, outputs, signal) => {
        const sent = Object.entries(inputs).flatMap(([name, input]) =>
          'data' in input ? [[name, input] as const] : [],
        )
        seen.push({ part, inputs: Object.fromEntries(sent) })
        return net.run(inputs, outputs, signal)
      },
    }
  }
  return { segmenter: await createNetSegmenter(id, contract, openPart, async () => {}), seen }
}

const at = (...points: Prompt['points']): Prompt => ({ subject: false, points })
const onOne = { x: 610, y: 305, label: 'in' } as const
const onTwo = { x: 200, y: 150, label: 'in' } as const

const EXPORTS = [
  ['slimsam', slimSamGraphs, 0.9],
  ['mobilesam', mobileSamGraphs, 0.8],
  ['sam2-tiny', sam2Graphs, 0.8],
] as const

describe.each(EXPORTS)('the contract of %s', (id, graphs, score) => {
  it('selects what is clicked, where it is clicked, and encodes once', async () => {
    const { segmenter, seen } = await open(id, graphs())
    const look = await segmenter.look(scene, never)
    const one = await look.select(at(onOne), never)
    expect(one.score).toBeCloseTo(score, 5)
    const mask = await cleanEdges(scene, one.plane, never)
    expect(agreement(mask, ONE)).toBeGreaterThan(0.95)
    const two = await cleanEdges(scene, (await look.select(at(onTwo), never)).plane, never)
    expect(agreement(two, TWO)).toBeGreaterThan(0.93)
    const both = (await look.select(at(onOne, onTwo), never)).plane
    const either = await cleanEdges(scene, both, never)
    expect(agreement(either, (x, y) => ONE(x, y) || TWO(x, y))).toBeGreaterThan(0.95)
    expect(seen.filter(({ part }) => part === 'encoder').length).toBe(1)
  })

  it('leaves out what is clicked out', async () => {
    const { segmenter } = await open(id, graphs())
    const look = await segmenter.look(scene, never)
    const { plane } = await look.select(
      at({ x: 560, y: 300, label: 'in' }, { x: 672, y: 300, label: 'out' }),
      never,
    )
    const mask = await cleanEdges(scene, plane, never)
    expect(mask.data[300 * 800 + 672]).toBe(0)
    expect(mask.data[300 * 800 + 540]).toBe(255)
  })

  it('selects in a box', async () => {
    const { segmenter } = await open(id, graphs())
    const look = await segmenter.look(scene, never)
    const box = { left: 505, top: 205, width: 190, height: 190 }
    const { plane } = await look.select({ subject: false, points: [], box }, never)
    expect(agreement(await cleanEdges(scene, plane, never), ONE)).toBeGreaterThan(0.95)
  })
})

describe('what is fed to a decoder', () => {
  const feeds = async (id: string, graphs: SamGraphs, prompt: Prompt) => {
    const { segmenter, seen } = await open(id, graphs)
    await (await segmenter.look(scene, never)).select(prompt, never)
    return seen.at(-1)!.inputs
  }
  const numbers = (tensor: Tensor | undefined): number[] => Array.from(tensor?.data ?? [], Number)
  const box = { left: 100, top: 50, width: 200, height: 300 }

  it('is, for SlimSAM, points alone, in the square of the longer side', async () => {
    const inputs = await feeds('slimsam', slimSamGraphs(), at(onOne))
    expect(inputs.input_points?.shape).toEqual([1, 1, 1, 2])
    expect(numbers(inputs.input_points)).toEqual(
      [610 * 1.28 - 0.5, 305 * 1.28 - 0.5].map(Math.fround),
    )
    expect(inputs.input_labels).toMatchObject({ type: 'int64', shape: [1, 1, 1] })
  })

  it('is, for MobileSAM, a point of label -1 where there is no box, else its corners as 2 and 3', async () => {
    const clicked = await feeds('mobilesam', mobileSamGraphs(), at(onOne))
    expect(numbers(clicked.point_labels)).toEqual([1, -1])
    expect(clicked.point_coords?.shape).toEqual([1, 2, 2])
    expect(numbers(clicked.has_mask_input)).toEqual([0])
    const boxed = await feeds('mobilesam', mobileSamGraphs(), { subject: false, points: [], box })
    expect(numbers(boxed.point_labels)).toEqual([2, 3])
    expect(numbers(boxed.point_coords)).toEqual([127.5, 63.5, 383.5, 447.5])
  })

  it('is, for SAM 2.1, stretched to the square, with an empty list of boxes or one', async () => {
    const clicked = await feeds('sam2-tiny', sam2Graphs(), at(onOne))
    expect(numbers(clicked.input_points)).toEqual(
      [610 * 1.28 - 0.5, 305 * 2.048 - 0.5].map(Math.fround),
    )
    expect(clicked.input_boxes?.shape).toEqual([1, 0, 4])
    const boxed = await feeds('sam2-tiny', sam2Graphs(), { subject: false, points: [], box })
    expect(boxed.input_boxes?.shape).toEqual([1, 1, 4])
    expect(numbers(boxed.input_labels)).toEqual([-1])
    expect(numbers(boxed.input_boxes)).toEqual(
      [100 * 1.28 - 0.5, 50 * 2.048 - 0.5, 300 * 1.28 - 0.5, 350 * 2.048 - 0.5].map(Math.fround),
    )
  })
})

it('says by name what a graph of another export lacks', async () => {
  const { segmenter } = await open('slimsam', sam2Graphs())
  await expect(segmenter.look(scene, never)).rejects.toMatchObject({ code: 'contract_mismatch' })
})
