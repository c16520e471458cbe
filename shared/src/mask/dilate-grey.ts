/** Exact Euclidean dilation of a soft mask: every pixel takes the largest value within the radius. */
import { type Bounds, boundsBottom, boundsRight } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { discChords } from './disc.ts'

/**
 * Values are spread from the largest to the smallest, so the first that reaches a pixel is the
 * one it keeps, and settled pixels are stepped over by union-find links along each row.
 *
 * Few pixels need spreading. Let S be the pixels of at least some value and p any pixel; if the
 * pixel of S nearest to p lies dx >= 1 columns to its left, then that pixel's right neighbour is
 * nearer still, hence not in S. So a pixel spreads to a side only where its neighbour on that
 * side is smaller, and inside a plateau not at all.
 *
 * @param painted tight box of the mask's non-zero values
 * @param grown `painted` grown by the radius and clamped to the image
 */
export const dilateGrey = (
  mask: Mask,
  painted: Bounds,
  grown: Bounds,
  radius: number,
  out: Uint8Array,
): void => {
  const { width, height, data } = mask
  const chords = discChords(radius)
  const reach = chords.length - 1
  const lastColumn = boundsRight(grown) - 1
  const lastRow = boundsBottom(grown) - 1
  const stride = grown.width + 1
  const links = new Int32Array(stride * grown.height)
  for (let i = 0; i < links.length; i++) links[i] = i

  for (const index of edgesDescending(mask, painted)) {
    const value = data[index]!
    const x = index % width
    const y = (index - x) / width
    const toLeft = x > 0 && data[index - 1]! < value
    const toRight = x + 1 < width && data[index + 1]! < value
    const up = y > 0 && data[index - width]! < value ? reach : 0
    const down = y + 1 < height && data[index + width]! < value ? reach : 0
    const end = Math.min(y + down, lastRow)
    for (let row = Math.max(y - up, grown.top); row <= end; row++) {
      const chord = chords[row < y ? y - row : row - y]!
      const from = toLeft ? Math.max(x - chord, grown.left) : x
      const to = toRight ? Math.min(x + chord, lastColumn) : x
      const base = (row - grown.top) * stride - grown.left
      const target = row * width - base
      for (let i = unsettled(links, base + from); i <= base + to; i = unsettled(links, i)) {
        out[target + i] = value
        links[i] = i + 1
      }
    }
  }
  keepOriginals(mask, painted, out)
}

/** First unsettled index at or after `i`; halves the path it walks. */
const unsettled = (links: Int32Array, i: number): number => {
  let at = i
  while (links[at] !== at) {
    const next = links[links[at]!]!
    links[at] = next
    at = next
  }
  return at
}

/** Plateaus are spread from their edges only, so their inside is copied. */
const keepOriginals = (mask: Mask, painted: Bounds, out: Uint8Array): void => {
  for (let y = painted.top; y < boundsBottom(painted); y++) {
    const row = y * mask.width
    for (let i = row + painted.left; i < row + boundsRight(painted); i++) {
      if (mask.data[i]! > out[i]!) out[i] = mask.data[i]!
    }
  }
}

/** Indices of the pixels with a smaller 4-neighbour, largest values first (counting sort). */
const edgesDescending = (mask: Mask, painted: Bounds): Int32Array => {
  const starts = new Int32Array(257)
  forEachEdge(mask, painted, (_, value) => {
    starts[value - 1] = starts[value - 1]! + 1
  })
  let total = 0
  for (let value = 255; value >= 0; value--) {
    const count = starts[value]!
    starts[value] = total
    total += count
  }
  const sorted = new Int32Array(total)
  forEachEdge(mask, painted, (index, value) => {
    const slot = starts[value - 1]!
    sorted[slot] = index
    starts[value - 1] = slot + 1
  })
  return sorted
}

const forEachEdge = (
  { width, height, data }: Mask,
  painted: Bounds,
  visit: (index: number, value: number) => void,
): void => {
  for (let y = painted.top; y < boundsBottom(painted); y++) {
    for (let x = painted.left; x < boundsRight(painted); x++) {
      const i = y * width + x
      const value = data[i]!
      if (
        value > 0 &&
        ((x > 0 && data[i - 1]! < value) ||
          (x + 1 < width && data[i + 1]! < value) ||
          (y > 0 && data[i - width]! < value) ||
          (y + 1 < height && data[i + width]! < value))
      ) {
        visit(i, value)
      }
    }
  }
}
