import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mask, PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../inference/inference.ts'
import type { Engine, EngineInput } from '../engine.ts'
import { createPatchMatchEngine } from '../patchmatch/engine.ts'
import { createHybridEngine, withLowBandOf } from './hybrid-engine.ts'
import { createNetEngine, type NetModel } from './net-engine.ts'
import { type MeanNet, paintsOneColour } from './testing/mean-nets.ts'
import { netModel } from './testing/net-model.ts'

const WIDTH = 520
const HEIGHT = 400

let folder = ''
let inference: Inference
let patches: Engine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-hybrid-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
  patches = createPatchMatchEngine({ threads: 1 })
})
afterAll(async () => {
  await Promise.all([inference.dispose(), patches.dispose()])
  await rm(folder, { recursive: true, force: true })
})

const modelOf = (name: string, net: MeanNet): Promise<NetModel> =>
  netModel(net, { folder, inference, name })

/** Coarse noise around blue, and a band of coarse noise around red along the bottom. */
const picture = (): PixelImage => {
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const cell = Math.floor(y / 2) * 977 + Math.floor(x / 2)
      const noise = ((Math.imul(cell ^ (cell >>> 7), 0x9e3779b1) >>> 24) - 128) * 0.3
      const colour = y < 260 ? [50, 80, 180] : [190, 60, 60]
      for (let c = 0; c < 3; c++) data[(y * WIDTH + x) * 3 + c] = colour[c]! + noise
    }
  }
  return { width: WIDTH, height: HEIGHT, channels: 3, data }
}

/** Wholly in the blue. */
const hole = (): Mask => {
  const data = new Uint8Array(WIDTH * HEIGHT)
  for (let y = 40; y < 220; y++) data.fill(255, y * WIDTH + 100, y * WIDTH + 400)
  return { width: WIDTH, height: HEIGHT, data }
}

const inputOf = (): EngineInput => ({
  operation: 'remove',
  image: picture(),
  hole: hole(),
  seed: 3,
  prompt: '',
  negativePrompt: '',
  strength: 1,
})

const hooks = { signal: new AbortController().signal, onProgress: () => {} }

/** Mean colour in the hole's middle, and mean step between neighbours there. */
const look = ({ data }: PixelImage): { mean: number[]; steps: number } => {
  const sum = [0, 0, 0]
  let steps = 0
  let count = 0
  for (let y = 70; y < 190; y++) {
    for (let x = 130; x < 370; x++) {
      const at = (y * WIDTH + x) * 3
      for (let c = 0; c < 3; c++) sum[c]! += data[at + c]!
      steps += Math.abs(data[at + 1]! - data[at + 4]!)
      count += 1
    }
  }
  return { mean: sum.map((value) => value / count), steps: steps / count }
}

describe('a net that guides PatchMatch', () => {
  it('decides what is there; the texture is the picture’s own; nothing else changes', async () => {
    const model = await modelOf('red', paintsOneColour(128, [190 / 255, 60 / 255, 60 / 255]))
    const input = inputOf()
    const [alone, guided, free] = await Promise.all([
      createNetEngine(model).fill(input, hooks),
      createHybridEngine(model, async () => patches).fill(input, hooks),
      patches.fill(input, hooks),
    ])
    const around = look(input.image)
    expect(look(free).mean[2]).toBeGreaterThan(120)
    expect(look(alone).steps).toBeLessThan(0.1 * around.steps)
    const { mean, steps } = look(guided)
    for (const [c, value] of [190, 60, 60].entries()) {
      expect(Math.abs(mean[c]! - value)).toBeLessThan(6)
    }
    expect(steps).toBeGreaterThan(0.6 * around.steps)
    const { data } = input.hole
    for (let i = 0; i < data.length * 3; i++) {
      if (data[Math.floor(i / 3)] === 0 && guided.data[i] !== input.image.data[i]) {
        expect.fail(`changed outside the hole at ${i}`)
      }
    }
  })

  it('is left out where the net is as fine as the picture', async () => {
    const model = await modelOf('fine', paintsOneColour(512, [0.5, 0.25, 0.125]))
    const engine = createHybridEngine(model, () => Promise.reject(new Error('not needed')))
    const { mean } = look(await engine.fill(inputOf(), hooks))
    expect(mean.map(Math.round)).toEqual([128, 64, 32])
  })
})

describe('the low band', () => {
  it('comes from the guide and the rest stays', () => {
    const textured = picture()
    const guide = { ...textured, data: textured.data.slice() }
    const mask = hole()
    for (let i = 0; i < guide.data.length; i++) {
      if (mask.data[Math.floor(i / 3)] !== 0) guide.data[i] = 128
    }
    const { mean, steps } = look(withLowBandOf(guide, textured, mask, 4))
    for (const value of mean) expect(Math.abs(value - 128)).toBeLessThan(3)
    expect(steps).toBeGreaterThan(0.75 * look(textured).steps)
  })
})
