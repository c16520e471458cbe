/** What a fill may ask for beside words: each makes the difference it says, on the tiny random models. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeOnnx } from '../../../inference/onnx-writer.ts'
import type { Engine, EngineInput } from '../../engine.ts'
import { describeModel } from '../model/describe.ts'
import { readModelFolder } from '../model/folder.ts'
import {
  gradient,
  quiet,
  TINY_INFO,
  tinyFolder,
  tinyInference,
  tinyInput,
} from '../testing/tiny.ts'
import type { Translator } from '../translate/translator.ts'
import { createDiffusionEngine } from './engine.ts'

const FIXTURES = fileURLToPath(new URL('../../../../../test/fixtures/diffusion/', import.meta.url))
const inference = tinyInference()
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-steered-'))
})
afterAll(async () => {
  await inference.dispose()
  await rm(home, { recursive: true, force: true })
})

/** A tiny pipeline in a folder of its own, with `over` of the other fixtures laid over it. */
const folderOf = async (base: string, over?: string): Promise<string> => {
  const path = join(home, `${base} ${over ?? ''}`)
  await cp(tinyFolder(base), path, { recursive: true })
  if (over !== undefined) await cp(join(FIXTURES, 'extras', over), path, { recursive: true })
  return path
}

interface Parts {
  readonly patches?: () => Promise<Engine>
  readonly translator?: Translator
}

const engineOf = (path: string, parts: Parts = {}): Promise<Engine> =>
  createDiffusionEngine({
    info: TINY_INFO,
    describe: async () => describeModel(await readModelFolder(path)),
    inference: async () => inference,
    folders: { config: home, state: home },
    ...parts,
  })

const picture = gradient(64, 64, 3, 8)
const fill = async (engine: Engine, more: Partial<EngineInput> = {}): Promise<PixelImage> =>
  engine.fill(tinyInput(picture, { steps: 3, ...more }), quiet())

/** Mean difference in the hole, of 255. */
const apart = (a: PixelImage, b: PixelImage): number => {
  const { hole } = tinyInput(picture)
  let [sum, count] = [0, 0]
  for (let i = 0; i < a.data.length; i++) {
    if (hole.data[Math.floor(i / 3)] === 0) continue
    sum += Math.abs(a.data[i]! - b.data[i]!)
    count++
  }
  return sum / count
}

const unzipTo = async (name: string, path: string): Promise<void> => {
  const zipped = await readFile(join(FIXTURES, 'lora', 'sd15-inpaint', `${name}.onnx.gz`))
  await writeFile(join(path, name, 'model.onnx'), gunzipSync(zipped))
}

describe('LoRAs of the model’s folder', () => {
  it('change the fill as much as they are told to, add up, and are found by name', async () => {
    const path = await folderOf('sd15-inpaint')
    await unzipTo('unet', path)
    await unzipTo('text_encoder', path)
    await mkdir(join(path, 'loras'))
    for (const name of ['sd15-peft', 'sd15-kohya']) {
      await cp(
        join(FIXTURES, 'lora', `${name}.safetensors`),
        join(path, 'loras', `${name}.safetensors`),
      )
    }
    const engine = await engineOf(path)
    const lora = (name: string, strength: number) => ({
      diffusion: { loras: [{ name, strength }] },
    })
    const none = await fill(engine)
    const whole = await fill(engine, lora('sd15-peft', 1))
    const little = await fill(engine, lora('sd15-peft', 0.05))
    expect(apart(whole, none)).toBeGreaterThan(2)
    expect(apart(little, none)).toBeLessThan(apart(whole, none) / 2)
    expect(await fill(engine, lora('sd15-peft', 0))).toEqual(none)
    expect(await fill(engine)).toEqual(none)
    await expect(fill(engine, lora('ink', 1))).rejects.toMatchObject({
      code: 'invalid_request',
      detail: 'There is no LoRA "ink" here; the model’s folder has sd15-kohya, sd15-peft.',
    })
    await engine.dispose()
  })

  it('are refused where no layer of theirs is in the model', async () => {
    // These graphs' nodes have no names, as some exporters leave them.
    const path = await folderOf('sd15')
    await mkdir(join(path, 'loras'))
    await cp(join(FIXTURES, 'lora', 'sd15-old.safetensors'), join(path, 'loras', 'old.safetensors'))
    const engine = await engineOf(path)
    await expect(
      fill(engine, { diffusion: { loras: [{ name: 'old', strength: 1 }] } }),
    ).rejects.toMatchObject({ code: 'contract_mismatch' })
    await engine.dispose()
  })
})

