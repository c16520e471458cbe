/**
 * Every pipeline against diffusers, number for number: same seed, same words, same picture. What
 * diffusers computed lies in test/fixtures/diffusion/pipelines, written by test/oracle/pipelines.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { SCHEDULERS } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { binaryMask } from '../../companion/src/engines/diffusion/image/mask.ts'
import type { Planes } from '../../companion/src/engines/diffusion/image/planes.ts'
import { toPlanes } from '../../companion/src/engines/diffusion/image/tensor.ts'
import { runModel } from '../../companion/src/engines/diffusion/loop/run.ts'
import type {
  SampleHooks,
  SampleInput,
  SampleOutput,
} from '../../companion/src/engines/diffusion/loop/sample-input.ts'
import { describeModel } from '../../companion/src/engines/diffusion/model/describe.ts'
import { readModelFolder } from '../../companion/src/engines/diffusion/model/folder.ts'
import { type LoadedModel, loadModel } from '../../companion/src/engines/diffusion/model/loaded.ts'
import { furthest } from '../../companion/src/engines/diffusion/testing/fixtures.ts'
import { ORACLE_RUN } from '../../companion/src/engines/diffusion/testing/oracle-case.ts'
import { createInference } from '../../companion/src/inference/inference.ts'

const FIXTURES = new URL('../fixtures/diffusion/pipelines/', import.meta.url)
const at = (name: string): string => fileURLToPath(new URL(name, FIXTURES))

/** The issue's own bounds. */
const LATENTS = 1e-3
const IMAGES = 2

const Case = z.object({
  name: z.string(),
  ...ORACLE_RUN,
  scheduler: z.enum(SCHEDULERS).optional(),
  scheduler_class: z.string().optional(),
  scheduler_config: z.record(z.string(), z.unknown()).optional(),
  guidance_rescale: z.number().optional(),
  clip_skip: z.number().optional(),
  denoising_start: z.number().optional(),
  denoising_end: z.number().optional(),
})
type Case = z.infer<typeof Case>

const inference = createInference({ providers: ['cpu'], threads: 1 })
afterAll(() => inference.dispose())

const load = async (name: string): Promise<LoadedModel> =>
  loadModel(describeModel(await readModelFolder(at(name))), async () => inference, {
    inTurn: false,
  })

const pictures = new Map<string, Promise<{ image: Planes; mask: Planes }>>()

const readPicture = async (size: string): Promise<{ image: Planes; mask: Planes }> => {
  const read = async (name: string, channels: 1 | 3) => {
    const pipeline = sharp(at(name)).removeAlpha()
    const { data, info } = await (channels === 1
      ? pipeline.toColourspace('b-w')
      : pipeline.toColourspace('srgb')
    )
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, channels, data: new Uint8Array(data) } as const
  }
  const image = toPlanes(await read(`input-${size}.png`, 3))
  const mask = binaryMask(await read(`input-${size}-mask.png`, 1))
  return { image, mask }
}

const inputOf = async (one: Case, model: LoadedModel): Promise<SampleInput> => {
  const size = `${one.width}x${one.height}`
  const picture = pictures.get(size) ?? readPicture(size)
  pictures.set(size, picture)
  return {
    ...(await picture),
    text: { prompt: one.prompt, negativePrompt: one.negative, clipSkip: one.clip_skip ?? 0 },
    seeds: [one.seed],
    noise: 'torch-cpu',
    strength: one.strength,
    guidance: one.guidance,
    guidanceRescale: one.guidance_rescale ?? 0,
    steps: one.steps,
    ...(one.scheduler !== undefined && { scheduler: one.scheduler }),
    ...(one.scheduler_config !== undefined && {
      schedulerConfig: {
        ...model.model.scheduler,
        ...one.scheduler_config,
        _class_name: one.scheduler_class,
      },
    }),
    ...(one.denoising_end !== undefined && { denoisingEnd: one.denoising_end }),
  }
}

const hooks: SampleHooks = { signal: new AbortController().signal, onStage: () => undefined }

const runCase = async (one: Case, model: LoadedModel): Promise<SampleOutput> => {
  const input = await inputOf(one, model)
  if (one.denoising_start === undefined) return runModel(model, input, hooks)
  const base = await runModel(model, { ...input, denoisingEnd: one.denoising_start }, hooks)
  const from = { latents: base.latents, denoisingStart: one.denoising_start }
  return runModel(model, { ...input, from }, hooks)
}

/** What diffusers left: latents, and a picture in 8 bits. */
const expectedOf = (bytes: Uint8Array, { offset, shape, width, height }: Case) => {
  const count = shape.reduce((product, size) => product * size, 1)
  const end = offset + count * 4
  return {
    latents: new Float32Array(bytes.slice(offset, end).buffer),
    image: bytes.subarray(end, end + width * height * 3),
  }
}

const inBytes = ({ data, width, height }: Planes): Uint8Array => {
  const area = width * height
  return Uint8Array.from({ length: area * 3 }, (_, i) =>
    Math.round(data[(i % 3) * area + Math.floor(i / 3)]! * 255),
  )
}

describe.each([
  'sd15-inpaint',
  'sd15-legacy',
  'sd15',
  'lcm-inpaint',
  'sd2-inpaint',
  'sdxl-inpaint',
  'sdxl',
  'flux-fill',
])('%s equals diffusers', (name) => {
  const { cases } = z
    .object({ cases: z.array(Case) })
    .parse(JSON.parse(readFileSync(at(`${name}.json`), 'utf8')))
  const bytes = new Uint8Array(gunzipSync(readFileSync(at(`${name}.bin.gz`))))
  const model = load(name)

  it.each(cases)('$name', async (one) => {
    const { latents, pictures: made } = await runCase(one, await model)
    const right = expectedOf(bytes, one)
    const picture = made[0]
    if (picture === undefined) throw new Error('The run gave no picture')
    expect(furthest(latents, packed(right.latents, one, name))).toBeLessThanOrEqual(LATENTS)
    expect(furthest(inBytes(picture), right.image)).toBeLessThanOrEqual(IMAGES)
  })
})

/** FLUX keeps its latents packed: tokens of 64 numbers; ours come unpacked. */
const packed = (latents: Float32Array, { width, height }: Case, name: string): Float32Array => {
  if (name !== 'flux-fill') return latents
  const [rows, columns] = [height / 16, width / 16]
  const out = new Float32Array(latents.length)
  for (let i = 0; i < latents.length; i++) {
    const token = Math.floor(i / 64)
    const channel = Math.floor((i % 64) / 4)
    const y = 2 * Math.floor(token / columns) + ((i % 4) >> 1)
    const x = 2 * (token % columns) + (i & 1)
    out[(channel * 2 * rows + y) * 2 * columns + x] = latents[i]!
  }
  return out
}
