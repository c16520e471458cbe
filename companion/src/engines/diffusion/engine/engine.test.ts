import { hasAlpha, type PixelImage } from '@inlay/shared'
import { afterAll, describe, expect, it } from 'vitest'
import type { EngineInput } from '../../engine.ts'
import { gradient, quiet, tinyEngine, tinyInference, tinyInput } from '../testing/tiny.ts'

const inference = tinyInference()
afterAll(() => inference.dispose())
const engine = tinyEngine('sd15-inpaint', inference)

const fill = async (input: EngineInput): Promise<PixelImage> => (await engine).fill(input, quiet())

/** Values that differ, inside the hole and outside. */
const changes = (before: PixelImage, after: PixelImage, { hole }: EngineInput) => {
  const count = { inside: 0, outside: 0 }
  for (let i = 0; i < before.data.length; i++) {
    if (before.data[i] === after.data[i]) continue
    count[hole.data[Math.floor(i / before.channels)] === 0 ? 'outside' : 'inside']++
  }
  return count
}

describe('a diffusion engine', () => {
  it.each([
    [64, 64, 3, 8],
    [150, 91, 4, 16],
    [40, 120, 1, 8],
    [31, 33, 2, 16],
  ] as const)(
    'fills the hole of %i x %i, %i channels, %i bits, and nothing else',
    async (width, height, channels, depth) => {
      const image = gradient(width, height, channels, depth)
      const input = tinyInput(image)
      const answer = await fill(input)
      const { inside, outside } = changes(image, answer, input)
      expect(outside).toBe(0)
      expect(inside).toBeGreaterThan(0.4 * input.hole.data.filter((value) => value > 0).length)
      if (hasAlpha(image.channels)) {
        const middle = (Math.floor(height / 2) * width + Math.floor(width / 2) + 1) * channels - 1
        expect(answer.data[middle]).toBe(depth === 16 ? 65535 : 255)
      }
    },
  )

  it('gives the same for the same seed and something else for another, or for other words', async () => {
    const image = gradient(64, 64, 3, 8)
    const first = await fill(tinyInput(image))
    expect(await fill(tinyInput(image, { upcoming: [6, 7] }))).toEqual(first)
    for (const more of [
      { seed: 6 },
      { prompt: 'the sea' },
      { negativePrompt: 'blurry' },
      { strength: 0.6 },
      { guidanceScale: 2 },
      { steps: 5 },
      { scheduler: 'ddim' },
      { diffusion: { noise: 'philox' } },
    ] satisfies Partial<EngineInput>[]) {
      expect(await fill(tinyInput(image, more)), JSON.stringify(more)).not.toEqual(first)
    }
  })

  it('asks for crops of the size the model was trained on', async () => {
    expect((await engine).leastCrop).toBe(64)
  })

  it('tells how far it is, step by step, and shows looks on the way', async () => {
    const stages: string[] = []
    const fractions: number[] = []
    const looks: PixelImage[] = []
    await (await engine).fill(tinyInput(gradient(64, 64, 3, 8), { steps: 20, seed: 8 }), {
      ...quiet(),
      onProgress: (fraction, stage) => {
        fractions.push(fraction)
        stages.push(stage)
      },
      onPreview: (image) => looks.push(image),
    })
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(stages).toContain('Step 1 of 21')
    expect(stages.at(-1)).toBe('Placing the fill')
    expect(looks.length).toBeGreaterThan(4)
    expect(looks.length).toBeLessThan(16)
    expect(looks[0]).toMatchObject({ width: 8, height: 8, channels: 3 })
  })

  it('says at which size it worked, and that more is to be had where that was small', async () => {
    const sizeOf = async (side: number, more: Partial<EngineInput> = {}) => {
      const scales: number[] = []
      const notes: string[] = []
      await (await engine).fill(tinyInput(gradient(side, side, 3, 8), { steps: 1, ...more }), {
        ...quiet(),
        onScale: (scale) => scales.push(scale),
        onNote: (note) => notes.push(note),
      })
      return { scales, notes: notes.filter((note) => note.includes('picture’s size')) }
    }
    expect(await sizeOf(64)).toEqual({ scales: [1], notes: [] })
    expect(await sizeOf(160)).toEqual({
      scales: [0.4],
      notes: [expect.stringContaining('at 40% of the picture’s size; a second pass')],
    })
    const twice = await sizeOf(160, { steps: 4, diffusion: { highRes: true } })
    expect(twice).toEqual({ scales: [0.8], notes: [] })
  })

  it('stops between two steps, and works again afterwards', async () => {
    const input = tinyInput(gradient(64, 64, 3, 8), { seed: 77 })
    const stop = new AbortController()
    const seen: string[] = []
    const filling = (await engine).fill(input, {
      signal: stop.signal,
      onProgress: (_, stage) => {
        seen.push(stage)
        if (stage === 'Step 2 of 5') stop.abort()
      },
    })
    await expect(filling).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen).not.toContain('Step 3 of 5')
    expect(changes(input.image, await fill(input), input).inside).toBeGreaterThan(0)
  })

  it('says in words what it cannot do', async () => {
    const image = gradient(64, 64, 3, 8)
    await expect(fill(tinyInput(image, { strength: 0 }))).rejects.toMatchObject({
      code: 'invalid_request',
      detail: 'Expected more than 0 for strength but received 0',
    })
    await expect(fill(tinyInput(image, { strength: 0.1, steps: 5 }))).rejects.toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('of 5 steps it leaves none'),
    })
    await expect(fill(tinyInput(image, { scheduler: 'flow-match-euler' }))).rejects.toMatchObject({
      code: 'contract_mismatch',
    })
    await expect(fill(tinyInput(image, { diffusion: { clipSkip: 2 } }))).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: expect.stringContaining('clip skip'),
    })
    const whole = tinyInput(image)
    const all = { ...whole.hole, data: new Uint8Array(64 * 64).fill(255) }
    await expect(fill({ ...whole, hole: all })).rejects.toMatchObject({
      code: 'mask_covers_everything',
    })
    const flux = await tinyEngine('flux-fill', inference)
    await expect(
      flux.fill(tinyInput(image, { negativePrompt: 'blurry' }), quiet()),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('no negative'),
    })
  })

  it('fills by every kind of model', async () => {
    for (const name of ['sd15', 'sd15-legacy', 'lcm-inpaint', 'sdxl-inpaint', 'flux-fill']) {
      const input = tinyInput(gradient(64, 64, 3, 8), { steps: 2, strength: 0.99 })
      const answer = await (await tinyEngine(name, inference)).fill(input, quiet())
      expect(changes(input.image, answer, input), name).toMatchObject({ outside: 0 })
      expect(changes(input.image, answer, input).inside, name).toBeGreaterThan(1000)
    }
  })
})
