import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PixelImage } from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInference, type Inference } from '../../inference/inference.ts'
import { writeGraph } from '../../inference/testing/graphs.ts'
import { UpscaleContract } from '../../models/contract.ts'
import type { GraphSize } from '../../models/contract-parts.ts'
import { photo } from '../segment/testing/photos.ts'
import { repeat } from './testing/repeat.ts'
import { planTiles, upscale } from './upscale.ts'

const hooks = { signal: new AbortController().signal }
let folder = ''
let inference: Inference
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-upscale-'))
  inference = createInference({ providers: ['cpu'], threads: 1 })
})
afterAll(async () => {
  await inference.dispose()
  await rm(folder, { recursive: true, force: true })
})

const contractOf = (scale: number, size: z.input<typeof GraphSize>): UpscaleContract =>
  UpscaleContract.parse({
    task: 'upscale',
    image: { input: 'input' },
    output: { output: 'output' },
    size,
    scale,
  })

const crop = (image: PixelImage, left: number, top: number, w: number, h: number): PixelImage => {
  const data = new Uint8Array(w * h * 3)
  for (let y = 0; y < h; y++) {
    const from = ((top + y) * image.width + left) * 3
    data.set(image.data.subarray(from, from + w * 3), y * w * 3)
  }
  return { width: w, height: h, channels: 3, data }
}

/** Largest and mean difference. */
const apart = (a: PixelImage, b: PixelImage): { most: number; mean: number } => {
  let most = 0
  let sum = 0
  for (let i = 0; i < a.data.length; i++) {
    const d = Math.abs(a.data[i]! - b.data[i]!)
    most = Math.max(most, d)
    sum += d
  }
  return { most, mean: sum / a.data.length }
}

describe('tiles', () => {
  it.each([
    [{ width: 64, height: 64 }, 500, 300],
    [{ multiple: 8, min: 16, max: 1024, best: 128 }, 333, 77],
    [{ multiple: 1, min: 16, max: 1024, best: 256 }, 40, 20],
  ] as const)('of %j cover %i x %i once, each seeing more than it makes', (size, width, height) => {
    const { size: parsed } = contractOf(2, size)
    const tiles = planTiles({ width, height }, parsed)
    const seen = new Uint8Array(width * height)
    for (const { core, window } of tiles) {
      expect(core.left - window.left).toBeGreaterThanOrEqual(8)
      expect(window.left + window.width).toBeGreaterThanOrEqual(core.left + core.width + 8)
      expect(core.top - window.top).toBeGreaterThanOrEqual(8)
      if ('multiple' in size)
        expect([window.width % size.multiple, window.height % size.multiple]).toEqual([0, 0])
      else expect([window.width, window.height]).toEqual([64, 64])
      for (let y = core.top; y < core.top + core.height; y++) {
        for (let x = core.left; x < core.left + core.width; x++) seen[y * width + x]!++
      }
    }
    expect(seen.every((count) => count === 1)).toBe(true)
  })
})

it.each([
  [3, 8],
  [4, 8],
  [1, 16],
  [2, 8],
] as const)('keeps %i channels at %i bits, each pixel in its place', async (channels, depth) => {
  const [width, height] = [150, 90]
  const values = Array.from({ length: width * height * channels }, (_, i) => (i * 31) % 256)
  const isAlpha = (i: number): boolean => channels % 2 === 0 && i % channels === channels - 1
  const data = values.map((value, i) => (isAlpha(i) ? 255 : value) * (depth === 16 ? 257 : 1))
  const image: PixelImage = {
    width,
    height,
    channels,
    data: depth === 16 ? Uint16Array.from(data) : Uint8Array.from(data),
  }
  const path = await writeGraph(folder, 'repeat3.onnx', repeat(3))
  const contract = contractOf(3, { multiple: 4, min: 16, max: 512, best: 96 })
  const open = () => inference.open({ path, external: [] })
  const large = await upscale(image, { contract, open }, hooks)
  expect([large.width, large.height, large.channels]).toEqual([450, 270, channels])
  expect(large.data.constructor).toBe(image.data.constructor)
  let wrong = 0
  for (let y = 0; y < large.height; y++) {
    for (let x = 0; x < large.width; x++) {
      for (let c = 0; c < channels; c++) {
        const from = (Math.floor(y / 3) * width + Math.floor(x / 3)) * channels + c
        if (Math.abs(large.data[(y * 450 + x) * channels + c]! - image.data[from]!) > 1) wrong++
      }
    }
  }
  expect(wrong).toBe(0)
})

