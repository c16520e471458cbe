/** ControlNet and IP-Adapter against diffusers' own pipelines (test/oracle/make_extras.py). */

import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import * as z from '@inlay/shared/zod'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../../inference/inference.ts'
import { cannyHint, givenHint, inpaintHint } from '../hints/hints.ts'
import { binaryMask } from '../image/mask.ts'
import type { Planes } from '../image/planes.ts'
import { toPlanes } from '../image/tensor.ts'
import { runModel } from '../loop/run.ts'
import { describeModel } from '../model/describe.ts'
import { readModelFolder } from '../model/folder.ts'
import { type LoadedModel, loadModel } from '../model/loaded.ts'
import { ORACLE_RUN } from '../testing/oracle-case.ts'
import { clipPixels } from './clip-pixels.ts'
import { type ExtrasInput, prepareExtras } from './prepare.ts'

const FIXTURES = fileURLToPath(new URL('../../../../../test/fixtures/diffusion/', import.meta.url))

const Case = z.object({
  model: z.string(),
  base: z.string(),
  ...ORACLE_RUN,
  scheduler: z.enum(['ddim', 'euler']).default('ddim'),
  kind: z.enum(['inpaint', 'canny']).optional(),
  control: z.number().optional(),
  start: z.number().default(0),
  end: z.number().default(1),
  reference: z.number().optional(),
})
type Case = z.infer<typeof Case>

const { cases, reference, pixels } = z
  .object({
    cases: z.array(Case),
    reference: z.object({ width: z.number(), height: z.number(), rgb: z.string() }),
    pixels: z.string(),
  })
  .parse(JSON.parse(await readFile(join(FIXTURES, 'extras/extras.json'), 'utf8')))
const answers = gunzipSync(await readFile(join(FIXTURES, 'extras/extras.bin.gz')))

const REFERENCE = {
  width: reference.width,
  height: reference.height,
  channels: 3,
  data: new Uint8Array(Buffer.from(reference.rgb, 'base64')),
}

let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-extras-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

/** A pipeline's folder with some of its graphs put in place of others. */
const modelOf = async (base: string, over: string) => {
  const path = join(folder, over)
  await cp(join(FIXTURES, 'pipelines', base), path, { recursive: true })
  await cp(join(FIXTURES, 'extras', over), path, { recursive: true, force: true })
  return describeModel(await readModelFolder(path))
}

const readPng = async (name: string, channels: 1 | 3) => {
  const file = join(FIXTURES, 'pipelines', name)
  const { data, info } = await sharp(file)
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels, data: new Uint8Array(data) } as const
}

const extrasFor = (
  { kind, control, start, end, reference: strength }: Case,
  picture: Awaited<ReturnType<typeof readPng>>,
  mask: Planes,
): ExtrasInput => {
  const hint =
    kind === undefined
      ? undefined
      : kind === 'canny'
        ? cannyHint(picture)
        : inpaintHint(givenHint(picture), mask)
  return {
    ...(hint !== undefined && { control: { hint, strength: control ?? 1, start, end } }),
    ...(strength !== undefined && { reference: { picture: REFERENCE, strength } }),
  }
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) return Infinity
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!))
  return most
}

const { signal } = new AbortController()

describe('a reference picture', () => {
  it('comes to the image encoder as transformers prepares it', () => {
    const want = new Float32Array(new Uint8Array(Buffer.from(pixels, 'base64')).buffer)
    expect(furthest(clipPixels(REFERENCE, 28), want)).toBeLessThan(1e-5)
  })
})

describe('extras, equal to diffusers', () => {
  for (const model of ['control-merged', 'control-separate', 'reference']) {
    let opened: Promise<LoadedModel> | undefined
    const mine = cases.filter((one) => one.model === model)
    it.each(mine.map((one, i) => [`${i + 1} of ${mine.length}`, one] as const))(
      `${model}, case %s: latents within 1e-3, pictures within 2 of 255`,
      async (_, given) => {
        opened ??= modelOf(given.base, model).then((described) =>
          loadModel(described, async () => inference, { inTurn: false }),
        )
        const loaded = await opened
        const stem = `input-${given.width}x${given.height}`
        const picture = await readPng(`${stem}.png`, 3)
        const mask = binaryMask(await readPng(`${stem}-mask.png`, 1))
        const extras = prepareExtras(loaded.model, loaded.nets, extrasFor(given, picture, mask))
        const out = await runModel(
          loaded,
          {
            image: toPlanes(picture),
            mask,
            text: { prompt: given.prompt, negativePrompt: given.negative, clipSkip: 0 },
            seeds: [given.seed],
            noise: 'torch-cpu',
            strength: given.strength,
            guidance: given.guidance,
            guidanceRescale: 0,
            steps: given.steps,
            scheduler: given.scheduler,
          },
          { signal, onStage: () => {}, extras },
        )
        extras.release()
        const count = given.shape.reduce((product, size) => product * size, 1)
        const bytes = new Uint8Array(answers).slice(given.offset, given.offset + 4 * count)
        expect(furthest(out.latents, new Float32Array(bytes.buffer))).toBeLessThanOrEqual(1e-3)
        const plane = given.width * given.height
        const at = given.offset + 4 * count
        const want = answers.subarray(at, at + plane * 3)
        const got = Uint8Array.from({ length: plane * 3 }, (__, i) =>
          Math.round(out.pictures[0]!.data[(i % 3) * plane + Math.floor(i / 3)]! * 255),
        )
        expect(furthest(got, want)).toBeLessThanOrEqual(2)
      },
    )
  }
})
