/** Where the blend's grids lie. About 35 bytes per pixel of the hole's box. */
import { BAND_GROUPS, GRID_BYTES, GRID_LEFT, GRIDS } from './constants.ts'

export interface GridPlan {
  /** Address of its descriptor. */
  readonly address: number
  readonly width: number
  readonly height: number
  /** Floats per row, border included. */
  readonly stride: number
  readonly x: number
  readonly rhs: number
  readonly inverse: number
  /** 0 on the finest grid. */
  readonly right: number
  readonly down: number
  readonly list: number
}

export interface BlendPlan {
  readonly start: number
  readonly end: number
  readonly grids: readonly GridPlan[]
  /** Planes in the finest grid's layout, for the conjugate gradients. */
  readonly direction: number
  readonly solution: number
  /** Float64 per band. */
  readonly parts: number
  /** Per channel, Int16 in the finest grid's layout. */
  readonly corrections: readonly number[]
}

/** No grid is coarser than this. */
const SMALLEST_SIDE = 4

const align = (value: number): number => Math.ceil(value / 16) * 16

/** Plans the grids for a box of `width` x `height` pixels from address `start` on. */
export const planBlend = (start: number, width: number, height: number): BlendPlan => {
  let end = start
  const take = (bytes: number): number => {
    const address = end
    end = align(end + bytes)
    return address
  }
  const grids: GridPlan[] = []
  let size = { width, height }
  for (;;) {
    const index = grids.length
    // Eight at a time: a group of four coarse cells reads eight fine columns.
    const stride = GRID_LEFT + Math.ceil(size.width / 8) * 8 + GRID_LEFT
    const cells = stride * (size.height + 2)
    const isFinest = index === 0
    grids.push({
      address: GRIDS + index * GRID_BYTES,
      ...size,
      stride,
      x: take(cells * 4),
      rhs: take(cells * 4),
      inverse: take(cells * 4),
      right: isFinest ? 0 : take(cells * 4),
      down: isFinest ? 0 : take(cells * 4),
      list: take(cells),
    })
    if (Math.min(size.width, size.height) <= SMALLEST_SIDE) break
    size = { width: (size.width + 1) >> 1, height: (size.height + 1) >> 1 }
  }
  const cells = grids[0]!.stride * (height + 2)
  const direction = take(cells * 4)
  const solution = take(cells * 4)
  const parts = take((Math.ceil(cells / 4 / BAND_GROUPS) + 1) * 8)
  const corrections = [0, 1, 2].map(() => take(cells * 2))
  return { start, end, grids, direction, solution, parts, corrections }
}
