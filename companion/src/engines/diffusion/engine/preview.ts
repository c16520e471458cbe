/** A look at latents without the decoder: colours as a straight line of the latents' channels. */
import type { PixelImage } from '@inlay/shared'
import type { Planes } from '../image/planes.ts'
import type { VaeConstants } from '../model/describe.ts'
import type { LatentDistribution } from '../model/vae.ts'

/** Colour = weights x channels + offset, for each of three colours. */
export interface ColourMap {
  /** Three rows of channels + 1. */
  readonly rows: readonly Float64Array[]
}

/**
 * Latents are nearly linear in colour, in a way that differs from autoencoder to autoencoder; the
 * picture at hand and its own latents say how (least squares, with a little ridge against channels
 * that say nothing).
 * @param latents of the picture; their means are taken as they are, before scaling
 * @param picture -1..1
 */
export const fitColours = (
  { channels, width, height, mean }: LatentDistribution,
  vae: Pick<VaeConstants, 'factor' | 'scaling' | 'shift'>,
  picture: Planes,
): ColourMap => {
  const area = width * height
  const size = channels + 1
  const products = Array.from({ length: size }, () => new Float64Array(size))
  const targets = Array.from({ length: 3 }, () => new Float64Array(size))
  const row = new Float64Array(size)
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < channels; c++) row[c] = (mean[c * area + i]! - vae.shift) * vae.scaling
    row[channels] = 1
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) products[a]![b]! += row[a]! * row[b]!
    }
    for (let c = 0; c < 3; c++) {
      const colour = blockMean(picture, c, i % width, Math.floor(i / width), vae.factor)
      for (let a = 0; a < size; a++) targets[c]![a]! += row[a]! * colour
    }
  }
  for (let a = 0; a < channels; a++) products[a]![a]! += 1e-3 * area
  return { rows: targets.map((target) => solve(products, target)) }
}

const blockMean = (
  { width, data, height }: Planes,
  channel: number,
  column: number,
  row: number,
  factor: number,
): number => {
  let sum = 0
  for (let y = row * factor; y < (row + 1) * factor; y++) {
    const from = (channel * height + y) * width + column * factor
    for (let x = from; x < from + factor; x++) sum += data[x]!
  }
  return sum / (factor * factor)
}

/** Gaussian elimination with pivots, on copies. */
const solve = (matrix: readonly Float64Array[], right: Float64Array): Float64Array => {
  const size = right.length
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i]!))
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let i = k + 1; i < size; i++) {
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i
    }
    const [upper, lower] = [rows[k]!, rows[pivot]!]
    rows[k] = lower
    rows[pivot] = upper
    const lead = rows[k]![k]!
    if (Math.abs(lead) < 1e-12) continue
    for (let i = 0; i < size; i++) {
      if (i === k) continue
      const factor = rows[i]![k]! / lead
      for (let j = k; j <= size; j++) rows[i]![j]! -= factor * rows[k]![j]!
    }
  }
  return Float64Array.from({ length: size }, (_, i) => {
    const lead = rows[i]![i]!
    return Math.abs(lead) < 1e-12 ? 0 : rows[i]![size]! / lead
  })
}

/** One sample's latents as a small picture, one pixel for each. */
export const lookAt = (
  latents: Float32Array,
  width: number,
  height: number,
  { rows }: ColourMap,
): PixelImage => {
  const area = width * height
  const channels = latents.length / area
  const data = new Uint8Array(area * 3)
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) {
      const weights = rows[c]!
      let value = weights[channels]!
      for (let k = 0; k < channels; k++) value += weights[k]! * latents[k * area + i]!
      data[i * 3 + c] = Math.round(Math.min(Math.max(value / 2 + 0.5, 0), 1) * 255)
    }
  }
  return { width, height, channels: 3, data }
}
