/**
 * What a run below full strength should start from, where something is to go: how near each masked
 * content is to what really stands behind it, as latents see it (means of eight by eight pixels).
 */
import {
  withColoursAround,
  withEmbedded,
} from '@inlay/companion/engines/diffusion/engine/content.ts'
import type { Engine } from '@inlay/companion/engines/engine.ts'
import type { Mask } from '@inlay/shared'
import { ciede2000, meanColour } from '../quality/measures/colour.ts'
import { type PerceptualMetric, perceptualDistance } from '../quality/measures/perceptual.ts'
import type { Rgb } from '../quality/types.ts'

export interface ContentRow {
  readonly kind: 'original' | 'fill' | 'embedded' | 'noise'
  /** Mean CIEDE2000 of the hole's blocks to those of the truth. */
  readonly blocks: number
  /** Peak signal to noise of the blocks' luma, in dB. */
  readonly psnr: number
  /** How differently a net sees it and the truth; absent without the metric's net. */
  readonly seen?: number
}

export interface ContentCase {
  readonly truth: Rgb
  /** With something in the hole that is to go. */
  readonly image: Rgb
  readonly hole: Mask
}

const BLOCK = 8

/** @param embedded the embedded engine */
export const measureContent = async (
  cases: readonly ContentCase[],
  embedded: Engine,
  metric?: PerceptualMetric,
): Promise<ContentRow[]> => {
  const sums = new Map<
    ContentRow['kind'],
    { blocks: number; error: number; seen: number; count: number }
  >()
  for (const { truth, image, hole } of cases) {
    const signal = new AbortController().signal
    const input = {
      operation: 'remove' as const,
      image,
      hole,
      seed: 1,
      prompt: '',
      negativePrompt: '',
      strength: 0.5,
    }
    const made = await withEmbedded(input, async () => embedded, { signal, onProgress: () => {} })
    const starts: Readonly<Record<ContentRow['kind'], Rgb>> = {
      original: image,
      fill: smooth(image, hole),
      embedded: { ...image, data: Uint8Array.from(made.image.data) },
      noise: noisy(image, hole),
    }
    for (const kind of ['original', 'fill', 'embedded', 'noise'] as const) {
      const row = sums.get(kind) ?? { blocks: 0, error: 0, seen: 0, count: 0 }
      eachBlock(hole, (block) => {
        const [is, was] = [meanColour(starts[kind], block), meanColour(truth, block)]
        row.blocks += ciede2000(is, was)
        row.error += (is.l - was.l) ** 2
        row.count += 1
      })
      if (metric !== undefined) {
        const [is, was] = [await metric.features(starts[kind]), await metric.features(truth)]
        row.seen += perceptualDistance(is, was) / cases.length
      }
      sums.set(kind, row)
    }
  }
  return [...sums].map(([kind, { blocks, error, seen, count }]) => ({
    kind,
    blocks: blocks / count,
    psnr: 10 * Math.log10(100 ** 2 / Math.max(error / count, 1e-9)),
    ...(metric !== undefined && { seen }),
  }))
}

const smooth = (image: Rgb, hole: Mask): Rgb => {
  const plane = image.width * image.height
  const planes = {
    width: image.width,
    height: image.height,
    channels: 3,
    data: Float32Array.from(
      { length: plane * 3 },
      (_, i) => image.data[(i % plane) * 3 + Math.floor(i / plane)]!,
    ),
  }
  const mask = { ...planes, channels: 1, data: Float32Array.from(hole.data) }
  const filled = withColoursAround(planes, mask)
  const data = image.data.map((_, i) =>
    Math.round(filled.data[(i % 3) * plane + Math.floor(i / 3)]!),
  )
  return { ...image, data }
}

/** Of noise alone latents' means say nothing: grey, the middle of all. */
const noisy = (image: Rgb, hole: Mask): Rgb => ({
  ...image,
  data: image.data.map((value, i) => (hole.data[Math.floor(i / 3)] === 0 ? value : 128)),
})

/** Blocks that lie in the hole with at least half of their pixels. */
const eachBlock = ({ width, height, data }: Mask, take: (block: Mask) => void): void => {
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      const block = new Uint8Array(width * height)
      let count = 0
      for (let y = top; y < top + BLOCK; y++) {
        for (let x = left; x < left + BLOCK; x++) {
          if (data[y * width + x] === 0) continue
          block[y * width + x] = 255
          count += 1
        }
      }
      if (count >= (BLOCK * BLOCK) / 2) take({ width, height, data: block })
    }
  }
}

/** A case of a photograph: a disc of it lies where something else stood. */
export const caseOf = (truth: Rgb, cx: number, cy: number, radius: number): ContentCase => {
  const hole = new Uint8Array(truth.width * truth.height)
  const data = truth.data.slice()
  for (let y = 0; y < truth.height; y++) {
    for (let x = 0; x < truth.width; x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 >= radius * radius) continue
      const i = y * truth.width + x
      hole[i] = 255
      // From the other side of the picture: an object that does not belong here.
      const from = (truth.height - 1 - y) * truth.width + (truth.width - 1 - x)
      for (let c = 0; c < 3; c++) data[i * 3 + c] = truth.data[from * 3 + c]!
    }
  }
  return {
    truth,
    image: { ...truth, data },
    hole: { width: truth.width, height: truth.height, data: hole },
  }
}
