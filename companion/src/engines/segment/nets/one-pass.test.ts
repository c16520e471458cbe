import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../../inference/inference.ts'
import { writeGraph } from '../../../inference/testing/graphs.ts'
import { SegmentContract, type SegmentContractInput } from '../../../models/segment-contract.ts'
import { cleanEdges } from '../clean-edges.ts'
import type { Prompt, Segmenter } from '../prompt.ts'
import { createNetSegmenter } from '../segmenters.ts'
import { colourContract, colourNet } from '../testing/colour-net.ts'
import { agreement, ellipse, photo } from '../testing/photos.ts'

const never = new AbortController().signal
let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-subject-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

const segmenterOf = (path: string, contract: SegmentContractInput): Promise<Segmenter> =>
  createNetSegmenter(
    'test',
    SegmentContract.parse(contract),
    () => inference.open({ path, external: [] }),
    async () => {},
  )

const subject: Prompt = { points: [], subject: true }
const at = (x: number, y: number, label: 'in' | 'out' = 'in'): Prompt => ({
  subject: false,
  points: [{ x, y, label }],
})

describe('a net that knows the subject', () => {
  const LEFT = ellipse(90, 100, 50, 70)
  const RIGHT = ellipse(230, 60, 40, 40)
  const scene: PixelImage = (() => {
    const [width, height] = [300, 200]
    const data = new Uint8Array(width * height * 3)
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5]
      data.set(LEFT(x, y) || RIGHT(x, y) ? [20, 220, 60] : [90, 40, 120], i * 3)
    }
    return { width, height, channels: 3, data }
  })()

  /** Of the normalised value of green, ten times over. */
  const greenNet = colourNet({ channel: 1, side: 320, middle: 0, gain: 10 })
  const contract: SegmentContractInput = {
    ...colourContract(320),
    image: {
      input: 'input.1',
      mean: [0.485, 0.456, 0.406],
      deviation: [0.229, 0.224, 0.225],
    },
  }
  const maskOf = async (prompt: Prompt) => {
    const path = await writeGraph(folder, 'green.onnx', greenNet)
    const look = await (await segmenterOf(path, contract)).look(scene, never)
    return cleanEdges(scene, (await look.select(prompt, never)).plane, never)
  }

  it('selects all of it', async () => {
    const mask = await maskOf(subject)
    expect(agreement(mask, (x, y) => LEFT(x, y) || RIGHT(x, y))).toBeGreaterThan(0.96)
  })

  it('keeps to what is clicked, and to the box', async () => {
    expect(agreement(await maskOf(at(90, 100)), LEFT)).toBeGreaterThan(0.95)
    const box = { left: 180, top: 10, width: 100, height: 100 }
    const boxed = await maskOf({ subject: false, points: [], box })
    expect(agreement(boxed, RIGHT)).toBeGreaterThan(0.95)
  })

  it('says so when nothing is there', async () => {
    await expect(maskOf(at(290, 190))).rejects.toMatchObject({ code: 'nothing_found' })
  })
})

const YOLO = fileURLToPath(
  new URL('../../../../../../shared/data/nets/yolov8n-seg_int8.onnx', import.meta.url),
)
const isThere = existsSync(YOLO)
if (!isThere) process.stderr.write(`SKIPPED YOLOv8n-seg: there is no ${YOLO}\n`)

describe.skipIf(!isThere)('a real net that finds instances (YOLOv8n-seg, int8)', () => {
  const open = () =>
    segmenterOf(YOLO, {
      task: 'segment',
      kind: 'instances',
      image: { input: 'images' },
      side: 320,
      predictions: 'output0',
      prototypes: 'output1',
    })

  it('finds the astronaut, by a click on her, a box around her, or as the subject', async () => {
    const image = await photo('astronaut')
    const look = await (await open()).look(image, never)
    for (const prompt of [
      subject,
      at(225, 120),
      at(180, 320),
      { subject: false, points: [], box: { left: 20, top: 5, width: 400, height: 505 } },
    ] satisfies Prompt[]) {
      const { plane, score } = await look.select(prompt, never)
      const mask = await cleanEdges(image, plane, never)
      const value = (x: number, y: number): number => mask.data[y * image.width + x]!
      expect(score).toBeGreaterThan(0.5)
      // Face, hair, collar and suit are hers; flag, wall and rocket are not.
      for (const [x, y] of [
        [225, 120],
        [225, 35],
        [160, 260],
        [120, 330],
        [300, 320],
      ] as const) {
        expect([x, y, value(x, y)]).toEqual([x, y, 255])
      }
      for (const [x, y] of [
        [40, 150],
        [330, 60],
        [410, 150],
        [500, 20],
      ] as const) {
        expect([x, y, value(x, y)]).toEqual([x, y, 0])
      }
    }
  })

  it('finds the cat and, in a wide picture, the cup', async () => {
    const cat = await photo('chelsea')
    const catLook = await (await open()).look(cat, never)
    const catMask = await cleanEdges(cat, (await catLook.select(subject, never)).plane, never)
    expect(catMask.data[150 * cat.width + 230]).toBe(255)
    expect(catMask.data[100 * cat.width + 440]).toBe(0)
    const coffee = await photo('coffee')
    const coffeeLook = await (await open()).look(coffee, never)
    const { plane } = await coffeeLook.select(at(285, 160), never)
    const cup = await cleanEdges(coffee, plane, never)
    expect(agreement(cup, ellipse(290, 145, 118, 130))).toBeGreaterThan(0.7)
  })

  it('finds nothing where nothing is that it knows', async () => {
    const look = await (await open()).look(await photo('astronaut'), never)
    await expect(look.select(at(330, 60), never)).rejects.toMatchObject({ code: 'nothing_found' })
  })
})
