/** A picture's colours at a smaller size, read straight from its samples: no copy in full size is made. */
import { type Bounds, bitDepthOf, type Extent, hasAlpha, type PixelImage } from '@inlay/shared'
import type { Planes } from '../neural/planes.ts'
import { resize } from '../neural/resample.ts'

/** The size in which the longer side is at most `side`; never larger than the picture. */
export const sizeWithin = ({ width, height }: Extent, side: number): Extent => {
  const scale = Math.min(1, side / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/**
 * Area averages, three planes of 0..1. Pixels count by their alpha, for the colour of a transparent
 * pixel means nothing; where all are transparent it is middle grey.
 * @param width at most the picture's, and `height` too; a side that is to grow is resampled
 */
export const shrink = (image: PixelImage, width: number, height: number): Planes => {
  const w = Math.min(width, image.width)
  const h = Math.min(height, image.height)
  const data = averages(image, { columns: edges(image.width, w), rows: edges(image.height, h) })
  const small = { width: w, height: h, data }
  return w === width && h === height ? small : resize(small, width, height)
}

/**
 * Averages over cells of `cell` x `cell` pixels, three planes of 0..1: those cells that `part` names,
 * counted from the picture's corner. Cells at the far edges may be cut off.
 */
export const shrinkPart = (image: PixelImage, cell: number, part: Bounds): Float32Array =>
  averages(image, {
    columns: cellEdges(part.left, part.width, cell, image.width),
    rows: cellEdges(part.top, part.height, cell, image.height),
  })

const averages = (image: PixelImage, { columns, rows }: Grid): Float32Array => {
  const { channels, data } = image
  const width = columns.length / 2
  const height = rows.length / 2
  const area = width * height
  const sums = new Float64Array(3 * width)
  const weights = new Float64Array(width)
  const planes = new Float32Array(3 * area)
  const top = bitDepthOf(image) === 16 ? 65535 : 255
  const alpha = hasAlpha(channels) ? channels - 1 : -1
  const second = channels < 3 ? 0 : 1
  const third = channels < 3 ? 0 : 2
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    weights.fill(0)
    for (let sy = rows[2 * y]!; sy < rows[2 * y + 1]!; sy++) {
      for (let x = 0; x < width; x++) {
        let red = 0
        let green = 0
        let blue = 0
        let weight = 0
        let at = (sy * image.width + columns[2 * x]!) * channels
        for (let sx = columns[2 * x]!; sx < columns[2 * x + 1]!; sx++, at += channels) {
          const share = alpha < 0 ? 1 : data[at + alpha]! / top
          red += data[at]! * share
          green += data[at + second]! * share
          blue += data[at + third]! * share
          weight += share
        }
        sums[x]! += red
        sums[width + x]! += green
        sums[2 * width + x]! += blue
        weights[x]! += weight
      }
    }
    for (let x = 0; x < width; x++) {
      const scale = weights[x]! > 0 ? 1 / (weights[x]! * top) : 0
      for (let c = 0; c < 3; c++) {
        planes[c * area + y * width + x] = scale > 0 ? sums[c * width + x]! * scale : 0.5
      }
    }
  }
  return planes
}

/** First and one after the last source index of each target, for both directions. */
interface Grid {
  readonly columns: Int32Array
  readonly rows: Int32Array
}

const cellEdges = (start: number, count: number, cell: number, size: number): Int32Array =>
  Int32Array.from({ length: 2 * count }, (_, i) =>
    Math.min(size, (start + (i >> 1) + (i & 1)) * cell),
  )

/** First source index of each target and the one after its last: whole pixels, at least one. */
const edges = (size: number, target: number): Int32Array => {
  const found = new Int32Array(2 * target)
  for (let t = 0; t < target; t++) {
    const from = Math.floor((t * size) / target)
    found[2 * t] = from
    found[2 * t + 1] = Math.max(from + 1, Math.floor(((t + 1) * size) / target))
  }
  return found
}