it('makes less of the answer where less is asked for, with no seam between tiles', async () => {
  const path = await writeGraph(folder, 'repeat4.onnx', repeat(4))
  const contract = contractOf(4, { multiple: 4, min: 16, max: 512, best: 96 })
  const open = () => inference.open({ path, external: [] })
  const [width, height] = [150, 90]
  // A ramp: its own average at any size, but for what the steps of a repeated pixel add.
  const data = Uint8Array.from(
    { length: width * height },
    (_, i) => 20 + ((i % width) + i / width) / 2,
  )
  const image: PixelImage = { width, height, channels: 1, data }
  const large = await upscale(image, { contract, open }, { ...hooks, scale: 2 })
  expect([large.width, large.height]).toEqual([300, 180])
  let worst = 0
  for (let i = 0; i < large.data.length; i++) {
    const [x, y] = [i % 300, Math.floor(i / 300)]
    worst = Math.max(worst, Math.abs(large.data[i]! - data[(y >> 1) * width + (x >> 1)]!))
  }
  expect(worst).toBeLessThanOrEqual(2)
})

it('says so when the net enlarges by another factor than its contract', async () => {
  const path = await writeGraph(folder, 'repeat2.onnx', repeat(2))
  const contract = contractOf(3, { multiple: 4, min: 16, max: 512, best: 96 })
  const open = () => inference.open({ path, external: [] })
  const image = crop(await photo('coffee'), 0, 0, 40, 40)
  await expect(upscale(image, { contract, open }, hooks)).rejects.toMatchObject({
    code: 'contract_mismatch',
  })
})

const NETS = fileURLToPath(new URL('../../../../../shared/data/nets/', import.meta.url))

describe.each([
  ['2xNomosUni_span_multijpg_ldl.onnx', 2],
  ['4xLSDIRCompactN3_fp32.onnx', 4],
] as const)('the real net %s', (name, scale) => {
  const path = join(NETS, name)
  const isThere = existsSync(path)
  if (!isThere) process.stderr.write(`SKIPPED ${name}: it is not in shared/data/nets\n`)

  it.skipIf(!isThere)(
    'gives by tiles what it gives in one piece, and the same picture',
    async () => {
      const open = () => inference.open({ path, external: [] })
      const image = crop(await photo('coffee'), 180, 60, 150, 110)
      const sized = (best: number) => contractOf(scale, { multiple: 2, min: 16, max: 1024, best })
      const whole = await upscale(image, { contract: sized(512), open }, hooks)
      const tiled = await upscale(image, { contract: sized(112), open }, hooks)
      const { most, mean } = apart(tiled, whole)
      // In 8-bit steps: the net's far layers see a little less in a tile.
      expect(most).toBeLessThanOrEqual(6)
      expect(mean).toBeLessThan(0.1)
      let sum = 0
      for (let y = 0; y < image.height; y++) {
        for (let x = 0; x < image.width * 3; x++) {
          const [column, c] = [Math.floor(x / 3), x % 3]
          let average = 0
          for (let i = 0; i < scale * scale; i++) {
            const row = y * scale + Math.floor(i / scale)
            average += whole.data[(row * whole.width + column * scale + (i % scale)) * 3 + c]!
          }
          sum += Math.abs(average / scale ** 2 - image.data[y * image.width * 3 + x]!)
        }
      }
      expect(sum / image.data.length).toBeLessThan(6)
    },
  )
})
