/** The tiny random models of test/fixtures/diffusion/pipelines, and a picture to fill with them. */
import { fileURLToPath } from 'node:url'
import type { EngineInfo, PixelImage } from '@inlay/shared'
import { createInference, type Inference } from '../../../inference/inference.ts'
import type { Engine, EngineHooks, EngineInput } from '../../engine.ts'
import { createDiffusionEngine } from '../engine/engine.ts'
import { describeModel } from '../model/describe.ts'
import { readModelFolder } from '../model/folder.ts'

const FOLDER = new URL('../../../../../test/fixtures/diffusion/pipelines/', import.meta.url)

export const tinyFolder = (name: string): string => fileURLToPath(new URL(name, FOLDER))

/** On the processor alone, one thread: quick for so small nets, and the same everywhere. */
export const tinyInference = (): Inference => createInference({ providers: ['cpu'], threads: 1 })

/** What a tiny model says of itself. */
export const TINY_INFO: EngineInfo = {
  id: 'tiny',
  name: 'Tiny',
  description: '',
  operations: ['remove', 'fill', 'expand'],
  takesPrompt: true,
  takesSample: false,
  takesSteps: true,
  available: true,
  device: 'CPU',
}

export const tinyEngine = (name: string, inference: Inference): Promise<Engine> =>
  createDiffusionEngine({
    info: TINY_INFO,
    // FLUX's own size is a constant of its pipeline; these nets are happy with 64 pixels.
    describe: async () => ({
      ...describeModel(await readModelFolder(tinyFolder(name))),
      native: 64,
    }),
    inference: async () => inference,
  })

/** Colours that vary smoothly, alpha that does too. */
export const gradient = (
  width: number,
  height: number,
  channels: 1 | 2 | 3 | 4,
  depth: 8 | 16,
): PixelImage => {
  const count = width * height * channels
  const data = depth === 16 ? new Uint16Array(count) : new Uint8Array(count)
  const top = depth === 16 ? 65535 : 255
  for (let i = 0; i < count; i++) {
    const pixel = Math.floor(i / channels)
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    data[i] = Math.round(
      top * (0.3 + 0.2 * Math.sin(x / 9 + (i % channels)) + 0.2 * Math.cos(y / 7)),
    )
  }
  return { width, height, channels, data }
}

export const tinyInput = (image: PixelImage, more: Partial<EngineInput> = {}): EngineInput => {
  const { width, height } = image
  const data = new Uint8Array(width * height)
  for (let y = height >> 2; y < (3 * height) >> 2; y++) {
    data.fill(255, y * width + (width >> 2), y * width + ((3 * width) >> 2))
  }
  return {
    operation: 'fill',
    image,
    hole: { width, height, data },
    seed: 5,
    prompt: 'a red wall',
    negativePrompt: '',
    strength: 1,
    steps: 4,
    ...more,
  }
}

export const quiet = (): EngineHooks => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
})
