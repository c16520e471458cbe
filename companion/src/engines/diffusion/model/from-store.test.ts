/** A model pulled by the catalogue runs as the same files in a folder do. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CatalogueEntry } from '../../../models/manifest.ts'
import { createModels, type Models } from '../../../models/models.ts'
import { collect } from '../../../models/testing/models.ts'
import type { Engine } from '../../engine.ts'
import { createDiffusionEngine } from '../engine/engine.ts'
import { listDiffusion } from '../installed.ts'
import {
  gradient,
  quiet,
  tinyEngine,
  tinyFolder,
  tinyInference,
  tinyInput,
} from '../testing/tiny.ts'
import { describeModel } from './describe.ts'
import { folderFromStore } from './from-store.ts'

const FILES = [
  ['unet/model.onnx', 'unet.onnx', 'unet', 'graph'],
  ['vae_encoder/model.onnx', 'vae_encoder.onnx', 'vae-encoder', 'graph'],
  ['vae_decoder/model.onnx', 'vae_decoder.onnx', 'vae-decoder', 'graph'],
  ['text_encoder/model.onnx', 'text_encoder.onnx', 'text-encoder', 'graph'],
  ['tokenizer/vocab.json', 'vocab.json', 'text-encoder', 'text'],
  ['tokenizer/merges.txt', 'merges.txt', 'text-encoder', 'text'],
] as const

const at = (path: string): string => join(tinyFolder('sd15-inpaint'), path)

const inference = tinyInference()
let home = ''
let models: Models
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-from-store-'))
  const files = await Promise.all(
    FILES.map(async ([path, name, part, role]) => {
      const content = await readFile(at(path))
      const sha256 = createHash('sha256').update(content).digest('hex')
      const url = `https://example.com/${name}`
      return { name, part, role, url, bytes: content.length, sha256 }
    }),
  )
  const entry = CatalogueEntry.parse({
    id: 'sd15-inpaint',
    name: 'Tiny',
    task: 'diffusion',
    bestFor: 'Tests.',
    licence: { name: 'MIT', url: 'https://example.com/licence', use: 'Anything.' },
    page: 'https://example.com',
    memory: 1,
    files,
    settings: {
      index: { _class_name: 'StableDiffusionInpaintPipeline' },
      scheduler: JSON.parse(
        (await readFile(at('scheduler/scheduler_config.json'), 'utf8')).replace(
          /,\s*"trained_betas": null/,
          '',
        ),
      ),
    },
  })
  const folders = { config: join(home, 'config'), state: join(home, 'state') }
  models = createModels({ folders, catalogue: [entry] })
})
afterAll(async () => {
  await models.close()
  await inference.dispose()
  await rm(home, { recursive: true, force: true })
})

it('is no engine until it is here, then one that fills as the folder does', async () => {
  const sources = { models: async () => models, inference: async () => inference }
  expect(await listDiffusion(sources)).toEqual([])
  const from = FILES.map(([path]) => path)
  // Graphs of one name in many folders are matched by what they are.
  const events = await collect(
    await models.pull('sd15-inpaint', { acceptLicence: true, from: from.map(at) }),
  )
  expect(events.at(-1)).toMatchObject({ type: 'done' })
  const [entry] = await listDiffusion(sources)
  expect(entry).toMatchObject({ kind: 'sd15', info: { id: 'sd15-inpaint', available: true } })
  expect((await entry!.load()).info.id).toBe('sd15-inpaint')

  const stored: Engine = await createDiffusionEngine({
    info: entry!.info,
    // What these nets are smaller in than the real ones is in no graph.
    describe: async () => ({
      ...describeModel(await folderFromStore(await models.open('sd15-inpaint'))),
      native: 64,
      multiple: 16,
    }),
    inference: async () => inference,
  })
  const input = tinyInput(gradient(64, 64, 3, 8))
  const folder = await tinyEngine('sd15-inpaint', inference)
  expect(await stored.fill(input, quiet())).toEqual(await folder.fill(input, quiet()))
})
