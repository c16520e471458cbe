/** Carries the picture's grain into fills that are smoother than what surrounds them. */
import type { Bounds } from '@inlay/shared'
import { BLOCK, type BlockNoise, blockNoise, type GrainModel, grainOfRing } from './seam/noise.ts'
import { gaussianAt } from './seam/random.ts'
import { HOLE, holeBox, type Scene, topOf } from './seam/scene.ts'

/** A block with at least this share of the quietest known block's noise is left alone. */
const ENOUGH = 0.7

/** Share of the fill that must lack grain; a picture has quiet places of its own. */
const MAJORITY = 0.3

/** Grain below this standard deviation, in 8-bit steps, is rounding: nothing to carry. */
const VISIBLE = 0.6

/** Coarse grain answers the measurement weakly; it is never made stronger than this times it. */
const MOST_STRENGTH = 3

/**
 * Adds grain to the smooth parts of the hole, in place. How strong, how coarse and how coloured it
 * is comes from the flat parts of the ring around the hole; how much is missing is measured block
 * by block in the fill, so a fill that has grain already (a patch-based one, say) stays as it is.
 *
 * @param seed 0..2^32-1: same scene and seed, same grain
 * @returns true when something was changed
 */
export const carryGrain = (scene: Scene, seed: number): boolean => {
  const hole = holeBox(scene)
  if (hole === null) return false
  const model = grainOfRing(scene, hole)
  if (model === null || Math.max(...model.sigma) < VISIBLE) return false
  const missing = missingGrain(blockNoise(scene, HOLE, hole), model)
  if (missing === null) return false
  addGrain(scene, hole, model, missing, seed)
  return true
}

/** Amount to add at each block and channel, as a standard deviation on the 8-bit scale. */
interface Missing {
  readonly columns: number
  readonly rows: number
  readonly amount: Float32Array
}

/**
 * Variances add, so what is missing is the root of the difference of the squares. Blocks too small
 * to be measured take the mean of their neighbours. Null when most of the fill lacks nothing.
 */
const missingGrain = (fill: BlockNoise, model: GrainModel): Missing | null => {
  const { columns, rows, sigma, mean } = fill
  const channels = model.sigma.length
  const amount = new Float32Array(sigma.length)
  let lacking = 0
  let measured = 0
  for (let block = 0; block < mean.length; block++) {
    for (let c = 0; c < channels; c++) {
      const at = block * channels + c
      const has = sigma[at]!
      if (Number.isNaN(has)) {
        amount[at] = Number.NaN
        continue
      }
      measured++
      if (has >= ENOUGH * model.quietest[c]!) continue
      amount[at] = Math.sqrt(model.sigma[c]! ** 2 - has ** 2)
      lacking++
    }
  }
  if (lacking === 0 || lacking < MAJORITY * measured) return null
  return { columns, rows, amount: fillGaps(amount, columns, rows, channels) }
}

/** Unmeasured blocks get the mean of the measured ones around them, 0 when there are none. */
const fillGaps = (
  amount: Float32Array,
  columns: number,
  rows: number,
  channels: number,
): Float32Array => {
  const full = amount.slice()
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let c = 0; c < channels; c++) {
        const at = (row * columns + column) * channels + c
        if (!Number.isNaN(amount[at]!)) continue
        let sum = 0
        let count = 0
        for (let v = Math.max(0, row - 1); v <= Math.min(rows - 1, row + 1); v++) {
          for (let u = Math.max(0, column - 1); u <= Math.min(columns - 1, column + 1); u++) {
            const near = amount[(v * columns + u) * channels + c]!
            if (Number.isNaN(near)) continue
            sum += near
            count++
          }
        }
        full[at] = count === 0 ? 0 : sum / count
      }
    }
  }
  return full
}

/**
 * Weight of a pixel's neighbours, its own being 1, that makes neighbours correlate by r: white noise
 * filtered with [k 1 k] correlates by 2k / (1 + 2k^2).
 */
const kernelFor = (correlation: number): number =>
  correlation < 1e-3
    ? 0
    : (1 - Math.sqrt(Math.max(0, 1 - 2 * correlation ** 2))) / (2 * correlation)

/**
 * By how much such noise answers `blockNoise`'s kernel less than white noise of the same deviation:
 * along each axis [1 -2 1] against [k 1 k].
 */
const responseOf = (k: number): number => {
  const along = [k, 1 - 2 * k, 2 * k - 2, 1 - 2 * k, k]
  const energy = along.reduce((sum, value) => sum + value * value, 0)
  return energy / (6 * (1 + 2 * k * k))
}

const addGrain = (
  scene: Scene,
  hole: Bounds,
  model: GrainModel,
  missing: Missing,
  seed: number,
): void => {
  const { picture, kinds, unit } = scene
  const { width, channels, data } = picture
  const most = topOf(scene)
  const k = kernelFor(model.neighbours)
  const strength = Math.min(MOST_STRENGTH, 1 / responseOf(k))
  const shared = Math.sqrt(model.channels)
  const own = Math.sqrt(1 - model.channels)
  const common = own < 1 && channels > 1 ? noiseField(hole, k, seed, channels) : undefined
  for (let c = 0; c < channels; c++) {
    const field = common === undefined || own > 0 ? noiseField(hole, k, seed, c) : common
    for (let y = 0; y < hole.height; y++) {
      for (let x = 0; x < hole.width; x++) {
        const i = (hole.top + y) * width + hole.left + x
        if (kinds[i] !== HOLE) continue
        const amount = amountAt(missing, x, y, c, channels)
        if (amount === 0) continue
        const n = y * hole.width + x
        const noise = common === undefined ? field[n]! : shared * common[n]! + own * field[n]!
        const at = i * channels + c
        const value = data[at]! + noise * amount * strength * unit
        data[at] = Math.min(most, Math.max(0, Math.round(value)))
      }
    }
  }
}

/** Bilinear between the blocks' middles. */
const amountAt = (
  { columns, rows, amount }: Missing,
  x: number,
  y: number,
  channel: number,
  channels: number,
): number => {
  const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / BLOCK - 0.5))
  const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / BLOCK - 0.5))
  const u0 = Math.floor(u)
  const v0 = Math.floor(v)
  const u1 = Math.min(columns - 1, u0 + 1)
  const v1 = Math.min(rows - 1, v0 + 1)
  const at = (row: number, column: number): number =>
    amount[(row * columns + column) * channels + channel]!
  const top = at(v0, u0) * (1 - u + u0) + at(v0, u1) * (u - u0)
  const bottom = at(v1, u0) * (1 - u + u0) + at(v1, u1) * (u - u0)
  return top * (1 - v + v0) + bottom * (v - v0)
}

/** Noise of standard deviation 1 over a box, filtered along both axes with [k 1 k]. */
const noiseField = (box: Bounds, k: number, seed: number, channel: number): Float32Array => {
  const { width, height } = box
  const wide = width + 2
  const rows = new Float32Array(wide * (height + 2))
  for (let y = 0; y < height + 2; y++) {
    for (let x = 0; x < wide; x++) rows[y * wide + x] = gaussianAt(seed, x, y, channel)
  }
  const across = new Float32Array(width * (height + 2))
  const scale = 1 / Math.sqrt(1 + 2 * k * k)
  for (let y = 0; y < height + 2; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * wide + x + 1
      across[y * width + x] = scale * (rows[i]! + k * (rows[i - 1]! + rows[i + 1]!))
    }
  }
  const field = new Float32Array(width * height)
  for (let i = 0; i < field.length; i++) {
    field[i] = scale * (across[i + width]! + k * (across[i]! + across[i + 2 * width]!))
  }
  return field
}
