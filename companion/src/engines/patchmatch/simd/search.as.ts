/** One PatchMatch pass over a band: propagation, then random search (Barnes 2009, section 3.2). */
import {
  A_ACROSS,
  A_COARSER,
  A_DOWN,
  A_EXPLORE,
  A_FULL_DEPTH,
  A_KEY,
  A_LEVEL,
  A_PARTIAL,
  A_REVERSE,
  A_RICHNESS,
  A_SAMPLES,
  A_SEEDS,
  A_SELECT,
  A_STALE,
  A_WINDOW,
  EXPLORE,
  EXPLORE_SIDE,
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
  LEVEL_BYTES,
  NONE,
  SEEDS,
  SOURCE,
  TARGET,
} from '../constants'
import { comparable, headMask, partial, tailMask, whole } from './distance.as'
import { address, argument, field, mix } from './memory.as'

// The level and pass at hand; globals belong to one thread's instance.
let width: i32 = 0
let height: i32 = 0
let stride: i32 = 0
let pixels: usize = 0
let flags: usize = 0
let radius: i32 = 0
let boxWidth: i32 = 0
let nearest: usize = 0
let distances: usize = 0
let onlyKnown: bool = false
let seeds: i32 = 0
let explores: bool = false
let across: u32 = 0
let down: u32 = 0
let perWidth: u32 = 0
let perHeight: u32 = 0

// The pixel at hand.
let here: i32 = 0
let farShift: u64 = 0
let patch: usize = 0
let patchFlags: usize = 0
let best: i32 = NONE
let bestDistance: u32 = 0
// What a texture of 1 excuses there.
let excuse: f64 = 0

export function search(band: i32): i32 {
  const level = <usize>argument(A_LEVEL)
  width = field(level, L_WIDTH)
  height = field(level, L_HEIGHT)
  stride = field(level, L_STRIDE)
  pixels = address(level, L_PIXELS)
  flags = address(level, L_FLAGS)
  radius = field(level, L_RADIUS)
  boxWidth = field(level, L_BOX_WIDTH)
  nearest = address(level, L_FIELD)
  distances = address(level, L_DISTANCE)
  onlyKnown = argument(A_PARTIAL) != 0
  seeds = argument(A_SEEDS)
  explores = argument(A_EXPLORE) != 0
  across = <u32>argument(A_ACROSS)
  down = <u32>argument(A_DOWN)
  perWidth = (1 << 20) / width
  perHeight = (1 << 20) / height
  const left = field(level, L_LEFT)
  const top = field(level, L_TOP)
  const select = <u8>argument(A_SELECT)
  const first = load<i32>(address(level, L_BANDS) + band * 4)
  const end = load<i32>(address(level, L_BANDS) + band * 4 + 4)
  if (argument(A_REVERSE) == 0) {
    for (let y = first; y < end; y++) {
      const row = flags + <usize>y * stride + left
      const at = (y - top) * boxWidth
      for (let x = 0; x < boxWidth; x++) {
        if ((load<u8>(row + x) & select) != 0) improve(left + x, y, at + x, -1)
      }
    }
  } else {
    for (let y = end - 1; y >= first; y--) {
      const row = flags + <usize>y * stride + left
      const at = (y - top) * boxWidth
      for (let x = boxWidth - 1; x >= 0; x--) {
        if ((load<u8>(row + x) & select) != 0) improve(left + x, y, at + x, 1)
      }
    }
  }
  return 0
}

/** Betters the entry of target (x, y), index `at` in the box; `side` is where the scan comes from. */
function improve(x: i32, y: i32, at: i32, side: i32): void {
  here = (y << 16) | x
  farShift = 20 + <u64>max(argument(A_FULL_DEPTH) - depth(x, y), 0)
  const corner = (y - radius) * stride + x - radius
  patch = pixels + <usize>corner * 4
  patchFlags = flags + corner
  const full = (2 * radius + 1) * (2 * radius + 1)
  const used = onlyKnown ? max(comparable(patchFlags, stride, 2 * radius + 1), 1) : full
  excuse = <f64>(used * argument(A_RICHNESS)) / 256
  best = load<i32>(nearest + <usize>at * 4)
  bestDistance = u32.MAX_VALUE
  if (best != NONE) {
    if (argument(A_STALE) != 0) {
      const entry = best
      best = NONE
      consider(entry)
    } else {
      bestDistance = load<u32>(distances + <usize>at * 4)
    }
  }
  const flag = flags + <usize>y * stride + x
  if ((load<u8>(flag + side) & TARGET) != 0) {
    const beside = load<i32>(nearest + <usize>(at + side) * 4)
    if (beside != NONE) propose(beside - side)
  }
  if ((load<u8>(flag + side * stride) & TARGET) != 0) {
    const beside = load<i32>(nearest + <usize>(at + side * boxWidth) * 4)
    if (beside != NONE) propose(beside - side * 0x10000)
  }
  randomSearch(mix(<u32>argument(A_KEY) ^ ((<u32>y << 16) | <u32>x)))
  store<i32>(nearest + <usize>at * 4, best)
  if (onlyKnown && best != NONE) {
    bestDistance = <u32>((<u64>bestDistance * full) / used)
  }
  store<u32>(distances + <usize>at * 4, bestDistance)
}