describe('ControlNet and reference', () => {
  const control = (kind: 'inpaint' | 'canny' | 'scribble' | 'depth' | 'guide', strength = 1) => ({
    diffusion: { control: { kind, strength, start: 0, end: 1 } },
  })

  it('every kind of hint steers, and strength 0 does not', async () => {
    const engine = await engineOf(await folderOf('sd15-inpaint', 'control-separate'))
    const none = await fill(engine)
    const guidePicture = gradient(64, 64, 3, 8)
    for (let i = 0; i < guidePicture.data.length; i++) {
      guidePicture.data[i] = Math.floor(i / 3) % 64 < 32 ? 0 : 255
    }
    const seen: PixelImage[] = []
    for (const kind of ['inpaint', 'canny', 'scribble', 'guide', 'depth'] as const) {
      const isGiven = kind === 'guide' || kind === 'canny'
      const steered =
        kind === 'depth'
          ? await fill(engine, {
              ...control(kind),
              guidePicture: { ...guidePicture, data: guidePicture.data.map((v) => 255 - v) },
            })
          : await fill(engine, { ...control(kind), ...(isGiven && { guidePicture }) })
      for (const other of [none, ...seen]) expect(apart(steered, other), kind).toBeGreaterThan(0.2)
      seen.push(steered)
    }
    expect(apart(await fill(engine, control('canny', 0)), none)).toBeLessThan(0.01)
    await expect(fill(engine, control('depth'))).rejects.toMatchObject({
      code: 'contract_mismatch',
      detail: expect.stringContaining('depth/model.onnx'),
    })
    await engine.dispose()
  })

  it('depth comes from the folder’s own net where it has one', async () => {
    const path = await folderOf('sd15', 'control-merged')
    await mkdir(join(path, 'depth'))
    await writeFile(
      join(path, 'depth', 'model.onnx'),
      writeOnnx({
        inputs: [{ name: 'pixel_values', type: 'float32', shape: ['b', 3, 'h', 'w'] }],
        outputs: [{ name: 'predicted_depth', type: 'float32', shape: ['b', 'h', 'w'] }],
        nodes: [
          {
            op: 'ReduceMean',
            inputs: ['pixel_values'],
            outputs: ['predicted_depth'],
            attributes: { axes: { ints: [1] }, keepdims: { int: 0 } },
          },
        ],
      }),
    )
    const engine = await engineOf(path)
    expect(apart(await fill(engine, control('depth')), await fill(engine))).toBeGreaterThan(0.2)
    await engine.dispose()
  })

  it('a reference picture steers as much as it is told to', async () => {
    const engine = await engineOf(await folderOf('sd15-inpaint', 'reference'))
    const reference = gradient(40, 30, 3, 8)
    const none = await fill(engine)
    const whole = await fill(engine, { reference })
    const half = await fill(engine, { reference, diffusion: { referenceStrength: 0.3 } })
    expect(apart(whole, none)).toBeGreaterThan(0.5)
    expect(apart(half, whole)).toBeGreaterThan(0.1)
    expect(apart(half, none)).toBeLessThan(apart(whole, none))
    await engine.dispose()
  })

  it('an export without a place for them says so', async () => {
    const engine = await engineOf(tinyFolder('sd15'))
    await expect(fill(engine, control('canny'))).rejects.toMatchObject({
      code: 'contract_mismatch',
    })
    await expect(fill(engine, { reference: picture })).rejects.toMatchObject({
      code: 'contract_mismatch',
    })
    await engine.dispose()
  })
})

describe('what a run starts from, and what it lets go of', () => {
  it('masked content counts below full strength, and each is another', async () => {
    const patches: Engine = {
      info: TINY_INFO,
      fill: async ({ image, hole }) => ({
        ...image,
        data: image.data.map((v, i) => (hole.data[Math.floor(i / 3)]! > 0 ? 255 : v)),
      }),
      dispose: async () => {},
    }
    const engine = await engineOf(tinyFolder('sd15-inpaint'), { patches: async () => patches })
    const kinds = ['original', 'fill', 'embedded', 'noise'] as const
    const low = await Promise.all(
      kinds.map((maskedContent) =>
        fill(engine, { strength: 0.5, steps: 4, diffusion: { maskedContent } }),
      ),
    )
    for (const [i, one] of low.entries()) {
      for (const other of low.slice(i + 1)) expect(apart(one, other)).toBeGreaterThan(0.5)
    }
    const usual = await fill(engine, { strength: 0.5, steps: 4 })
    expect(usual).toEqual(low[0])
    const removing = { strength: 0.5, steps: 4, operation: 'remove' } as const
    expect(await fill(engine, removing)).toEqual(
      await fill(engine, { ...removing, diffusion: { maskedContent: 'embedded' } }),
    )
    expect(await fill(engine, { diffusion: { maskedContent: 'noise' } })).toEqual(
      await fill(engine),
    )
    await engine.dispose()
  })

  it.each(['sd15', 'sd15-inpaint'])('%s: the softer the mask, the more is kept', async (name) => {
    const engine = await engineOf(tinyFolder(name))
    const { hole } = tinyInput(picture)
    const softer = (level: number) => ({ ...hole, data: hole.data.map((v) => (v > 0 ? level : 0)) })
    const at = (level: number) => fill(engine, { steps: 6, soft: softer(level) })
    // As good as untouched: what the decoder makes of the picture's own latents.
    const kept = await at(1)
    const distances = [
      apart(await at(80), kept),
      apart(await at(160), kept),
      apart(await at(255), kept),
    ]
    expect(distances).toEqual([...distances].sort((a, b) => a - b))
    expect(distances[0]).toBeGreaterThan(0)
    await engine.dispose()
  })
})

