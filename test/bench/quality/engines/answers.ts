/**
 * A net's answers with no net at hand: what it made (or a net of that size would have), alone and as
 * the guide of PatchMatch, through the pipeline as any engine.
 */
import type { Engine } from '@inlay/companion/engines/engine.ts'
import { giveTexture } from '@inlay/companion/engines/neural/hybrid-engine.ts'
import { resize } from '@inlay/companion/engines/neural/resample.ts'
import { RANGES } from '@inlay/shared'
import { paste, readRgb } from '../pixels.ts'
import type { BenchEngine, Case, Rgb } from '../types.ts'
import { throughPipeline } from './inlay.ts'

/** What stands for the net's answer, and how coarse it is. */
export interface StandIn {
  /** Pixels of the picture that one of the answer covers. */
  readonly detail: number
  /** Undefined when there is none for this case. */
  answer(job: Case): Promise<Rgb | undefined>
}

/** What another program made of it, as stored beside the set. */
export const storedAnswer = (id: string, detail: number): StandIn => ({
  detail,
  answer: async ({ stored, original, hole }) => {
    const path = stored[id]
    return path === undefined
      ? undefined
      : coarse(paste(original, await readRgb(path), hole), detail)
  },
})

/** The truth itself, as coarse as a net's answer: a net that is never wrong about what is there. */
export const trueAnswer = (detail: number): StandIn => ({
  detail,
  answer: async ({ original, truth }) => (truth ? coarse(original, detail) : undefined),
})

/** No finer than one pixel in `detail`, at the size it had. */
const coarse = (image: Rgb, detail: number): Rgb => {
  const { width, height, data } = image
  if (detail === 1) return image
  const area = width * height
  const planes = new Float32Array(area * 3)
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) planes[c * area + i] = data[i * 3 + c]!
  const small = resize(
    { width, height, data: planes },
    Math.round(width / detail),
    Math.round(height / detail),
  )
  const back = resize(small, width, height)
  const made = new Uint8ClampedArray(area * 3)
  for (let i = 0; i < area; i++)
    for (let c = 0; c < 3; c++) made[i * 3 + c] = back.data[c * area + i]!
  return { width, height, channels: 3, data: new Uint8Array(made.buffer) }
}

/** The whole picture is the engine's crop, so that an answer lies where the engine looks. */
const WHOLE = { padding: RANGES.padding[1] }

/** @param patches gives the answer its texture; without it the answer is the fill */
export const answerEngine = (
  id: string,
  label: string,
  { detail, answer }: StandIn,
  patches?: () => Promise<Engine>,
): BenchEngine => ({
  id,
  label,
  version: '',
  peer: false,
  async fill(job, seed) {
    const made = await answer(job)
    if (made === undefined) return undefined
    const engine: Engine = {
      info: {
        id,
        name: label,
        description: label,
        operations: ['remove'],
        takesPrompt: false,
        takesSample: false,
        available: true,
        device: 'CPU',
      },
      fill: async (input, hooks) => {
        const { width, height } = input.image
        if (width !== made.width || height !== made.height) {
          throw new Error(`Expected the whole of ${job.id}, got ${width}x${height}`)
        }
        const image = { ...input.image, data: input.image.data.slice() }
        for (let i = 0; i < width * height; i++) {
          if (input.hole.data[i] === 0) continue
          for (let c = 0; c < 3; c++) image.data[i * 3 + c] = made.data[i * 3 + c]!
        }
        if (patches === undefined) return image
        return giveTexture({ image, detail }, input, await patches(), hooks)
      },
      dispose: async () => {},
    }
    return throughPipeline(engine, job, seed, WHOLE)
  },
})
