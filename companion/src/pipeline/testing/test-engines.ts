/** Small deterministic engines for tests of the pipeline: real fills whose right answer is known. */
import { bitDepthOf, type EngineInfo, type PixelImage } from '@inlay/shared'
import type { Engine, EngineHooks, EngineInput } from '../../engines/engine.ts'

const INFO: EngineInfo = {
  id: 'test',
  name: 'Test engine',
  description: 'Fills by a simple rule.',
  operations: ['remove', 'fill', 'expand'],
  takesPrompt: false,
  takesSample: true,
  available: true,
  device: 'CPU',
}

/** Value of one channel of one hole pixel; the seed is the variation's. */
export type FillRule = (input: EngineInput, x: number, y: number, channel: number) => number

export interface TestEngine extends Engine {
  /** Every input seen, in order. */
  readonly calls: EngineInput[]
}

/** Fills each hole pixel by a rule, clamped to the depth; known pixels are the input's. */
export const ruleEngine = (rule: FillRule, info: Partial<EngineInfo> = {}): TestEngine => {
  const calls: EngineInput[] = []
  return {
    info: { ...INFO, ...info },
    calls,
    async fill(input: EngineInput, hooks: EngineHooks): Promise<PixelImage> {
      calls.push(input)
      const { image, hole } = input
      const most = bitDepthOf(image) === 16 ? 65535 : 255
      const data = image.data.slice()
      hooks.onProgress(0, 'Filling')
      for (let i = 0; i < hole.data.length; i++) {
        if (hole.data[i] === 0) continue
        for (let c = 0; c < image.channels; c++) {
          const value = rule(input, i % hole.width, Math.floor(i / hole.width), c)
          data[i * image.channels + c] = Math.min(most, Math.max(0, Math.round(value)))
        }
      }
      hooks.onPreview?.({ ...image, data: Uint8Array.from(data, (v) => (most > 255 ? v >> 8 : v)) })
      hooks.onProgress(1, 'Filling')
      return { ...image, data }
    },
    async dispose() {},
  }
}

/** What lay under the hole, each value shifted by `offset` (in units of the depth). */
export const offsetEngine = (offset: number): TestEngine =>
  ruleEngine(({ image }, x, y, c) => {
    return image.data[(y * image.width + x) * image.channels + c]! + offset
  })

/** The mean of all pixels that may be sampled, plus the seed: plain, but never the original. */
export const meanEngine = (): TestEngine =>
  ruleEngine((input, _x, _y, c) => sampleMean(input, c) + (input.seed % 7))

const means = new WeakMap<EngineInput, number[]>()

const sampleMean = (input: EngineInput, channel: number): number => {
  let known = means.get(input)
  if (known === undefined) {
    const { image, hole, source } = input
    known = Array.from({ length: image.channels }, (_, c) => {
      let sum = 0
      let count = 0
      for (let i = 0; i < hole.data.length; i++) {
        if (hole.data[i] !== 0 || source?.data[i] === 0) continue
        sum += image.data[i * image.channels + c]!
        count++
      }
      return count === 0 ? 0 : sum / count
    })
    means.set(input, known)
  }
  return known[channel]!
}
