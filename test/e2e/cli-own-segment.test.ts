/** Models for selecting of the owner's own: brought with a contract, chosen by kind, through the real command line. */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { colourContract, colourNet } from '@inlay/companion/engines/segment/testing/colour-net.ts'
import { ellipse } from '@inlay/companion/engines/segment/testing/photos.ts'
import {
  mobileSamGraphs,
  slimSamGraphs,
} from '@inlay/companion/engines/segment/testing/sam-graphs.ts'
import { type OnnxGraph, writeOnnx } from '@inlay/companion/inference/onnx-writer.ts'
import type { SegmentContractInput } from '@inlay/companion/models/segment-contract.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, fixture, inlay } from './inlay.ts'

let home = ''
/** What was said when the model of two graphs was taken in. */
let sam: Ended
const path = (...names: string[]): string => join(home, ...names)
const run = (...args: string[]) => inlay(args, { env: { INLAY_HOME: home } })

/** Two red discs on near black. */
const ONE = ellipse(230, 120, 40, 40)
const TWO = ellipse(70, 60, 30, 30)
const [WIDTH, HEIGHT] = [300, 200]

const put = (name: string, graph: OnnxGraph): Promise<void> =>
  writeFile(path(name), writeOnnx(graph))
const putContract = (name: string, contract: SegmentContractInput): Promise<void> =>
  writeFile(path(name), JSON.stringify(contract))

/** It calls red what it finds. */
const saliency = colourNet({ channel: 0, side: 64, middle: 0.5, gain: 20 })
const SALIENCY = colourContract(64)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-own-segment-'))
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const [x, y] = [(i % WIDTH) + 0.5, Math.floor(i / WIDTH) + 0.5]
    pixels.set(ONE(x, y) || TWO(x, y) ? [240, 30, 20] : [10, 20, 30], i * 3)
  }
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const
  await sharp(pixels, { raw }).png().toFile(path('scene.png'))
  await mkdir(path('My-SAM'))
  const { encoder, decoder } = mobileSamGraphs()
  await put('My-SAM/image_encoder.onnx', encoder)
  await put('My-SAM/mask_decoder.onnx', decoder)
  await writeFile(path('My-SAM', 'README.md'), 'not a part of it')
  await put('slim_decoder.onnx', slimSamGraphs().decoder)
  await put('saliency.onnx', saliency)
  await putContract('saliency.json', SALIENCY)
  sam = await run('models', 'add', path('My-SAM'), '--contract', 'mobilesam', '--json')
})
afterAll(() => rm(home, { recursive: true, force: true }))

/** What `inlay segment` selects: its model, and whether it has the middles of the discs. */
const select = async (...how: string[]) => {
  const { status, stdout } = await run(
    'segment',
    path('scene.png'),
    ...how,
    '-o',
    path('mask.png'),
    '--json',
  )
  expect([status, stdout]).toEqual([0, expect.any(String)])
  const { model } = JSON.parse(stdout)
  const mask = await sharp(path('mask.png')).toColourspace('b-w').raw().toBuffer()
  const at = (x: number, y: number) => mask[y * WIDTH + x]
  return { model, one: at(230, 120), two: at(70, 60), ground: at(150, 20) }
}

describe('a SAM in two graphs', () => {
  it('is told what is wrong with its contract, and what its graphs have', async () => {
    const wrong = await run(
      ...['models', 'add', path('My-SAM'), '--contract', 'sam2-tiny', '--id', 'other'],
    )
    expect(wrong.status).not.toBe(0)
    expect(wrong.stderr).toMatch(/an encoder with the input "pixel_values"/)
    expect(wrong.stderr).toMatch(/image_encoder\.onnx has input "input_image": float32/)
    const mixed = await run(
      ...['models', 'add', path('My-SAM', 'image_encoder.onnx'), path('slim_decoder.onnx')],
      ...['--contract', 'mobilesam', '--id', 'mixed'],
    )
    expect(mixed.stderr).toMatch(/"point_coords".*The decoder has input "/s)
    const half = await run(
      ...['models', 'add', path('My-SAM', 'image_encoder.onnx'), '--contract', 'mobilesam'],
    )
    expect(half.stderr).toMatch(/2 \.onnx files \(encoder and decoder\).*received "1 of them/s)
  })

  it('is taken in from its folder, and selects what is clicked', async () => {
    expect(sam.stderr).toBe('')
    expect(JSON.parse(sam.stdout)).toMatchObject({ id: 'my-sam', task: 'segment', source: 'own' })
    expect(await select('--at', '230,120', '--model', 'my-sam')).toEqual({
      model: 'my-sam',
      one: 255,
      two: 0,
      ground: 0,
    })
  })
})

describe('a net that knows the subject', () => {
  it('is used for the subject, where clicks go to the SAM', async () => {
    const added = await run(
      ...['models', 'add', path('saliency.onnx'), '--contract', path('saliency.json')],
    )
    expect([added.status, added.stdout]).toEqual([
      0,
      'saliency is here, as "saliency". `inlay segment ... --model saliency` uses it.\n',
    ])
    const all = { one: 255, two: 255, ground: 0 }
    expect(await select('--subject')).toEqual({ model: 'saliency', ...all })
    expect(await select('--at', '70,60')).toEqual({ model: 'my-sam', ...all, one: 0 })
  })

  it('is refused under a contract of another kind, which says what it has', async () => {
    await putContract('yolo.json', {
      task: 'segment',
      kind: 'instances',
      image: { input: 'input.1' },
      side: 64,
      predictions: 'output0',
      prototypes: 'output1',
    })
    const wrong = await run(
      ...['models', 'add', path('saliency.onnx'), '--contract', path('yolo.json')],
      ...['--id', 'wrong', '--json'],
    )
    const { code, detail } = JSON.parse(wrong.stdout)
    expect(code).toBe('contract_mismatch')
    expect(detail).toMatch(/for the predictions but received "output0"/)
    expect(detail).toMatch(
      /The graph has input "input\.1": float32 \[1, 3, 64, 64\]; output "1959"/,
    )
  })
})

const YOLO = fileURLToPath(
  new URL('../../../shared/data/nets/yolov8n-seg_int8.onnx', import.meta.url),
)
const isThere = existsSync(YOLO)
if (!isThere) process.stderr.write(`SKIPPED YOLOv8n-seg: there is no ${YOLO}\n`)

it.skipIf(!isThere)('takes in a real net that finds instances (YOLOv8n-seg)', async () => {
  await putContract('yolov8.json', {
    task: 'segment',
    kind: 'instances',
    image: { input: 'images' },
    side: 320,
    predictions: 'output0',
    prototypes: 'output1',
  })
  const added = await run('models', 'add', YOLO, '--contract', path('yolov8.json'), '--id', 'yolo')
  expect([added.status, added.stderr]).toEqual([0, ''])
  const { status, stdout } = await run(
    ...['segment', fixture('chelsea.png'), '--at', '200,120', '--model', 'yolo'],
    ...['-o', path('cat.png'), '--json'],
  )
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ model: 'yolo', width: 451, height: 300 })
  expect(JSON.parse(stdout).selected_fraction).toBeGreaterThan(0.3)
})
