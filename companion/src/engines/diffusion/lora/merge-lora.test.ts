/** LoRAs merged into real exports against diffusers' load_lora_weights and fuse_lora (test/oracle/make_loras.py). */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import * as z from '@inlay/shared/zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../../inference/inference.ts'
import { tensor } from '../../../inference/tensors.ts'
import { createLoraMerger, type LoraFile } from './merger.ts'
import type { LoraTarget } from './names.ts'

const FIXTURES = fileURLToPath(
  new URL('../../../../../test/fixtures/diffusion/lora/', import.meta.url),
)

const Cases = z.object({
  cases: z.array(
    z.object({
      model: z.string(),
      loras: z.array(z.object({ file: z.string(), strength: z.number() })),
      answers: z.record(z.string(), z.string()),
    }),
  ),
  inputs: z.record(
    z.string(),
    z.record(z.string(), z.object({ shape: z.array(z.number()), values: z.string() })),
  ),
})

const unzipped = async (name: string): Promise<Buffer> =>
  gunzipSync(await readFile(join(FIXTURES, `${name}.gz`)))

const { cases, inputs } = Cases.parse(JSON.parse((await unzipped('cases.json')).toString()))

let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-lora-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

const floats = (text: string): Float32Array => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  return new Float32Array(bytes.buffer)
}

const graphOf = async (model: string, part: string) => {
  const path = join(folder, `${model}-${part}.onnx`)
  await writeFile(path, await unzipped(`${model}/${part}.onnx`))
  return { path, external: [] }
}

const TARGETS: readonly (readonly [string, LoraTarget])[] = [
  ['unet', 'denoiser'],
  ['text_encoder', 'text-encoder'],
  ['text_encoder_2', 'text-encoder-2'],
]

const feedsFor = (model: string, part: string) => {
  if (part !== 'unet') {
    const ids = BigInt64Array.from({ length: 77 }, (_, i) => BigInt(i % 40))
    return { input_ids: tensor('int64', [1, 77], ids) }
  }
  const given = Object.entries(inputs[model] ?? {}).map(([name, { shape, values }]) => [
    name,
    tensor('float32', shape, floats(values)),
  ])
  return { ...Object.fromEntries(given), timestep: tensor('float32', [], Float32Array.of(300)) }
}

/** The largest difference of two rows of numbers. */
const apart = (want: Float32Array, got: ArrayLike<unknown> | undefined): number =>
  want.reduce((most, value, i) => Math.max(most, Math.abs(value - Number(got?.[i]))), 0)

/** What the net answers without a LoRA: far enough from it that a LoRA left out would show. */
const plainAnswer = (model: string, part: string): Float32Array =>
  floats(cases.find((one) => one.model === model && one.loras.length === 0)?.answers[part] ?? '')

const signal = new AbortController().signal

describe('merged LoRAs', () => {
  for (const { model, loras, answers } of cases) {
    const words = loras.map(({ file, strength }) => `${file} x ${strength}`).join(' and ') || 'none'
    it(`${model}, ${words}: every net answers as diffusers' fused one`, async () => {
      const merger = createLoraMerger(inference, join(folder, 'merged'))
      const files: LoraFile[] = loras.map(({ file, strength }) => ({
        path: join(FIXTURES, file),
        strength,
      }))
      for (const [part, target] of TARGETS) {
        const answer = answers[part]
        if (answer === undefined) continue
        const merged = await merger.merge(await graphOf(model, part), target, files, signal)
        expect(merged.missed).toEqual([])
        const net = await inference.open(merged.graph)
        const output = part === 'unet' ? 'out_sample' : 'last_hidden_state'
        const got = (await net.run(feedsFor(model, part), [output], signal))[output]?.data
        const want = floats(answer)
        expect(got?.length, part).toBe(want.length)
        const worst = apart(want, got)
        await net.close()
        expect(worst, part).toBeLessThanOrEqual(1e-4)
        if (merged.changed > 0) expect(apart(want, plainAnswer(model, part))).toBeGreaterThan(0.01)
      }
    })
  }
})
