/** One grid of the membrane's pyramid, and the steps between and on grids. */
import type { Region } from './membrane.ts'

/**
 * Arrays have a rim of one cell on all sides that is never inside, so that neighbours need no
 * bounds check: cell (x, y) is at `(y + 1) * stride + x + 1`.
 */
export interface Grid {
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly inside: Uint8Array
  /** 1 where a value is given. */
  readonly fixed: Uint8Array
  /** Cells inside that are not given, in reading order. */
  readonly free: Int32Array
  /** For each free cell, 1 / (number of neighbours inside + screening); 0 for a lone cell. */
  readonly scale: Float32Array
  readonly screening: number
  /** Values of the region's own layout, 0 where not given. */
  pad(values: Float32Array): Float32Array
  unpad(field: Float32Array): Float32Array
}

/** @param given NaN where free */
export const gridOf = (region: Region, given: Float32Array, screening: number): Grid => {
  const { width, height } = region
  const stride = width + 2
  const inside = new Uint8Array(stride * (height + 2))
  const fixed = new Uint8Array(inside.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * width + x
      if (region.inside[from] !== 1) continue
      const to = (y + 1) * stride + x + 1
      inside[to] = 1
      if (!Number.isNaN(given[from]!)) fixed[to] = 1
    }
  }
  return finished(width, height, inside, fixed, screening)
}

const finished = (
  width: number,
  height: number,
  inside: Uint8Array,
  fixed: Uint8Array,
  screening: number,
): Grid => {
  const stride = width + 2
  let count = 0
  for (let i = 0; i < inside.length; i++) if (inside[i] === 1 && fixed[i] === 0) count++
  const free = new Int32Array(count)
  const scale = new Float32Array(count)
  let n = 0
  for (let i = stride; i < inside.length - stride; i++) {
    if (inside[i] === 0 || fixed[i] === 1) continue
    const near = inside[i - 1]! + inside[i + 1]! + inside[i - stride]! + inside[i + stride]!
    free[n] = i
    scale[n++] = near === 0 ? 0 : 1 / (near + screening)
  }
  return {
    width,
    height,
    stride,
    inside,
    fixed,
    free,
    scale,
    screening,
    pad: (values) => {
      const field = new Float32Array(inside.length)
      for (let y = 0; y < height; y++) {
        const to = (y + 1) * stride + 1
        for (let x = 0; x < width; x++) {
          if (fixed[to + x] === 1) field[to + x] = values[y * width + x]!
        }
      }
      return field
    },
    unpad: (field) => {
      const values = new Float32Array(width * height)
      for (let y = 0; y < height; y++) {
        const from = (y + 1) * stride + 1
        values.set(field.subarray(from, from + width), y * width)
      }
      return values
    },
  }
}

/** A cell is inside when one of its four is, and given when one of those is. */
export const halve = (fine: Grid): Grid => {
  const width = (fine.width + 1) >> 1
  const height = (fine.height + 1) >> 1
  const stride = width + 2
  const inside = new Uint8Array(stride * (height + 2))
  const fixed = new Uint8Array(inside.length)
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const from = (y + 1) * fine.stride + x + 1
      if (fine.inside[from] === 0) continue
      const to = ((y >> 1) + 1) * stride + (x >> 1) + 1
      inside[to] = 1
      if (fine.fixed[from] === 1) fixed[to] = 1
    }
  }
  return finished(width, height, inside, fixed, 4 * fine.screening)
}

/** The given values of the coarse grid: the mean of those of its four. */
export const restrict = (fine: Grid, field: Float32Array, coarse: Grid): Float32Array => {
  const result = new Float32Array(coarse.inside.length)
  const counts = new Uint8Array(coarse.inside.length)
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const from = (y + 1) * fine.stride + x + 1
      if (fine.fixed[from] === 0) continue
      const to = ((y >> 1) + 1) * coarse.stride + (x >> 1) + 1
      result[to]! += field[from]!
      counts[to]!++
    }
  }
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 1) result[i]! /= counts[i]!
  return result
}

/** Starts the free cells of the fine grid: bilinear, over those of the four neighbours inside. */
export const prolong = (
  coarse: Grid,
  from: Float32Array,
  fine: Grid,
  field: Float32Array,
): void => {
  const { inside, stride } = coarse
  const { free } = fine
  for (let n = 0; n < free.length; n++) {
    const i = free[n]!
    const x = (i % fine.stride) - 1
    const y = ((i / fine.stride) | 0) - 1
    const a = ((y >> 1) + 1) * stride + (x >> 1) + 1
    const dx = (x & 1) === 0 ? -1 : 1
    const dy = (y & 1) === 0 ? -stride : stride
    const b = a + dx
    const c = a + dy
    const d = c + dx
    const weight = 9 + 3 * inside[b]! + 3 * inside[c]! + inside[d]!
    // Values outside are 0.
    field[i] = (9 * from[a]! + 3 * from[b]! + 3 * from[c]! + from[d]!) / weight
  }
}

/**
 * One Gauss-Seidel pass, in reading order or against it; gives the largest change. Values outside
 * are 0 and so drop out of the sum; dividing by the number of neighbours inside is the condition of
 * no flow across the border.
 */
export const sweep = (grid: Grid, field: Float32Array, backwards: boolean): number => {
  const { free, scale, stride } = grid
  const count = free.length
  let most = 0
  for (let n = 0; n < count; n++) {
    const k = backwards ? count - 1 - n : n
    const i = free[k]!
    const next =
      (field[i - 1]! + field[i + 1]! + field[i - stride]! + field[i + stride]!) * scale[k]!
    const change = Math.abs(next - field[i]!)
    if (change > most) most = change
    field[i] = next
  }
  return most
}
