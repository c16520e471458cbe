/**
 * A mask in tiles that are never changed, only replaced: a state of it is a list of them, so that a
 * step back costs nothing and what two states have in common is held once.
 */
import {
  type Bounds,
  boundsBottom,
  boundsIntersect,
  boundsOf,
  boundsRight,
  boundsUnionAll,
} from '../geometry/bounds.ts'
import type { Extent } from '../geometry/extent.ts'
import { maskBounds } from '../mask/bounds.ts'
import type { BrushMask } from '../mask/brush.ts'
import type { Mask } from '../pixels.ts'

/** Pixels of a tile's side; those at the right and at the bottom may be smaller. */
export const TILE = 256

export interface TiledMask extends Extent {
  /** Row by row, each of the size of its `tileBox`; not to be written to. */
  readonly tiles: readonly Uint8Array[]
}

const across = ({ width }: Extent): number => Math.ceil(width / TILE)

/** Where a tile lies in the mask. */
export const tileBox = (extent: Extent, index: number): Bounds => {
  const columns = across(extent)
  const left = (index % columns) * TILE
  const top = Math.floor(index / columns) * TILE
  return {
    left,
    top,
    width: Math.min(TILE, extent.width - left),
    height: Math.min(TILE, extent.height - top),
  }
}

/** @param value 0..255, everywhere */
export const uniformTiles = ({ width, height }: Extent, value = 0): TiledMask => {
  const made = new Map<number, Uint8Array>()
  const uniform = (length: number): Uint8Array => {
    const tile = made.get(length) ?? new Uint8Array(length).fill(value)
    made.set(length, tile)
    return tile
  }
  const count = across({ width, height }) * Math.ceil(height / TILE)
  const tiles = Array.from({ length: count }, (_, index) => {
    const box = tileBox({ width, height }, index)
    return uniform(box.width * box.height)
  })
  return { width, height, tiles }
}

/** Indices of the tiles that share a pixel with the box. */
export const tilesIn = (extent: Extent, box: Bounds): number[] => {
  const inside = boundsIntersect(box, boundsOf(extent))
  if (inside === null) return []
  const columns = across(extent)
  const indices: number[] = []
  for (let y = Math.floor(inside.top / TILE); y * TILE < boundsBottom(inside); y++) {
    for (let x = Math.floor(inside.left / TILE); x * TILE < boundsRight(inside); x++) {
      indices.push(y * columns + x)
    }
  }
  return indices
}

/**
 * The mask with something painted on it, tile by tile.
 * @param paint changes a copy of the tile; must not reach outside `box`
 */
export const paintTiles = (
  mask: TiledMask,
  box: Bounds,
  paint: (part: BrushMask) => void,
): TiledMask => {
  const tiles = [...mask.tiles]
  for (const index of tilesIn(mask, box)) {
    const data = tiles[index]!.slice()
    paint({ data, scale: 1, ...tileBox(mask, index) })
    tiles[index] = data
  }
  return { ...mask, tiles }
}

/** 255 - value, everywhere. */
export const invertTiles = (mask: TiledMask): TiledMask => {
  const made = new Map<Uint8Array, Uint8Array>()
  const tiles = mask.tiles.map((tile) => {
    const known = made.get(tile)
    if (known !== undefined) return known
    const inverted = tile.map((value) => 255 - value)
    made.set(tile, inverted)
    return inverted
  })
  return { ...mask, tiles }
}

/** The larger value of both, everywhere; tiles that gain nothing are kept as they are. */
export const uniteTiles = (mask: TiledMask, other: Mask): TiledMask => {
  const tiles = mask.tiles.map((tile, index) => {
    const { left, top, width, height } = tileBox(mask, index)
    let changed: Uint8Array | undefined
    for (let y = 0; y < height; y++) {
      const from = (top + y) * other.width + left
      for (let x = 0; x < width; x++) {
        const value = other.data[from + x]!
        if (value <= tile[y * width + x]!) continue
        changed ??= tile.slice()
        changed[y * width + x] = value
      }
    }
    return changed ?? tile
  })
  return { ...mask, tiles }
}

/** Rows of the whole width as one run of bytes. */
export const rowsOf = (mask: TiledMask, top: number, count: number): Uint8Array =>
  cropTiles(mask, { left: 0, top, width: mask.width, height: count }).data

