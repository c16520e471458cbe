/** Carries the nearest-neighbour field to the next finer level, and reads the result off the finest one. */
import {
  A_LEVEL,
  A_OTHER,
  HOLE,
  L_BANDS,
  L_BOX_WIDTH,
  L_DISTANCE,
  L_FIELD,
  L_FLAGS,
  L_HEIGHT,
  L_LEFT,
  L_PIXELS,
  L_RADIUS,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
  NONE,
  SOURCE,
  TARGET,
} from '../constants'
import { address, argument, field } from './memory.as'

/** Fills the field of a band from the coarser level's: centres doubled, moved at most two pixels to a source. */
export function refine(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const coarse = <usize>argument(A_OTHER)
  const flags = address(level, L_FLAGS)
  const stride = field(level, L_STRIDE)
  const left = field(level, L_LEFT)
  const boxWidth = field(level, L_BOX_WIDTH)
  const first = load<i32>(address(level, L_BANDS) + band * 4)
  const end = load<i32>(address(level, L_BANDS) + band * 4 + 4)
  for (let y = first; y < end; y++) {
    for (let x = left; x < left + boxWidth; x++) {
      const at = <usize>((y - field(level, L_TOP)) * boxWidth + x - left) * 4
      let entry = NONE
      if ((load<u8>(flags + <usize>y * stride + x) & TARGET) != 0) {
        const from = coarseTarget(coarse, x >> 1, y >> 1)
        if (from != NONE) {
          const index = <usize>boxIndex(coarse, from) * 4
          const source = load<i32>(address(coarse, L_FIELD) + index)
          entry = nearSource(
            level,
            (source & 0xffff) * 2 + x - (from & 0xffff) * 2,
            (source >>> 16) * 2 + y - (from >>> 16) * 2,
          )
          store<u32>(address(level, L_DISTANCE) + at, load<u32>(address(coarse, L_DISTANCE) + index))
        }
      }
      store<i32>(address(level, L_FIELD) + at, entry)
    }
  }
  return 0
}

// @ts-ignore: decorator
@inline
function boxIndex(level: usize, entry: i32): i32 {
  return (
    ((entry >>> 16) - field(level, L_TOP)) * field(level, L_BOX_WIDTH) +
    (entry & 0xffff) -
    field(level, L_LEFT)
  )
}

/** The coarse target at (x, y), or one of the eight around it, whose entry is set. */
function coarseTarget(level: usize, x: i32, y: i32): i32 {
  const radius = field(level, L_RADIUS)
  const cx = min(max(x, radius), field(level, L_WIDTH) - 1 - radius)
  const cy = min(max(y, radius), field(level, L_HEIGHT) - 1 - radius)
  for (let i = 0; i < 9; i++) {
    const nx = cx + stepX(i)
    const ny = cy + stepY(i)
    if (nx < radius || ny < radius) continue
    if (nx >= field(level, L_WIDTH) - radius || ny >= field(level, L_HEIGHT) - radius) continue
    const flag = load<u8>(address(level, L_FLAGS) + <usize>ny * field(level, L_STRIDE) + nx)
    if ((flag & TARGET) == 0) continue
    const entry = (ny << 16) | nx
    if (load<i32>(address(level, L_FIELD) + <usize>boxIndex(level, entry) * 4) != NONE) return entry
  }
  return NONE
}

/** 0, then the four sides, then the four corners. */
// @ts-ignore: decorator
@inline
function stepX(i: i32): i32 {
  return i == 1 || i == 5 || i == 7 ? -1 : i == 2 || i == 6 || i == 8 ? 1 : 0
}

// @ts-ignore: decorator
@inline
function stepY(i: i32): i32 {
  return i == 3 || i == 5 || i == 6 ? -1 : i == 4 || i == 7 || i == 8 ? 1 : 0
}

/** The source centre at (x, y) or within two pixels of it, nearest ring first; NONE without one. */
function nearSource(level: usize, x: i32, y: i32): i32 {
  const radius = field(level, L_RADIUS)
  const cx = min(max(x, radius), field(level, L_WIDTH) - 1 - radius)
  const cy = min(max(y, radius), field(level, L_HEIGHT) - 1 - radius)
  for (let reach = 0; reach <= 2; reach++) {
    for (let i = 0; i < 9; i++) {
      const nx = cx + stepX(i) * reach
      const ny = cy + stepY(i) * reach
      if (nx < 0 || ny < 0 || nx >= field(level, L_WIDTH) || ny >= field(level, L_HEIGHT)) continue
      const flag = load<u8>(address(level, L_FLAGS) + <usize>ny * field(level, L_STRIDE) + nx)
      if ((flag & SOURCE) != 0) return (ny << 16) | nx
    }
  }
  return NONE
}

/**
 * Writes, in place of each hole pixel's colour, the packed place it is copied from: that of the best
 * of the patches that cover it. Returns how many have none.
 */
export function finish(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  const width = field(level, L_WIDTH)
  const height = field(level, L_HEIGHT)
  const stride = field(level, L_STRIDE)
  const flags = address(level, L_FLAGS)
  const radius = field(level, L_RADIUS)
  const left = field(level, L_LEFT)
  const top = field(level, L_TOP)
  const boxWidth = field(level, L_BOX_WIDTH)
  const nearest = address(level, L_FIELD)
  const distances = address(level, L_DISTANCE)
  const first = load<i32>(address(level, L_BANDS) + band * 4)
  const end = load<i32>(address(level, L_BANDS) + band * 4 + 4)
  let lost = 0
  for (let y = first; y < end; y++) {
    const ty0 = max(y - radius, radius)
    const ty1 = min(y + radius, height - 1 - radius)
    for (let x = left; x < left + boxWidth; x++) {
      const here = <usize>y * stride + x
      if ((load<u8>(flags + here) & HOLE) == 0) continue
      const tx0 = max(x - radius, radius)
      const tx1 = min(x + radius, width - 1 - radius)
      let best = u32.MAX_VALUE
      let place = NONE
      for (let ty = ty0; ty <= ty1; ty++) {
        for (let tx = tx0; tx <= tx1; tx++) {
          const at = <usize>((ty - top) * boxWidth + tx - left) * 4
          const entry = load<i32>(nearest + at)
          if (entry == NONE) continue
          const distance = load<u32>(distances + at)
          if (distance < best) {
            best = distance
            place = entry + ((y - ty) << 16) + x - tx
          }
        }
      }
      if (place == NONE) lost += 1
      store<i32>(address(level, L_PIXELS) + here * 4, place)
    }
  }
  return lost
}
