/** Measures noise block by block, and the grain of the flat parts around a hole. */
import type { Bounds } from '@inlay/shared'
import { KNOWN, type Scene } from './scene.ts'

/** Side of the blocks, in pixels. */
export const BLOCK = 8

/** Least number of pixels with their whole 3 x 3 neighbourhood in the block's kind. */
const LEAST = 8

/** Every second row is measured: its neighbours above and below say nearly the same. */
const ROWS = 2

/** Width of the ring around the hole's box that is looked at, in pixels. */
const RING = 32

/** Least number of blocks in the ring that make a sample. */
const LEAST_BLOCKS = 12

/** Noise above this, in 8-bit steps, is taken for texture. */
const MOST = 8

/** Blocks whose mean is this close to black or white have lost their noise to clipping. */
const CLIPPED = 6

/**
 * Most by which the noisiest of the flat quarter may exceed the quietest: grain is much the same in
 * all flat places, texture is not.
 */
const EVENNESS = 2

/** Noise of each block of a grid: `columns` x `rows` blocks laid from (left, top) of the window. */
export interface BlockNoise {
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
  /** Standard deviation per block and channel, 8-bit scale; NaN where it could not be measured. */
  readonly sigma: Float32Array
  /** Mean over the block's measured pixels and the channels, 8-bit scale. */
  readonly mean: Float32Array
}

/**
 * Immerkaer's estimate (1996): the mean absolute response to the difference of two Laplacians,
 * which is blind to planes and nearly so to edges that run along an axis.
 *
 * @param kind HOLE or KNOWN: only pixels whose nine neighbours are all of it count
 * @param bounds the part of the window to divide into blocks
 */
export const blockNoise = (scene: Scene, kind: number, bounds: Bounds): BlockNoise => {
  const { left, top } = bounds
  const { channels } = scene.picture
  const columns = Math.ceil(bounds.width / BLOCK)
  const rows = Math.ceil(bounds.height / BLOCK)
  const sigma = new Float32Array(columns * rows * channels).fill(Number.NaN)
  const mean = new Float32Array(columns * rows).fill(Number.NaN)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = {
        left: left + column * BLOCK,
        top: top + row * BLOCK,
        width: Math.min(BLOCK, bounds.width - column * BLOCK),
        height: Math.min(BLOCK, bounds.height - row * BLOCK),
      }
      const at = row * columns + column
      measureBlock(scene, kind, block, sigma.subarray(at * channels, (at + 1) * channels), mean, at)
    }
  }
  return { left, top, columns, rows, sigma, mean }
}

/** Mean absolute value of a normal variable to its standard deviation, over the kernel's norm 6. */
const IMMERKAER = Math.sqrt(Math.PI / 2) / 6

const measureBlock = (
  scene: Scene,
  kind: number,
  block: Bounds,
  sigma: Float32Array,
  mean: Float32Array,
  at: number,
): void => {
  const { picture, kinds, unit } = scene
  const { width, height, channels, data } = picture
  const sums = new Float64Array(channels)
  let tone = 0
  let count = 0
  const isWhole = isAllAround(kinds, width, height, block, kind)
  for (
    let y = Math.max(1, block.top);
    y < Math.min(height - 1, block.top + block.height);
    y += ROWS
  ) {
    for (let x = Math.max(1, block.left); x < Math.min(width - 1, block.left + block.width); x++) {
      const i = y * width + x
      if (!isWhole && !isSurrounded(kinds, width, i, kind)) continue
      count++
      for (let c = 0; c < channels; c++) {
        sums[c]! += Math.abs(
          laplacianDifference(data, i * channels + c, channels, width * channels),
        )
        tone += data[i * channels + c]!
      }
    }
  }
  if (count < LEAST) return
  for (let c = 0; c < channels; c++) sigma[c] = (IMMERKAER * sums[c]!) / count / unit
  mean[at] = tone / count / channels / unit
}

/** True when the block and the pixels around it are all of one kind. */
const isAllAround = (
  kinds: Uint8Array,
  width: number,
  height: number,
  block: Bounds,
  kind: number,
): boolean => {
  const right = Math.min(width, block.left + block.width + 1)
  for (
    let y = Math.max(0, block.top - 1);
    y < Math.min(height, block.top + block.height + 1);
    y++
  ) {
    for (let i = y * width + Math.max(0, block.left - 1); i < y * width + right; i++) {
      if (kinds[i] !== kind) return false
    }
  }
  return true
}

const isSurrounded = (kinds: Uint8Array, width: number, i: number, kind: number): boolean => {
  for (let row = i - width; row <= i + width; row += width) {
    if (kinds[row - 1] !== kind || kinds[row] !== kind || kinds[row + 1] !== kind) return false
  }
  return true
}

/** Response to [1 -2 1; -2 4 -2; 1 -2 1]. */
const laplacianDifference = (
  data: Uint8Array | Uint16Array,
  i: number,
  dx: number,
  dy: number,
): number =>
  data[i - dy - dx]! +
  data[i - dy + dx]! +
  data[i + dy - dx]! +
  data[i + dy + dx]! -
  2 * (data[i - dy]! + data[i + dy]! + data[i - dx]! + data[i + dx]!) +
  4 * data[i]!

