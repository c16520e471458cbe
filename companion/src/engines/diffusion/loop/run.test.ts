import { afterAll, describe, expect, it } from 'vitest'
import type { Planes } from '../image/planes.ts'
import { describeModel } from '../model/describe.ts'
import { readModelFolder } from '../model/folder.ts'
import { type LoadedModel, loadModel } from '../model/loaded.ts'
import { furthest } from '../testing/fixtures.ts'
import { tinyFolder, tinyInference } from '../testing/tiny.ts'
import { runModel } from './run.ts'
import type { SampleHooks, SampleInput } from './sample-input.ts'

const inference = tinyInference()
afterAll(() => inference.dispose())

const load = async (name: string, inTurn = false): Promise<LoadedModel> =>
  loadModel(describeModel(await readModelFolder(tinyFolder(name))), async () => inference, {
    inTurn,
  })

const SIDE = 64
const image: Planes = {
  width: SIDE,
  height: SIDE,
  channels: 3,
  data: Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => Math.sin(i / 97)),
}
const mask: Planes = {
  width: SIDE,
  height: SIDE,
  channels: 1,
  data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE > 20 ? 1 : 0)),
}
const input = (more: Partial<SampleInput> = {}): SampleInput => ({
  image,
  mask,
  text: { prompt: 'a red wall', negativePrompt: 'blurry', clipSkip: 0 },
  seeds: [1],
  noise: 'torch-cpu',
  strength: 1,
  guidance: 7.5,
  guidanceRescale: 0,
  steps: 3,
  scheduler: 'euler-ancestral',
  ...more,
})
const hooks: SampleHooks = { signal: new AbortController().signal, onStage: () => undefined }

describe('what is kept between runs', () => {
  it('leaves the denoising net and the decoder alone to run when only the seed is another', async () => {
    const model = await load('sd15-inpaint')
    await runModel(model, input(), hooks)
    expect(model.nets.runs).toEqual({ text_encoder: 2, vae_encoder: 1, unet: 3, vae_decoder: 1 })
    await runModel(model, input({ seeds: [2] }), hooks)
    expect(model.nets.runs).toEqual({ text_encoder: 2, vae_encoder: 1, unet: 6, vae_decoder: 2 })
  })

  it('is not what was asked for when words or picture change', async () => {
    const model = await load('sd15-inpaint')
    await runModel(model, input(), hooks)
    const text = { prompt: 'the sea', negativePrompt: 'blurry', clipSkip: 0 }
    await runModel(model, input({ text }), hooks)
    expect(model.nets.runs).toMatchObject({ text_encoder: 4, vae_encoder: 1 })
    const other = { ...image, data: image.data.map((value) => -value) }
    await runModel(model, input({ image: other }), hooks)
    expect(model.nets.runs).toMatchObject({ text_encoder: 4, vae_encoder: 2 })
    const fresh = await load('sd15-inpaint')
    const again = await runModel(fresh, input({ image: other }), hooks)
    const kept = await runModel(model, input({ image: other }), hooks)
    expect(furthest(kept.latents, again.latents)).toBe(0)
  })
})

describe('variations', () => {
  it.each(['sd15-inpaint', 'sd15', 'sdxl-inpaint', 'flux-fill'])(
    'of %s come out together as they would alone',
    async (name) => {
      const model = await load(name)
      const more = {
        steps: 2,
        strength: 0.99,
        text: { prompt: 'a red wall', negativePrompt: '', clipSkip: 0 },
      }
      const { scheduler: _, ...rest } = input(more)
      const own = name === 'flux-fill' ? rest : input(more)
      const all = await runModel(model, { ...own, seeds: [3, 4, 5] }, hooks)
      expect(all.pictures.length).toBe(3)
      const size = all.latents.length / 3
      for (const [i, seed] of [3, 4, 5].entries()) {
        const alone = await runModel(model, { ...own, seeds: [seed] }, hooks)
        const one = all.latents.subarray(i * size, (i + 1) * size)
        expect(furthest(one, alone.latents)).toBeLessThan(1e-4)
      }
    },
  )
})

describe('the tier for little memory', () => {
  it('has one stage in memory at a time, and the same result', async () => {
    const together = await runModel(await load('sdxl-inpaint'), input(), hooks)
    await inference.release()
    const model = await load('sdxl-inpaint', true)
    const sessions: number[] = []
    const seen: string[] = []
    const inTurn = await runModel(model, input(), {
      ...hooks,
      onStage: (_, words) => seen.push(words),
      onStep: async () => {
        sessions.push((await inference.memory())?.sessions ?? -1)
      },
    })
    expect(sessions).toEqual([1, 1, 1])
    expect((await inference.memory())?.sessions).toBe(0)
    expect(furthest(inTurn.latents, together.latents)).toBe(0)
  })

  it('sends pictures that are too large through the autoencoder in tiles, and frees those nets too', async () => {
    const whole = await runModel(await load('sd15-inpaint'), input(), hooks)
    await inference.release()
    const folder = await readModelFolder(tinyFolder('sd15-inpaint'))
    const options = { inTurn: true, tilesAbove: 0 }
    const model = loadModel(describeModel(folder), async () => inference, options)
    const tiled = await runModel(model, input(), hooks)
    expect(model.nets.runs).toMatchObject({ vae_encoder: 1, vae_decoder: 1 })
    expect((await inference.memory())?.sessions).toBe(0)
    expect(furthest(tiled.latents, whole.latents)).toBeLessThan(1e-3)
    expect(furthest(tiled.pictures[0]!.data, whole.pictures[0]!.data)).toBeLessThan(0.5 / 255)
  })
})

describe('prompts', () => {
  it('of any length are read to their end, in as many pieces for both', async () => {
    const model = await load('sd15-inpaint')
    const long = `${'a red brick wall with ivy, '.repeat(20)} and the sea`
    const run = (prompt: string, negativePrompt = '') =>
      runModel(model, input({ text: { prompt, negativePrompt, clipSkip: 0 } }), hooks)
    const one = await run(long)
    expect(furthest(one.latents, (await run(`${long} at night`)).latents)).toBeGreaterThan(1e-3)
    const weighed = await run('a (red:1.6) wall')
    expect(furthest(weighed.latents, (await run('a red wall')).latents)).toBeGreaterThan(1e-3)
  })
})

describe('half precision', () => {
  it('goes in and out of the nets where they ask for it', async () => {
    const whole = await runModel(await load('sd15-inpaint'), input(), hooks)
    const half = await runModel(await load('sd15-inpaint-fp16'), input(), hooks)
    const most = Math.max(...whole.latents.map(Math.abs))
    const gap = furthest(half.latents, whole.latents)
    expect(gap).toBeLessThan(0.01 * most)
    expect(gap).toBeGreaterThan(0)
  })
})

describe('cancelling', () => {
  it('does not wait for a net that is still loading, and the next run has it', async () => {
    let loaded = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      loaded = resolve
    })
    const open: typeof inference.open = async (...graph) => {
      await slow
      return inference.open(...graph)
    }
    const folder = await readModelFolder(tinyFolder('sd15-inpaint'))
    const model = loadModel(describeModel(folder), async () => ({ ...inference, open }), {
      inTurn: false,
    })
    const stop = new AbortController()
    const running = runModel(model, input(), { ...hooks, signal: stop.signal })
    stop.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    loaded()
    expect((await runModel(model, input(), hooks)).pictures.length).toBe(1)
  })
})
