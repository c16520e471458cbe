/** Cuts thin holes (scratches, text, dust) into small pieces that can be filled side by side. */
import {
  type Bounds,
  boundsBottom,
  boundsContain,
  boundsGrow,
  boundsIntersect,
  boundsMoveInside,
  boundsRight,
  boundsUnion,
  boundsUnionAll,
  holeMask,
  type Mask,
  type PixelImage,
  scanMask,
} from '@inlay/shared'
import { type ContextCrop, mergeCheap } from './context.ts'
import { type CropTask, clearBox, sourcesOf } from './crop-task.ts'
import { sourceMask } from './paste-mask.ts'
import { maskIn, type PlacedMask } from './placed-mask.ts'

/** Half the thickness, in pixels, up to which a region of the mask is thin. */
export const THIN_HALF = 12

/** Side of the squares a thin mask is cut into, in pixels of the canvas. */
const CELL = 96

/** What an engine sees around a piece, in pixels: the sources of a thin hole lie close by. */
const CONTEXT = 32

/**
 * How far past its own part a piece makes the hole, so that neighbours agree where they meet: as
 * far as the engine's patches that vote for its own pixels reach (twice the radius of 3), and a
 * little more. What lies beyond is unknown to it.
 */
const SHARED = 8

/** Merged windows stay below this many pixels, so that pieces can be shared out evenly. */
const MOST_AREA = 384 ** 2

/**
 * One task for each piece. They do not depend on each other: where two windows share a part of the
 * hole both make it, and the one whose cell it lies in keeps it. The work grows with the hole and
 * not with the document.
 *
 * @param thin the part of `paste` to cut up
 * @param paste the whole paste mask
 * @param filled boxes whose part of `paste` will be filled before: known, never sampled
 */
export const planThin = (
  thin: PlacedMask,
  paste: PlacedMask,
  canvas: PixelImage,
  filled: readonly Bounds[],
): CropTask[] => {
  const grid = cellsOf(thin)
  const crops = [...grid.cells.values()].map(
    (own): ContextCrop => ({ own, window: boundsMoveInside(boundsGrow(own, CONTEXT), canvas) }),
  )
  return mergeCheap(crops, MOST_AREA).flatMap(({ own, window }) => {
    const mine = takeCells(grid, own)
    return mine.length === 0 ? [] : [taskOf(mine, window, { thin, paste, canvas, filled })]
  })
}

/** The tight box of what each cell holds, on the canvas, by the cell's number in reading order. */
interface CellGrid {
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly cells: Map<number, Bounds>
}

const cellsOf = ({ bounds, mask }: PlacedMask): CellGrid => {
  const { left, top } = bounds
  const columns = Math.ceil(mask.width / CELL)
  const cells = new Map<number, Bounds>()
  const scanner = scanMask(mask.data, 1)
  for (let y = 0; y < mask.height; y++) {
    const row = y * mask.width
    let at = scanner.first(row, row + mask.width)
    while (at >= 0) {
      const column = Math.floor((at - row) / CELL)
      const end = row + Math.min((column + 1) * CELL, mask.width)
      const number = Math.floor(y / CELL) * columns + column
      const width = scanner.last(at, end) + 1 - at
      const piece = { left: left + at - row, top: top + y, width, height: 1 }
      const before = cells.get(number)
      cells.set(number, before === undefined ? piece : boundsUnion(before, piece))
      at = scanner.first(end, row + mask.width)
    }
  }
  return { left, top, columns, cells }
}

/** Takes the cells that lie in `own` out of the grid: each is kept by one piece. */
const takeCells = ({ left, top, columns, cells }: CellGrid, own: Bounds): Bounds[] => {
  const taken: Bounds[] = []
  const index = (place: number): number => Math.floor(place / CELL)
  for (let row = index(own.top - top); row <= index(boundsBottom(own) - 1 - top); row++) {
    for (
      let column = index(own.left - left);
      column <= index(boundsRight(own) - 1 - left);
      column++
    ) {
      const cell = cells.get(row * columns + column)
      if (cell === undefined || !boundsContain(own, cell)) continue
      cells.delete(row * columns + column)
      taken.push(cell)
    }
  }
  return taken
}

interface Ground {
  readonly thin: PlacedMask
  readonly paste: PlacedMask
  readonly canvas: PixelImage
  readonly filled: readonly Bounds[]
}

const taskOf = (
  cells: readonly Bounds[],
  window: Bounds,
  { thin, paste, canvas, filled }: Ground,
): CropTask => {
  const own = boundsUnionAll(cells) ?? window
  const earlier = filled.flatMap((box) => {
    const shared = boundsIntersect(box, window)
    return shared === null ? [] : [shared]
  })
  const left = maskIn(paste, window)
  const source = sourcesOf(canvas, window, left, earlier)
  for (const box of earlier) clearBox(left, box, window)
  const limits = leaveFar(left, boundsGrow(own, SHARED), window, source, sourceMask(canvas, window))
  const kept = maskIn(thin, own)
  if (cells.length > 1) keepOnly(kept, own, cells)
  return {
    window,
    paste: left,
    hole: holeMask(left),
    ...limits,
    sample: undefined,
    kept: { bounds: own, mask: kept },
    isThin: true,
  }
}

/** Leaves out what other pieces keep; cells do not overlap. */
const keepOnly = (mask: Mask, at: Bounds, cells: readonly Bounds[]): void => {
  const all = mask.data.slice()
  mask.data.fill(0)
  for (const cell of cells) {
    for (let y = cell.top - at.top; y < boundsBottom(cell) - at.top; y++) {
      const from = y * mask.width + cell.left - at.left
      mask.data.set(all.subarray(from, from + cell.width), from)
    }
  }
}

/** Takes the hole outside `near` for unknown: neither made, nor a source, nor a guide. */
const leaveFar = (
  paste: Mask,
  near: Bounds,
  window: Bounds,
  source: Mask | undefined,
  known: Mask | undefined,
): Pick<CropTask, 'source' | 'known'> => {
  const { width, height, data } = paste
  const from = Math.max(0, near.left - window.left)
  const to = Math.min(width, boundsRight(near) - window.left)
  const masks = { source, known }
  const all = (): Mask => ({ width, height, data: new Uint8Array(data.length).fill(255) })
  const leave = (start: number, end: number): void => {
    for (let i = start; i < end; i++) {
      if (data[i] === 0) continue
      data[i] = 0
      masks.source ??= all()
      masks.known ??= all()
      masks.source.data[i] = 0
      masks.known.data[i] = 0
    }
  }
  for (let y = 0; y < height; y++) {
    const row = y * width
    if (window.top + y < near.top || window.top + y >= boundsBottom(near)) leave(row, row + width)
    else {
      leave(row, row + from)
      leave(row + to, row + width)
    }
  }
  return masks
}
