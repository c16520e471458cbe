import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PixelImage } from '@inlay/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInference, type Inference } from '../../inference/inference.ts'
import { writeOnnx } from '../../inference/onnx-writer.ts'
import { MOBILESAM } from '../../models/catalogue/sam-contracts.ts'
import { CatalogueEntry } from '../../models/manifest.ts'
import { createModels, type Models } from '../../models/models.ts'
import { collect, sha256 } from '../../models/testing/models.ts'
import { createSegmenters, type Segmenters } from './segmenters.ts'
import { mobileSamGraphs } from './testing/sam-graphs.ts'

const never = new AbortController().signal
let home = ''
let models: Models
let inference: Inference
let segmenters: Segmenters
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-segmenters-'))
  const graphs = mobileSamGraphs()
  const files = (['encoder', 'decoder'] as const).map((part) => ({
    name: `${part}.onnx`,
    part,
    content: Buffer.from(writeOnnx(graphs[part])),
  }))
  const entry = CatalogueEntry.parse({
    id: 'mobilesam',
    name: 'MobileSAM',
    task: 'segment',
    bestFor: 'Tests.',
    licence: { name: 'MIT', url: 'https://example.com/licence', use: 'Anything.' },
    page: 'https://example.com',
    memory: 1,
    contract: MOBILESAM,
    files: files.map(({ name, part, content }) => ({
      name,
      part,
      role: 'graph',
      url: `https://example.com/${name}`,
      bytes: content.length,
      sha256: sha256(content),
    })),
  })
  const folders = { config: join(home, 'config'), state: join(home, 'state') }
  models = createModels({ folders, catalogue: [entry] })
  inference = createInference({ providers: ['cpu'], threads: 1 })
  segmenters = createSegmenters({
    mayHaveModels: () => true,
    models: async () => models,
    inference: async () => inference,
  })
  for (const { name, content } of files) await writeFile(join(home, name), content)
})
afterAll(async () => {
  await segmenters.dispose()
  await models.close()
  await inference.dispose()
  await rm(home, { recursive: true, force: true })
})

const scene: PixelImage = {
  width: 64,
  height: 48,
  channels: 3,
  data: Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => (i % 3 === 0 ? 240 : 10)),
}

it('takes the embedded one until a model is here, then the model, by its own graphs', async () => {
  expect((await segmenters.open('auto')).id).toBe('graph-cut')
  await expect(segmenters.open('mobilesam')).rejects.toMatchObject({ code: 'model_missing' })
  await expect(segmenters.open('another')).rejects.toMatchObject({ code: 'model_unknown' })

  const from = ['encoder.onnx', 'decoder.onnx'].map((name) => join(home, name))
  const events = await collect(await models.pull('mobilesam', { from, acceptLicence: true }))
  expect(events.at(-1)).toMatchObject({ type: 'done' })
  await Promise.all(from.map(unlink))

  const segmenter = await segmenters.open('auto')
  expect(segmenter.id).toBe('mobilesam')
  expect(await segmenters.open('mobilesam')).toBe(segmenter)
  expect((await segmenters.open('graph-cut')).id).toBe('graph-cut')
  const look = await segmenter.look(scene, never)
  const point = { x: 32, y: 24, label: 'in' } as const
  const { plane } = await look.select({ subject: false, points: [point] }, never)
  expect(plane.data[(plane.height >> 1) * plane.width + (plane.width >> 1)]).toBeGreaterThan(0.9)
})