/** A source centre from the table. */
// @ts-ignore: decorator
@inline
function seedAt(random: u32): i32 {
  return load<i32>(<usize>SEEDS + <usize>(((random >>> 16) * <u32>seeds) >>> 16) * 4)
}

function randomSearch(start: u32): void {
  let key = start
  if (best == NONE) {
    for (let i = argument(A_SAMPLES); i > 0; i--) {
      key = mix(key + 0x9e3779b9)
      propose(
        seeds > 0 ? seedAt(key) : within(key, width >> 1, height >> 1, max(width, height)),
      )
    }
    if (best == NONE) return
  } else if (seeds > 0) {
    key = mix(key + 0x9e3779b9)
    propose(seedAt(key))
  }
  for (let window = argument(A_WINDOW); window > 0; window >>= 1) {
    key = mix(key + 0x9e3779b9)
    propose(within(key, best & 0xffff, best >>> 16, window))
  }
}

/** A patch centre drawn evenly from the window around (x, y), cut to the picture. */
// @ts-ignore: decorator
@inline
function within(random: u32, x: i32, y: i32, window: i32): i32 {
  const x0 = max(x - window, radius)
  const x1 = min(x + window, width - 1 - radius)
  const y0 = max(y - window, radius)
  const y1 = min(y + window, height - 1 - radius)
  const dx = ((random & 0xffff) * <u32>(x1 - x0 + 1)) >>> 16
  const dy = ((random >>> 16) * <u32>(y1 - y0 + 1)) >>> 16
  return ((y0 + <i32>dy) << 16) | (x0 + <i32>dx)
}

/** Considers a centre that may be no source. */
// @ts-ignore: decorator
@inline
function propose(entry: i32): void {
  if (entry == best) return
  const at = <usize>(entry >>> 16) * stride + (entry & 0xffff)
  if ((load<u8>(flags + at) & SOURCE) != 0) consider(entry)
}

function consider(entry: i32): void {
  const far = distantCost(entry)
  if (far >= bestDistance) return
  const corner = ((entry >>> 16) - radius) * stride + (entry & 0xffff) - radius
  const other = pixels + <usize>corner * 4
  const rows = 2 * radius + 1
  const limit = bestDistance - far
  const texture = <u32>load<u8>(pixels + (<usize>(entry >>> 16) * stride + (entry & 0xffff)) * 4 + 3)
  const excused = excuse * <f64>(texture * texture)
  const most = mostFor(limit, excused)
  const difference = onlyKnown
    ? partial(patch, other, patchFlags, stride * 4, stride, rows, headMask(radius), tailMask(radius), most)
    : whole(patch, other, stride * 4, rows, headMask(radius), tailMask(radius), most)
  if (difference >= most) return
  const d = <f64>difference
  const distance = <u32>((d * d) / (d + excused + 1))
  if (distance < limit) {
    best = entry
    bestDistance = distance + far
  }
}

/** What an exploring seed asks for the cell a source lies in. */
// @ts-ignore: decorator
@inline
function priceOf(entry: i32): u32 {
  const column = (<u32>(entry & 0xffff) * EXPLORE_SIDE * perWidth) >>> 20
  const row = (<u32>(entry >>> 16) * EXPLORE_SIDE * perHeight) >>> 20
  return load<u32>(<usize>EXPLORE + <usize>(row * EXPLORE_SIDE + column) * 4)
}

/** No difference from here on makes a distance d * d / (d + excused + 1) below `limit`. */
// @ts-ignore: decorator
@inline
function mostFor(limit: u32, excused: f64): u32 {
  const l = <f64>limit
  return <u32>min((l + sqrt(l * l + 4 * l * (excused + 1))) * 0.5 + 1, 2147483647)
}

/** What it costs to look this far away: pictures are layered, and near things belong together. */
// @ts-ignore: decorator
@inline
function distantCost(entry: i32): u32 {
  const dx = (<u32>abs((entry & 0xffff) - (here & 0xffff)) * perWidth) >>> 10
  const dy = (<u32>abs((entry >>> 16) - (here >>> 16)) * perHeight) >>> 10
  const far = <u32>((<u64>(dx * dx) * across + <u64>(dy * dy) * down) >> farShift)
  return explores ? far + priceOf(entry) : far
}

/** log2 of how deep in the hole a pixel lies: how often the picture can be halved with it still inside. */
// @ts-ignore: decorator
@inline
function depth(x: i32, y: i32): i32 {
  const deepest = argument(A_COARSER)
  let level = <usize>argument(A_LEVEL)
  let k = 0
  while (k < deepest) {
    level += LEVEL_BYTES
    const at = <usize>(y >> (k + 1)) * field(level, L_STRIDE) + (x >> (k + 1))
    if ((load<u8>(address(level, L_FLAGS) + at) & HOLE) == 0) break
    k += 1
  }
  return k
}
