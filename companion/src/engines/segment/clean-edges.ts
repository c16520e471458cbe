/**
 * A coarse selection at the picture's full size, its edges led by the picture's own: the guided
 * filter with a colour guide (He, Sun, Tang, ECCV 2010), its coefficients found on a coarser grid where
 * the selection is much coarser than the picture (He and Sun, Fast guided filter, 2015).
 *
 * Tile by tile, and only where the selection changes: memory beyond the mask does not grow with the
 * picture. Cells of the grid lie at the same places whatever the tile, so tiles leave no seams.
 */
import { bitDepthOf, hasAlpha, type Mask, type PixelImage } from '@inlay/shared'
import { breathe } from '../../system/breathe.ts'
import type { Plane } from '../neural/planes.ts'
import { boxMean } from './box-mean.ts'
import { shrinkPart } from './shrink.ts'

/** Window of the filter, in pixels of the coarse selection. */
const RADIUS = 3
/** Least window, in pixels of the picture. */
const LEAST_RADIUS = 2
/** Variance below which the guide is flat, of colours 0..1. */
const FLATNESS = 4e-4
/** Cells in the radius at most: larger windows take larger cells. */
const RADIUS_CELLS = 5
/** Pixels along a tile's side, about. */
const TILE = 256
/** Steepens the soft edge: what is left of the filter's haze falls to 0 or 1. */
const STEEPNESS = 1.35

/**
 * 0..255, exactly the size of `image`. Transparent pixels are never selected.
 * @param coarse 0..1 over the whole picture, of any size
 * @throws InlayError cancelled
 */
export const cleanEdges = async (
  image: PixelImage,
  coarse: Plane,
  signal: AbortSignal,
  tileSide = TILE,
): Promise<Mask> => {
  const { width, height } = image
  const data = new Uint8Array(width * height)
  const ratio = Math.max(width / coarse.width, height / coarse.height)
  const radius = Math.max(LEAST_RADIUS, Math.round(RADIUS * ratio))
  const cell = Math.max(1, Math.floor(radius / RADIUS_CELLS))
  const reach = Math.max(1, Math.round(radius / cell))
  const cells = Math.max(1, Math.round(tileSide / cell))
  const across = Math.ceil(width / cell)
  const down = Math.ceil(height / cell)
  for (let top = 0; top < down; top += cells) {
    await breathe(signal)
    for (let left = 0; left < across; left += cells) {
      const tile = {
        left: left * cell,
        top: top * cell,
        right: Math.min(width, (left + cells) * cell),
        bottom: Math.min(height, (top + cells) * cell),
      }
      const constant = constantIn(coarse, image, tile, 2 * radius + 2 * cell)
      if (constant === undefined) filterTile({ image, coarse, data, tile, cell, reach })
      else if (constant > 0) {
        for (let y = tile.top; y < tile.bottom; y++) {
          data.fill(Math.round(constant * 255), y * width + tile.left, y * width + tile.right)
        }
      }
    }
  }
  hideTransparent(image, data)
  return { width, height, data }
}

interface Tile {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The one value the selection has in and around the tile; undefined where it changes. */
const constantIn = (
  coarse: Plane,
  { width, height }: PixelImage,
  { left, top, right, bottom }: Tile,
  margin: number,
): number | undefined => {
  const first = (at: number, size: number, coarseSize: number): number =>
    Math.max(0, Math.floor(((at - margin) * coarseSize) / size) - 1)
  const last = (at: number, size: number, coarseSize: number): number =>
    Math.min(coarseSize - 1, Math.ceil(((at + margin) * coarseSize) / size) + 1)
  const x0 = first(left, width, coarse.width)
  const x1 = last(right, width, coarse.width)
  const y1 = last(bottom, height, coarse.height)
  const y0 = first(top, height, coarse.height)
  const value = coarse.data[y0 * coarse.width + x0]!
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      if (Math.abs(coarse.data[y * coarse.width + x]! - value) > 1e-3) return undefined
    }
  }
  return value
}

interface TileWork {
  readonly image: PixelImage
  readonly coarse: Plane
  readonly data: Uint8Array
  readonly tile: Tile
  /** Pixels along a cell's side. */
  readonly cell: number
  /** The window's radius in cells. */
  readonly reach: number
}

