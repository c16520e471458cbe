/** Softening a mask outward: a smooth ramp that never takes anything from the original. */
import { type Bounds, boundsClamp, boundsGrow } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'
import { maskBounds } from './bounds.ts'
import { checkPixels } from './check.ts'
import { createEnvelope, minimumOfParabolas } from './distance.ts'

/** Columns transformed together, so that a cache line fetched for one serves the others. */
const BLOCK = 16

/**
 * Adds a ramp of `width` pixels outside the painted area. A pixel at distance d from the nearest
 * 255 gets 255 * s(1 - (d - 1/2) / width) with s(u) = u^2 (3 - 2u): the edge lies between pixel
 * centres, hence the half pixel. Beyond `width` it is 0; no pixel is ever lowered, so 255 stays 255.
 *
 * Soft pixels stand part-way down the ramp: one of value v counts as if it were as far from a 255
 * as the ramp is where it has that value, distances adding like the sides of a right angle. Thus a
 * selection that is soft already goes on softly instead of being made solid or cut off, and the
 * whole is one exact distance transform of a sampled function (Felzenszwalb & Huttenlocher 2012).
 *
 * Work and scratch memory (4 bytes a pixel) are bounded by the painted box grown by `width`.
 *
 * @param width pixels, 0 or more, fractions allowed (below 1 nothing is added)
 * @throws InlayError invalid_request for a bad width or a mask whose data does not fit its sides
 */
export const featherMask = (mask: Mask, width: number): Mask => {
  checkPixels('feather', width)
  const painted = maskBounds(mask)
  const data = mask.data.slice()
  const result = { width: mask.width, height: mask.height, data }
  if (painted === null || width < 1) return result
  const grown = boundsClamp(boundsGrow(painted, Math.floor(width)), mask)
  if (grown !== null) {
    rampColumns(distanceAlongRows(mask, painted, grown, width), mask, painted, grown, width, data)
  }
  return result
}

/** Squared distance on the ramp at which each mask value stands; 0 for 255, Infinity for 0. */
const rampPositions = (width: number): Float64Array => {
  const squares = new Float64Array(256)
  for (let value = 0; value < 256; value++) {
    // Inverse of s: the root of 2u^3 - 3u^2 + v = 0 that lies in 0..1.
    const u = 0.5 - Math.sin(Math.asin(1 - (2 * value) / 255) / 3)
    squares[value] = (0.5 + width * (1 - u)) ** 2
  }
  squares[0] = Infinity
  squares[255] = 0
  return squares
}

/** Row by row over the painted rows: squared distance to the nearest source of the same row. */
const distanceAlongRows = (
  mask: Mask,
  painted: Bounds,
  grown: Bounds,
  width: number,
): Float32Array => {
  const positions = rampPositions(width)
  const limit = width * width
  const heights = new Float64Array(painted.width)
  const line = new Float64Array(grown.width)
  const envelope = createEnvelope(painted.width)
  const squares = new Float32Array(grown.width * painted.height)
  for (let y = 0; y < painted.height; y++) {
    const row = (painted.top + y) * mask.width + painted.left
    for (let x = 0; x < painted.width; x++) {
      const square = positions[mask.data[row + x]!]!
      heights[x] = square <= limit ? square : Infinity
    }
    const offset = painted.left - grown.left
    minimumOfParabolas(heights, painted.width, offset, line, grown.width, envelope)
    const to = y * grown.width
    for (let x = 0; x < grown.width; x++) {
      squares[to + x] = line[x]! <= limit ? line[x]! : Infinity
    }
  }
  return squares
}

/** Column by column: squared distance to the nearest source anywhere, turned into ramp values. */
const rampColumns = (
  squares: Float32Array,
  mask: Mask,
  painted: Bounds,
  grown: Bounds,
  width: number,
  data: Uint8Array,
): void => {
  const limit = width * width
  const offset = painted.top - grown.top
  const heights = new Float64Array(painted.height)
  const line = new Float64Array(grown.height)
  const envelope = createEnvelope(painted.height)
  const block = new Float32Array(BLOCK * painted.height)
  for (let first = 0; first < grown.width; first += BLOCK) {
    const columns = Math.min(BLOCK, grown.width - first)
    for (let y = 0; y < painted.height; y++) {
      for (let i = 0; i < columns; i++) {
        block[i * painted.height + y] = squares[y * grown.width + first + i]!
      }
    }
    for (let i = 0; i < columns; i++) {
      for (let y = 0; y < painted.height; y++) heights[y] = block[i * painted.height + y]!
      minimumOfParabolas(heights, painted.height, offset, line, grown.height, envelope)
      for (let y = 0; y < grown.height; y++) {
        if (line[y]! > limit) continue
        const at = (grown.top + y) * mask.width + grown.left + first + i
        const value = rampValue(Math.sqrt(line[y]!), width)
        if (value > data[at]!) data[at] = value
      }
    }
  }
}

const rampValue = (distance: number, width: number): number => {
  const u = 1 - Math.max(0, distance - 0.5) / width
  return Math.round(255 * u * u * (3 - 2 * u))
}
