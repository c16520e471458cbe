/** Where a sample mask lets a fill look for its material, counted so that windows can be chosen by it. */
import {
  type Bounds,
  boundsBottom,
  boundsRight,
  expected,
  hasAlpha,
  InlayError,
  type Mask,
  type PixelImage,
} from '@inlay/shared'
import type { PlacedMask } from './placed-mask.ts'

/** Side of the squares that are counted as patches: the embedded engine's own, 7 pixels. */
export const PATCH_SIDE = 7

/** Side of a tile of the count, in pixels. */
const TILE = 16

/** From this mask value on a pixel may be sampled: soft edges belong to the brighter half. */
const HALF = 128

export interface SampleArea {
  /** Size of the canvas: 255 where a pixel may be sampled, else 0. */
  readonly mask: Mask
  /** Share of the canvas that may be sampled, 0..1. */
  readonly fraction: number
  /** Whole patches in all of it, 1 or more. */
  readonly patches: number
  /**
   * Whole patches centred in the tiles above and to the left of a tile's corner: (columns + 1) *
   * (rows + 1) sums, the first row and column 0.
   */
  readonly sums: Float64Array
  readonly columns: number
  readonly rows: number
}

/**
 * What of a sample mask can serve: at least half white, outside the paste mask, not transparent.
 *
 * @param sample the size of `canvas`
 * @throws InlayError sample_unusable when not one whole patch is left
 */
export const makeSampleArea = (sample: Mask, paste: PlacedMask, canvas: PixelImage): SampleArea => {
  const { width, height } = sample
  const usable = usableOf(sample, paste, canvas)
  const columns = Math.ceil(width / TILE)
  const rows = Math.ceil(height / TILE)
  const sums = new Float64Array((columns + 1) * (rows + 1))
  countPatches(usable, width, height, (x, y) => {
    const at = (Math.floor(y / TILE) + 1) * (columns + 1) + Math.floor(x / TILE) + 1
    sums[at] = sums[at]! + 1
  })
  accumulate(sums, columns + 1)
  const patches = sums[sums.length - 1]!
  if (patches === 0) {
    throw new InlayError(
      'sample_unusable',
      expected(
        `an area of ${PATCH_SIDE} x ${PATCH_SIDE} pixels outside the mask`,
        'the sample mask',
        'less',
      ),
    )
  }
  const pixels = usable.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0)
  return {
    mask: { width, height, data: usable },
    fraction: pixels / usable.length,
    patches,
    sums,
    columns,
    rows,
  }
}

const usableOf = (sample: Mask, { bounds, mask }: PlacedMask, canvas: PixelImage): Uint8Array => {
  const { width, data } = sample
  const usable = new Uint8Array(data.length)
  for (let i = 0; i < data.length; i++) if (data[i]! >= HALF) usable[i] = 255
  for (let y = 0; y < bounds.height; y++) {
    const row = (bounds.top + y) * width + bounds.left
    for (let x = 0; x < bounds.width; x++) {
      if (mask.data[y * bounds.width + x] !== 0) usable[row + x] = 0
    }
  }
  if (hasAlpha(canvas.channels)) {
    const { channels } = canvas
    for (let i = 0; i < usable.length; i++) {
      if (canvas.data[(i + 1) * channels - 1] === 0) usable[i] = 0
    }
  }
  return usable
}

/** Calls `found` with the centre of every square of PATCH_SIDE that is usable as a whole. */
const countPatches = (
  usable: Uint8Array,
  width: number,
  height: number,
  found: (x: number, y: number) => void,
): void => {
  const half = PATCH_SIDE >> 1
  // For each column, how many rows up to here end a usable run as long as a patch.
  const stacked = new Uint8Array(width)
  for (let y = 0; y < height; y++) {
    let run = 0
    for (let x = 0; x < width; x++) {
      run = usable[y * width + x] === 0 ? 0 : run + 1
      stacked[x] = run < PATCH_SIDE ? 0 : Math.min(stacked[x]! + 1, PATCH_SIDE)
      if (stacked[x] === PATCH_SIDE) found(x - half, y - half)
    }
  }
}

/** Turns counts into summed-area sums (Crow 1984), in place. */
const accumulate = (sums: Float64Array, stride: number): void => {
  for (let at = stride; at < sums.length; at += stride) {
    let row = 0
    for (let x = 1; x < stride; x++) {
      row += sums[at + x]!
      sums[at + x] = row + sums[at + x - stride]!
    }
  }
}

/** Tiles whose patches lie in a box as a whole: from `left` to before `right`, and down alike. */
interface Tiles {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** One axis of `Tiles`: at the canvas's own edge no patch reaches out of it. */
const tilesAlong = (from: number, to: number, length: number, tiles: number): [number, number] => {
  const half = PATCH_SIDE >> 1
  const first = from === 0 ? 0 : Math.min(tiles, Math.ceil((from + half) / TILE))
  const end = to === length ? tiles : Math.floor((to - half) / TILE)
  return [first, Math.max(first, end)]
}

const tilesIn = ({ mask, columns, rows }: SampleArea, bounds: Bounds): Tiles => {
  const [left, right] = tilesAlong(bounds.left, boundsRight(bounds), mask.width, columns)
  const [top, bottom] = tilesAlong(bounds.top, boundsBottom(bounds), mask.height, rows)
  return { left, top, right, bottom }
}

const sumIn = ({ sums, columns }: SampleArea, { left, top, right, bottom }: Tiles): number => {
  const at = (x: number, y: number): number => sums[y * (columns + 1) + x]!
  return at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)
}

/** Whole patches in a box of the canvas; those in its outermost tiles may be left out. */
export const patchesIn = (area: SampleArea, bounds: Bounds): number =>
  sumIn(area, tilesIn(area, bounds))

/** The part of a box, to a tile, that holds all patches `patchesIn` counts there; null for none. */
export const patchBounds = (area: SampleArea, bounds: Bounds): Bounds | null => {
  let { left, top, right, bottom } = tilesIn(area, bounds)
  const isEmpty = (tiles: Partial<Tiles>): boolean =>
    sumIn(area, { left, top, right, bottom, ...tiles }) === 0
  if (isEmpty({})) return null
  while (isEmpty({ right: left + 1 })) left++
  while (isEmpty({ left: right - 1 })) right--
  while (isEmpty({ bottom: top + 1 })) top++
  while (isEmpty({ top: bottom - 1 })) bottom--
  const half = PATCH_SIDE >> 1
  const { width, height } = area.mask
  const x = Math.max(0, left * TILE - half)
  const y = Math.max(0, top * TILE - half)
  return {
    left: x,
    top: y,
    width: Math.min(width, right * TILE + half) - x,
    height: Math.min(height, bottom * TILE + half) - y,
  }
}