const filterTile = ({ image, coarse, data, tile, cell, reach }: TileWork): void => {
  const { width, height } = image
  // Two windows, one after the other, and one cell for the interpolation.
  const margin = 2 * reach + 2
  const left = Math.max(0, tile.left / cell - margin)
  const top = Math.max(0, tile.top / cell - margin)
  const w = Math.min(Math.ceil(width / cell), Math.ceil(tile.right / cell) + margin) - left
  const h = Math.min(Math.ceil(height / cell), Math.ceil(tile.bottom / cell) + margin) - top
  const guide = shrinkPart(image, cell, { left, top, width: w, height: h })
  const selected = sample(coarse, image, cell, { left, top, width: w, height: h })
  const lines = fitLines(guide, selected, w, h, reach)
  const area = w * h
  const alpha = hasAlpha(image.channels) ? 1 : 0
  const colours = image.channels - alpha
  const unit = 1 / (bitDepthOf(image) === 16 ? 65535 : 255)
  for (let y = tile.top; y < tile.bottom; y++) {
    const v = Math.min(h - 1, Math.max(0, (y + 0.5) / cell - 0.5 - top))
    const row = Math.min(h - 2 < 0 ? 0 : h - 2, Math.floor(v))
    const down = h === 1 ? 0 : v - row
    for (let x = tile.left; x < tile.right; x++) {
      const u = Math.min(w - 1, Math.max(0, (x + 0.5) / cell - 0.5 - left))
      const column = Math.min(w - 2 < 0 ? 0 : w - 2, Math.floor(u))
      const right = w === 1 ? 0 : u - column
      const i = row * w + column
      const j = h === 1 ? i : i + w
      const next = w === 1 ? 0 : 1
      const at = (y * width + x) * image.channels
      let value = 0
      for (let p = 0; p < 4; p++) {
        const o = p * area
        const upper = lines[o + i]! * (1 - right) + lines[o + i + next]! * right
        const lower = lines[o + j]! * (1 - right) + lines[o + j + next]! * right
        const line = upper * (1 - down) + lower * down
        value += p === 3 ? line : line * image.data[at + (colours === 1 ? 0 : p)]! * unit
      }
      data[y * width + x] = Math.round(
        Math.min(1, Math.max(0, (value - 0.5) * STEEPNESS + 0.5)) * 255,
      )
    }
  }
}

/** The selection at the middle of each cell, interpolated. */
const sample = (
  { width, height, data }: Plane,
  image: PixelImage,
  cell: number,
  part: { left: number; top: number; width: number; height: number },
): Float32Array => {
  const out = new Float32Array(part.width * part.height)
  for (let y = 0; y < part.height; y++) {
    const v = (((part.top + y + 0.5) * cell) / image.height) * height - 0.5
    const y0 = Math.min(height - 1, Math.max(0, Math.floor(v)))
    const y1 = Math.min(height - 1, y0 + 1)
    const down = Math.min(1, Math.max(0, v - y0))
    for (let x = 0; x < part.width; x++) {
      const u = (((part.left + x + 0.5) * cell) / image.width) * width - 0.5
      const x0 = Math.min(width - 1, Math.max(0, Math.floor(u)))
      const x1 = Math.min(width - 1, x0 + 1)
      const right = Math.min(1, Math.max(0, u - x0))
      const upper = data[y0 * width + x0]! * (1 - right) + data[y0 * width + x1]! * right
      const lower = data[y1 * width + x0]! * (1 - right) + data[y1 * width + x1]! * right
      out[y * part.width + x] = upper * (1 - down) + lower * down
    }
  }
  return out
}

/** Four planes: the three slopes and the offset of selected = slopes . colour + offset, averaged. */
const fitLines = (
  guide: Float32Array,
  selected: Float32Array,
  width: number,
  height: number,
  reach: number,
): Float32Array => {
  const area = width * height
  const mean = (values: Float32Array): Float32Array => boxMean(values, width, height, reach)
  const product = (a: Float32Array, b: Float32Array): Float32Array =>
    mean(a.map((value, i) => value * b[i]!))
  const [r, g, b] = [0, 1, 2].map((p) => guide.subarray(p * area, (p + 1) * area)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const [mr, mg, mb, mp] = [mean(r), mean(g), mean(b), mean(selected)]
  const [rr, rg, rb] = [product(r, r), product(r, g), product(r, b)]
  const [gg, gb, bb] = [product(g, g), product(g, b), product(b, b)]
  const [rp, gp, bp] = [product(r, selected), product(g, selected), product(b, selected)]
  const lines = new Float32Array(4 * area)
  for (let i = 0; i < area; i++) {
    const s11 = rr[i]! - mr[i]! * mr[i]! + FLATNESS
    const s12 = rg[i]! - mr[i]! * mg[i]!
    const s13 = rb[i]! - mr[i]! * mb[i]!
    const s22 = gg[i]! - mg[i]! * mg[i]! + FLATNESS
    const s23 = gb[i]! - mg[i]! * mb[i]!
    const s33 = bb[i]! - mb[i]! * mb[i]! + FLATNESS
    const c1 = rp[i]! - mr[i]! * mp[i]!
    const c2 = gp[i]! - mg[i]! * mp[i]!
    const c3 = bp[i]! - mb[i]! * mp[i]!
    const m1 = s22 * s33 - s23 * s23
    const m2 = s13 * s23 - s12 * s33
    const m3 = s12 * s23 - s13 * s22
    const scale = 1 / (s11 * m1 + s12 * m2 + s13 * m3)
    const a1 = (m1 * c1 + m2 * c2 + m3 * c3) * scale
    const a2 = (m2 * c1 + (s11 * s33 - s13 * s13) * c2 + (s12 * s13 - s11 * s23) * c3) * scale
    const a3 = (m3 * c1 + (s12 * s13 - s11 * s23) * c2 + (s11 * s22 - s12 * s12) * c3) * scale
    lines[i] = a1
    lines[area + i] = a2
    lines[2 * area + i] = a3
    lines[3 * area + i] = mp[i]! - a1 * mr[i]! - a2 * mg[i]! - a3 * mb[i]!
  }
  for (let p = 0; p < 4; p++) lines.set(mean(lines.slice(p * area, (p + 1) * area)), p * area)
  return lines
}

const hideTransparent = ({ channels, data: samples }: PixelImage, mask: Uint8Array): void => {
  if (!hasAlpha(channels)) return
  for (let i = 0, at = channels - 1; i < mask.length; i++, at += channels) {
    if (samples[at] === 0) mask[i] = 0
  }
}