/** What the grain around a hole is like. */
export interface GrainModel {
  /** Standard deviation per channel as `blockNoise` measures it, 8-bit scale. */
  readonly sigma: readonly number[]
  /** The same for the quietest blocks: what has as much as this lacks nothing. */
  readonly quietest: readonly number[]
  /** Correlation of neighbouring pixels, 0..0.6: coarseness. */
  readonly neighbours: number
  /** Correlation of the channels, 0..1: 1 is grey grain. */
  readonly channels: number
}

/**
 * Grain of the flat quarter of the blocks around the hole; null when there are too few, when they
 * differ too much among themselves (texture) or when the noise is stronger than grain gets.
 */
export const grainOfRing = (scene: Scene, hole: Bounds): GrainModel | null => {
  const { picture } = scene
  const left = Math.max(0, hole.left - RING)
  const top = Math.max(0, hole.top - RING)
  const ring = {
    left,
    top,
    width: Math.min(picture.width, hole.left + hole.width + RING) - left,
    height: Math.min(picture.height, hole.top + hole.height + RING) - top,
  }
  const { channels } = picture
  const noise = blockNoise(scene, KNOWN, ring)
  const blocks: { at: number; sigma: number }[] = []
  for (let at = 0; at < noise.mean.length; at++) {
    const mean = noise.mean[at]!
    if (!(mean > CLIPPED && mean < 255 - CLIPPED)) continue
    blocks.push({ at, sigma: meanOf(noise.sigma.subarray(at * channels, (at + 1) * channels)) })
  }
  if (blocks.length < LEAST_BLOCKS) return null
  blocks.sort((a, b) => a.sigma - b.sigma)
  const flat = blocks.slice(0, Math.max(LEAST_BLOCKS / 2, Math.ceil(blocks.length / 4)))
  const quiet = blocks[Math.floor(blocks.length / 20)]!.sigma
  const typical = flat[flat.length >> 1]!.sigma
  if (typical > MOST || flat[flat.length - 1]!.sigma > EVENNESS * quiet) return null
  const sigma = Array.from({ length: channels }, (_, c) =>
    medianOf(flat.map(({ at }) => noise.sigma[at * channels + c]!)),
  )
  return {
    sigma,
    quietest: sigma.map((value) => (value * quiet) / typical),
    ...correlations(scene, noise, flat),
  }
}

/** Both correlations, from what is left of the flat blocks once their mean is taken off. */
const correlations = (
  scene: Scene,
  noise: BlockNoise,
  flat: readonly { at: number }[],
): { neighbours: number; channels: number } => {
  const { picture, kinds } = scene
  const { width, height, channels } = picture
  let variance = 0
  let lagged = 0
  let across = 0
  for (const { at } of flat) {
    const left = noise.left + (at % noise.columns) * BLOCK
    const top = noise.top + Math.floor(at / noise.columns) * BLOCK
    if (left + BLOCK > width || top + BLOCK > height) continue
    if (!isAll(kinds, width, left, top, KNOWN)) continue
    const planes = Array.from({ length: channels }, (_, c) => flattened(scene, left, top, c))
    for (let i = 0; i < BLOCK * BLOCK; i++) {
      let sum = 0
      for (const plane of planes) {
        sum += plane[i]!
        variance += plane[i]! ** 2
        if (i % BLOCK > 0) lagged += (plane[i]! * plane[i - 1]!) / 2
        if (i >= BLOCK) lagged += (plane[i]! * plane[i - BLOCK]!) / 2
      }
      across += sum * sum
    }
  }
  if (variance === 0) return { neighbours: 0, channels: 1 }
  // Of a block's 64 pixels 56 have a neighbour to the left, and 56 one above.
  const neighbours = ((lagged / variance) * 64) / 56
  // (a + b + c)^2 is the variances plus twice the covariances of the three pairs.
  const pairs = channels === 1 ? 1 : (across / variance - 1) / (channels - 1)
  return {
    neighbours: Math.min(0.6, Math.max(0, neighbours)),
    channels: Math.min(1, Math.max(0, pairs)),
  }
}

const isAll = (
  kinds: Uint8Array,
  width: number,
  left: number,
  top: number,
  kind: number,
): boolean => {
  for (let y = top; y < top + BLOCK; y++) {
    for (let x = left; x < left + BLOCK; x++) if (kinds[y * width + x] !== kind) return false
  }
  return true
}

/** One channel of a block less the plane that fits it best. */
const flattened = (
  { picture }: Scene,
  left: number,
  top: number,
  channel: number,
): Float64Array => {
  const { width, channels, data } = picture
  const plane = new Float64Array(BLOCK * BLOCK)
  const middle = (BLOCK - 1) / 2
  let mean = 0
  let slopeX = 0
  let slopeY = 0
  for (let i = 0; i < plane.length; i++) {
    const x = i % BLOCK
    const y = Math.floor(i / BLOCK)
    const value = data[((top + y) * width + left + x) * channels + channel]!
    plane[i] = value
    mean += value
    slopeX += value * (x - middle)
    slopeY += value * (y - middle)
  }
  mean /= plane.length
  // Sum over the block of (x - middle)^2.
  const moment = (BLOCK * BLOCK * (BLOCK * BLOCK - 1)) / 12
  for (let i = 0; i < plane.length; i++) {
    const dx = (i % BLOCK) - middle
    const dy = Math.floor(i / BLOCK) - middle
    plane[i]! -= mean + (slopeX * dx + slopeY * dy) / moment
  }
  return plane
}

const meanOf = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length

const medianOf = (values: number[]): number =>
  values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