describe('the second pass, the safety checker, and language', () => {
  it('goes over a reduced crop again at its own size, and only then', async () => {
    const engine = await engineOf(tinyFolder('sd15-inpaint'))
    const large = gradient(128, 128, 3, 8)
    const stages: string[] = []
    const hooks = { ...quiet(), onProgress: (_: number, stage: string) => stages.push(stage) }
    const input = tinyInput(large, { steps: 6, scheduler: 'ddim' })
    const once = await engine.fill(input, hooks)
    expect(stages.some((stage) => stage.startsWith('Full size'))).toBe(false)
    const twice = await engine.fill({ ...input, diffusion: { highRes: true } }, hooks)
    // 0.35 of six steps is two.
    expect(stages.filter((stage) => /^Full size: Step/.test(stage))).toEqual([
      'Full size: Step 1 of 2',
      'Full size: Step 2 of 2',
    ])
    expect(twice).not.toEqual(once)
    const small = await fill(engine, { diffusion: { highRes: true } })
    expect(small).toEqual(await fill(engine))
    await engine.dispose()
  })

  it('withholds what the model’s own checker minds, when asked, and says when there is none', async () => {
    const path = await folderOf('sd15-inpaint', undefined)
    const checker = (threshold: number) =>
      writeOnnx({
        inputs: [
          { name: 'clip_input', type: 'float32', shape: ['b', 3, 28, 28] },
          { name: 'images', type: 'float32', shape: ['b', 'h', 'w', 3] },
        ],
        outputs: [{ name: 'has_nsfw_concepts', type: 'bool', shape: ['b'] }],
        constants: [{ name: 'threshold', type: 'float32', shape: [1], values: [threshold] }],
        nodes: [
          {
            op: 'ReduceMean',
            inputs: ['clip_input'],
            outputs: ['mean'],
            attributes: { axes: { ints: [1, 2, 3] }, keepdims: { int: 0 } },
          },
          { op: 'Greater', inputs: ['mean', 'threshold'], outputs: ['has_nsfw_concepts'] },
        ],
      })
    const asked = { diffusion: { safetyCheck: true } }
    const notes: string[] = []
    const bare = await engineOf(tinyFolder('sd15-inpaint'))
    await bare.fill(tinyInput(picture, { steps: 2, ...asked }), {
      ...quiet(),
      onNote: (note) => notes.push(note),
    })
    expect(notes).toContain(
      'This model’s folder has no safety checker, so that nothing was checked.',
    )
    await bare.dispose()

    await mkdir(join(path, 'safety_checker'))
    await writeFile(join(path, 'safety_checker', 'model.onnx'), checker(100))
    const calm = await engineOf(path)
    const kept = await fill(calm, asked)
    await calm.dispose()
    await writeFile(join(path, 'safety_checker', 'model.onnx'), checker(-100))
    const strict = await engineOf(path)
    await expect(fill(strict, asked)).rejects.toMatchObject({ code: 'withheld' })
    // Off unless asked for.
    expect(await fill(strict)).toEqual(kept)
    await strict.dispose()
  })

  it('hears the prompt in English, or says that it would rather', async () => {
    const translator: Translator = {
      isHere: () => true,
      translate: async (texts) =>
        texts.map((text) => (text.includes('Mauer') ? 'a red wall' : text)),
      close: async () => {},
    }
    const absent: Translator = { ...translator, isHere: () => false }
    const notes: string[] = []
    const hooks = { ...quiet(), onNote: (note: string) => notes.push(note) }
    const german = tinyInput(picture, { steps: 3, prompt: 'eine rote Mauer' })
    const english = await engineOf(tinyFolder('sd15-inpaint'), { translator })
    const want = await english.fill({ ...german, prompt: 'a red wall' }, hooks)
    expect(notes).toEqual([])
    expect(await english.fill(german, hooks)).toEqual(want)
    expect(notes).toEqual(['The prompt was translated from German: “a red wall”.'])
    const untranslated = { ...german, diffusion: { translate: false } }
    expect(await english.fill(untranslated, hooks)).not.toEqual(want)
    expect(notes).toHaveLength(1)
    const alone = await engineOf(tinyFolder('sd15-inpaint'), { translator: absent })
    await alone.fill(german, hooks)
    expect(notes[1]).toContain('understands English best')
    await english.dispose()
    await alone.dispose()
  })
})
