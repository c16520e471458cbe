/** A look at latents without a decoder: the nearest straight line from latents to colours. */
import type { Bytes } from '../image/pillow.ts'
import type { Planes } from '../image/planes.ts'

/**
 * Latents of this family of models hold colour almost linearly, which is why fixed tables of factors
 * for them go around. These factors are found instead by least squares from pictures whose latents
 * are known, as that of the picture being edited always is: so they fit every VAE, also one's own.
 */
export interface LatentColours {
  /**
   * Learns from a picture and its latents.
   * @param latents channels x height x width, as the sampler has them (scaled)
   * @param image -1..1, three channels, `factor` times the latents' size on each side
   */
  add(latents: Planes, image: Planes): void
  /** Latents as RGB, one pixel each; null before anything was learned. */
  preview(latents: Planes): Bytes | null
}

/** Keeps factors small where a picture says nothing of them (a plain wall): a share of the mean. */
const RIDGE = 1e-3

/** @param channels of the latents: 4, or 16 for FLUX before packing */
export const latentColours = (channels: number): LatentColours => {
  const size = channels + 1
  /** Sums of products of latents (and 1) with each other, and with the three colours. */
  const products = new Float64Array(size * size)
  const targets = new Float64Array(size * 3)
  let factors: Float64Array | null = null
  let learned = false

  return {
    add(latents, image) {
      const area = latents.width * latents.height
      const small = shrink(image, latents.width, latents.height)
      const row = new Float64Array(size).fill(1)
      for (let i = 0; i < area; i++) {
        for (let c = 0; c < channels; c++) row[c] = latents.data[c * area + i]!
        for (let a = 0; a < size; a++) {
          for (let b = 0; b < size; b++) products[a * size + b]! += row[a]! * row[b]!
          for (let k = 0; k < 3; k++) targets[a * 3 + k]! += row[a]! * small[k * area + i]!
        }
      }
      learned = true
      factors = null
    },
    preview({ width, height, data }) {
      if (!learned) return null
      factors ??= solveRidge(products, targets, size)
      const area = width * height
      const rgb = new Uint8ClampedArray(area * 3)
      for (let k = 0; k < 3; k++) {
        for (let i = 0; i < area; i++) {
          let value = factors[channels * 3 + k]!
          for (let c = 0; c < channels; c++) value += factors[c * 3 + k]! * data[c * area + i]!
          rgb[i * 3 + k] = (value + 1) * 127.5
        }
      }
      return { width, height, channels: 3, data: new Uint8Array(rgb.buffer) }
    },
  }
}

/** Means of whole squares of pixels, plane after plane. */
const shrink = (image: Planes, width: number, height: number): Float64Array => {
  const result = new Float64Array(3 * width * height)
  const [across, down] = [Math.floor(image.width / width), Math.floor(image.height / height)]
  for (let k = 0; k < 3; k++) {
    const plane = k * image.width * image.height
    for (let y = 0; y < height * down; y++) {
      for (let x = 0; x < width * across; x++) {
        const into = (k * height + Math.floor(y / down)) * width + Math.floor(x / across)
        result[into]! += image.data[plane + y * image.width + x]! / (across * down)
      }
    }
  }
  return result
}

/** (products + ridge) x = targets by Cholesky's decomposition; the last row, the constant, is free. */
const solveRidge = (products: Float64Array, targets: Float64Array, size: number): Float64Array => {
  const matrix = products.slice()
  const count = products[size * size - 1]!
  for (let i = 0; i < size - 1; i++) matrix[i * size + i]! += RIDGE * count
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let value = matrix[i * size + j]!
      for (let k = 0; k < j; k++) value -= matrix[i * size + k]! * matrix[j * size + k]!
      matrix[i * size + j] = i === j ? Math.sqrt(value) : value / matrix[j * size + j]!
    }
  }
  const result = targets.slice()
  for (let column = 0; column < 3; column++) {
    for (let i = 0; i < size; i++) {
      let value = result[i * 3 + column]!
      for (let k = 0; k < i; k++) value -= matrix[i * size + k]! * result[k * 3 + column]!
      result[i * 3 + column] = value / matrix[i * size + i]!
    }
    for (let i = size - 1; i >= 0; i--) {
      let value = result[i * 3 + column]!
      for (let k = i + 1; k < size; k++) value -= matrix[k * size + i]! * result[k * 3 + column]!
      result[i * 3 + column] = value / matrix[i * size + i]!
    }
  }
  return result
}