/** What lies in the box; 0 where it reaches outside. */
export const cropTiles = (mask: TiledMask, box: Bounds): Mask & { readonly data: Uint8Array } =>
  cropLevel(mask, box, 0, mask.tiles)

/**
 * Tight box of everything above 0; null for an empty mask.
 * @param known boxes of tiles looked at before, for whoever asks again and again
 */
export const tiledBounds = (
  mask: TiledMask,
  known: WeakMap<Uint8Array, Bounds | null> = new WeakMap(),
): Bounds | null => {
  const boxes = mask.tiles.flatMap((tile, index) => {
    const { left, top, width, height } = tileBox(mask, index)
    const painted = known.has(tile) ? known.get(tile) : maskBounds({ width, height, data: tile })
    known.set(tile, painted ?? null)
    return painted ? [{ ...painted, left: left + painted.left, top: top + painted.top }] : []
  })
  return boundsUnionAll(boxes)
}

/** Tiles halved again and again, each once as long as anybody holds the tile. */
export interface Halved {
  /** A tile at a level: 1 is half its size in each direction, rounded up. */
  at(tile: Uint8Array, box: Extent, level: number): Uint8Array
}

export const createHalved = (): Halved => {
  const smaller = new WeakMap<Uint8Array, Uint8Array>()
  const at: Halved['at'] = (tile, { width, height }, level) => {
    if (level === 0) return tile
    const known = smaller.get(tile) ?? halve(tile, width, height)
    smaller.set(tile, known)
    return at(known, { width: half(width), height: half(height) }, level - 1)
  }
  return { at }
}

const half = (side: number): number => Math.ceil(side / 2)

/** Each pixel the mean of the up to four it stands for. */
const halve = (data: Uint8Array, width: number, height: number): Uint8Array => {
  const [w, h] = [half(width), half(height)]
  const out = new Uint8Array(w * h)
  for (let y = 0; y < h; y++) {
    const above = 2 * y * width
    const below = Math.min(2 * y + 1, height - 1) * width
    for (let x = 0; x < w; x++) {
      const [a, b] = [2 * x, Math.min(2 * x + 1, width - 1)]
      const sum = data[above + a]! + data[above + b]! + data[below + a]! + data[below + b]!
      out[y * w + x] = (sum + 2) >> 2
    }
  }
  return out
}

/** Tiles are halved at most as often as leaves each a pixel. */
export const MOST_HALVED = Math.log2(TILE)

/**
 * The mask halved `level` times, what lies in a box of its (smaller) pixels.
 * @param level 0..MOST_HALVED
 */
export const cropHalved = (mask: TiledMask, box: Bounds, level: number, halved: Halved): Mask =>
  cropLevel(
    mask,
    box,
    level,
    mask.tiles.map((tile, index) => () => halved.at(tile, tileBox(mask, index), level)),
  )

/** Size of a picture halved so often. */
export const halvedExtent = ({ width, height }: Extent, level: number): Extent => ({
  width: Math.ceil(width / 2 ** level),
  height: Math.ceil(height / 2 ** level),
})

const cropLevel = (
  mask: Extent,
  box: Bounds,
  level: number,
  tiles: readonly (Uint8Array | (() => Uint8Array))[],
): Mask & { readonly data: Uint8Array } => {
  const data = new Uint8Array(box.width * box.height)
  const unit = 2 ** level
  const whole = {
    left: box.left * unit,
    top: box.top * unit,
    width: box.width * unit,
    height: box.height * unit,
  }
  for (const index of tilesIn(mask, whole)) {
    const { left, top, width, height } = tileBox(mask, index)
    const place = {
      left: left / unit,
      top: top / unit,
      width: Math.ceil(width / unit),
      height: Math.ceil(height / unit),
    }
    const shared = boundsIntersect(place, box)
    if (shared === null) continue
    const tile = tiles[index]!
    const bytes = typeof tile === 'function' ? tile() : tile
    for (let y = shared.top; y < boundsBottom(shared); y++) {
      const from = (y - place.top) * place.width + shared.left - place.left
      data.set(
        bytes.subarray(from, from + shared.width),
        (y - box.top) * box.width + shared.left - box.left,
      )
    }
  }
  return { width: box.width, height: box.height, data }
}
