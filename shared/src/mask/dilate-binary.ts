/** Exact Euclidean dilation of a mask that knows one value only, in time linear in its area. */
import { type Bounds, boundsBottom } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { discChords } from './disc.ts'

/**
 * Writes `level` into `out` wherever a painted pixel lies within `radius`. The first half is that
 * of Meijster's distance transform (Meijster, Roerdink & Hesselink 2000): the distance along the
 * column to the nearest painted pixel. The second half needs less than a distance: a pixel at
 * column distance g covers the disc's chord at height g in its row, so the farthest end of the
 * chords met so far tells what is covered.
 *
 * @param painted tight box of the mask's non-zero values
 * @param grown `painted` grown by the radius and clamped to the image
 */
export const dilateBinary = (
  mask: Mask,
  painted: Bounds,
  grown: Bounds,
  radius: number,
  level: number,
  out: Uint8Array,
): void => {
  const chords = discChords(radius)
  const columns = painted.width
  const distances = distancesFromAbove(mask, painted, grown, chords.length)
  for (let y = grown.height - 1; y >= 0; y--) {
    const row = y * columns
    if (y < grown.height - 1) {
      for (let i = row; i < row + columns; i++) {
        const below = distances[i + columns]! + 1
        if (below < distances[i]!) distances[i] = below
      }
    }
    const start = (grown.top + y) * mask.width + grown.left
    coverRow(
      distances.subarray(row, row + columns),
      chords,
      painted.left - grown.left,
      out.subarray(start, start + grown.width),
      level,
    )
  }
}

/** Distance to the nearest painted pixel above or at each one, at most `far`; 4 bytes a pixel. */
const distancesFromAbove = (
  mask: Mask,
  painted: Bounds,
  grown: Bounds,
  far: number,
): Int32Array => {
  const columns = painted.width
  const distances = new Int32Array(columns * grown.height).fill(far)
  for (let y = painted.top; y < boundsBottom(grown); y++) {
    const row = (y - grown.top) * columns
    const source = y * mask.width + painted.left
    const inside = y < boundsBottom(painted)
    for (let x = 0; x < columns; x++) {
      if (inside && mask.data[source + x] !== 0) distances[row + x] = 0
      else if (row > 0) distances[row + x] = Math.min(distances[row - columns + x]! + 1, far)
    }
  }
  return distances
}

/** Paints what the chords of one row reach; `offset` is where the row's distances begin in `out`. */
const coverRow = (
  distances: Int32Array,
  chords: Int32Array,
  offset: number,
  out: Uint8Array,
  level: number,
): void => {
  const far = chords.length
  const end = offset + distances.length
  let reach = -1
  for (let x = offset; x < out.length; x++) {
    const distance = x < end ? distances[x - offset]! : far
    if (distance < far) reach = Math.max(reach, x + chords[distance]!)
    if (reach >= x) out[x] = level
    else if (x >= end) break
  }
  reach = out.length
  for (let x = end - 1; x >= 0; x--) {
    const distance = x >= offset ? distances[x - offset]! : far
    if (distance < far) reach = Math.min(reach, x - chords[distance]!)
    if (reach <= x) out[x] = level
    else if (x < offset) break
  }
}
