import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mask, PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../inference/inference.ts'
import type { Engine, EngineInput } from '../engine.ts'
import { createNetEngine } from './net-engine.ts'
import {
  blankedLike,
  lamaLike,
  type MeanNet,
  matLike,
  miganBareLike,
  miganPipelineLike,
} from './testing/mean-nets.ts'
import { netModel } from './testing/net-model.ts'

let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-nets-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

const engineOf = async (name: string, net: MeanNet): Promise<Engine> =>
  createNetEngine(await netModel(net, { folder, inference, name }))

const COLOUR = [200, 120, 40, 255]

/** One colour all over, but for garbage under the hole. */
const scene = (
  width: number,
  height: number,
  channels: 1 | 2 | 3 | 4,
  depth: 8 | 16,
  hole: Mask,
): PixelImage => {
  const data =
    depth === 8
      ? new Uint8Array(width * height * channels)
      : new Uint16Array(width * height * channels)
  const scale = depth === 8 ? 1 : 257
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) {
      const isAlpha = (channels === 2 || channels === 4) && c === channels - 1
      const colour = channels < 3 && !isAlpha ? COLOUR[1]! : COLOUR[isAlpha ? 3 : c]!
      data[i * channels + c] = (hole.data[i] !== 0 && !isAlpha ? 255 - colour : colour) * scale
    }
  }
  return { width, height, channels, data }
}

const box = (
  width: number,
  height: number,
  left: number,
  top: number,
  w: number,
  h: number,
): Mask => {
  const data = new Uint8Array(width * height)
  for (let y = top; y < top + h; y++) data.fill(255, y * width + left, y * width + left + w)
  return { width, height, data }
}

const inputOf = (image: PixelImage, hole: Mask): EngineInput => ({
  operation: 'remove',
  image,
  hole,
  seed: 7,
  prompt: '',
  negativePrompt: '',
  strength: 1,
})

const worstOf = (a: PixelImage, b: PixelImage): number => {
  let worst = 0
  for (let i = 0; i < a.data.length; i++) worst = Math.max(worst, Math.abs(a.data[i]! - b.data[i]!))
  return worst
}

const hooks = { signal: new AbortController().signal, onProgress: () => {} }

const NETS = [
  ['lama', lamaLike(128)],
  ['migan pipeline', miganPipelineLike()],
  ['migan bare', miganBareLike(128)],
  ['mat', matLike(128)],
  ['ldm', blankedLike(128, 'black')],
  ['zits', blankedLike(128, 'white')],
] as const

describe.each(NETS)('the contract of %s', (name, net) => {
  it.each([
    [3, 8],
    [4, 8],
    [1, 8],
    [3, 16],
    [2, 16],
  ] as const)('is kept with %i channels at %i bits', async (channels, depth) => {
    const hole = box(150, 140, 50, 60, 30, 20)
    const image = scene(150, 140, channels, depth, hole)
    const expected = scene(150, 140, channels, depth, { ...hole, data: new Uint8Array(150 * 140) })
    const engine = await engineOf(name, net)
    const result = await engine.fill(inputOf(image, hole), hooks)
    expect(result.data.constructor).toBe(image.data.constructor)
    const tolerance = depth === 8 ? 1 : 257
    for (let i = 0; i < image.data.length; i++) {
      const isHole = hole.data[Math.floor(i / channels)] !== 0
      if (isHole)
        expect(Math.abs(result.data[i]! - expected.data[i]!)).toBeLessThanOrEqual(tolerance)
      else if (result.data[i] !== image.data[i]) expect.fail(`changed outside the hole at ${i}`)
    }
  })
})

describe('a net on a hole larger than itself', () => {
  it('goes coarse to fine, leaves nothing unmade and nothing else touched', async () => {
    const hole = box(700, 600, 60, 50, 560, 480)
    const image = scene(700, 600, 3, 8, hole)
    const stages: string[] = []
    const previews: PixelImage[] = []
    const engine = await engineOf('large', lamaLike(128))
    const result = await engine.fill(inputOf(image, hole), {
      ...hooks,
      onProgress: (_, stage) => stages.push(stage),
      onPreview: (preview) => previews.push(preview),
    })
    const expected = scene(700, 600, 3, 8, { ...hole, data: new Uint8Array(700 * 600) })
    const worst = worstOf(result, expected)
    expect(worst).toBeLessThanOrEqual(2)
    expect(stages.filter((stage) => stage.startsWith('Finding detail')).length).toBeGreaterThan(10)
    expect(previews.length).toBe(1)
  })

  it('reaches the corners of the picture', async () => {
    const hole = box(200, 160, 0, 0, 200, 150)
    const image = scene(200, 160, 3, 8, hole)
    const engine = await engineOf('corner', lamaLike(128))
    const result = await engine.fill(inputOf(image, hole), hooks)
    const expected = scene(200, 160, 3, 8, { ...hole, data: new Uint8Array(200 * 160) })
    const worst = worstOf(result, expected)
    expect(worst).toBeLessThanOrEqual(2)
  })
})

describe('what cannot be run', () => {
  const hole = box(64, 64, 20, 20, 8, 8)
  const image = scene(64, 64, 3, 8, hole)

  it('is a contract whose input is not there', async () => {
    const net = lamaLike(128)
    const wrong = { ...net, contract: { ...net.contract, mask: { input: 'matte' } } }
    const engine = await engineOf('wrong', wrong)
    await expect(engine.fill(inputOf(image, hole), hooks)).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: 'Expected one of image, mask for an input or output but received "matte"',
    })
  })

  it('is a hole that leaves nothing to look at', async () => {
    const all = box(64, 64, 0, 0, 64, 64)
    const engine = await engineOf('all', lamaLike(128))
    await expect(engine.fill(inputOf(image, all), hooks)).rejects.toMatchObject({
      code: 'mask_covers_everything',
    })
  })
})
