/** One PatchMatch pass over a band, without SIMD. */
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
  LEVEL_BYTES,
  NONE,
  SEEDS,
  SOURCE,
  TARGET,
} from '../constants.ts'
import { mix } from '../random.ts'
import { comparable, partial, whole } from './distance.ts'
import { argument, levelAt, targetRows, type Views } from './views.ts'

/** No patch is this far. */
const FAR = 0xffff_ffff

/** No difference from here on makes a distance d * d / (d + excused + 1) below `limit`. */
const mostFor = (limit: number, excused: number): number =>
  Math.floor(
    Math.min((limit + Math.sqrt(limit * limit + 4 * limit * (excused + 1))) * 0.5 + 1, 2147483647),
  )

export const search = (views: Views, band: number): number => {
  const { bytes, words } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const { width, height, stride, pixels, flags, radius, left, top, boxWidth } = level
  const select = argument(views, A_SELECT)
  const onlyKnown = argument(views, A_PARTIAL) !== 0
  const stale = argument(views, A_STALE) !== 0
  const passKey = argument(views, A_KEY)
  const samples = argument(views, A_SAMPLES)
  const seeds = argument(views, A_SEEDS)
  const largest = argument(views, A_WINDOW)
  const side = 2 * radius + 1
  const across = argument(views, A_ACROSS)
  const down = argument(views, A_DOWN)
  const perWidth = Math.floor(2 ** 20 / width)
  const perHeight = Math.floor(2 ** 20 / height)

  let here = 0
  let farShift = 0
  let patch = 0
  let patchFlags = 0
  let best = NONE
  let bestDistance = FAR
  // How many pixels are compared there, and what a texture of 1 excuses.
  let used = 0
  let excuse = 0

  const coarser = Array.from({ length: argument(views, A_COARSER) }, (_, k) =>
    levelAt(views, level.address + (k + 1) * LEVEL_BYTES),
  )
  const depth = (x: number, y: number): number => {
    const out = coarser.findIndex(
      (other, k) =>
        (bytes[other.flags + (y >> (k + 1)) * other.stride + (x >> (k + 1))]! & HOLE) === 0,
    )
    return out < 0 ? coarser.length : out
  }
  const explores = argument(views, A_EXPLORE) !== 0
  const priceOf = (entry: number): number => {
    const column = ((entry & 0xffff) * EXPLORE_SIDE * perWidth) >>> 20
    const row = ((entry >>> 16) * EXPLORE_SIDE * perHeight) >>> 20
    return words[(EXPLORE >> 2) + row * EXPLORE_SIDE + column]!
  }
  const distantCost = (entry: number): number => {
    const dx = (Math.abs((entry & 0xffff) - (here & 0xffff)) * perWidth) >>> 10
    const dy = (Math.abs((entry >>> 16) - (here >>> 16)) * perHeight) >>> 10
    const far = Math.floor((dx * dx * across + dy * dy * down) / 2 ** farShift)
    return explores ? far + priceOf(entry) : far
  }
  const consider = (entry: number): void => {
    const far = distantCost(entry)
    if (far >= bestDistance) return
    const limit = bestDistance - far
    const texture = bytes[pixels + ((entry >>> 16) * stride + (entry & 0xffff)) * 4 + 3]!
    const excused = excuse * texture * texture
    const most = mostFor(limit, excused)
    const corner = ((entry >>> 16) - radius) * stride + (entry & 0xffff) - radius
    const other = pixels + corner * 4
    const difference = onlyKnown
      ? partial(bytes, patch, other, patchFlags, stride, side, most)
      : whole(bytes, patch, other, stride * 4, side, most)
    if (difference >= most) return
    const distance = Math.floor((difference * difference) / (difference + excused + 1))
    if (distance < limit) {
      best = entry
      bestDistance = distance + far
    }
  }
  const propose = (entry: number): void => {
    if (entry === best) return
    const at = (entry >>> 16) * stride + (entry & 0xffff)
    if ((bytes[flags + at]! & SOURCE) !== 0) consider(entry)
  }
  const within = (random: number, x: number, y: number, window: number): number => {
    const x0 = Math.max(x - window, radius)
    const x1 = Math.min(x + window, width - 1 - radius)
    const y0 = Math.max(y - window, radius)
    const y1 = Math.min(y + window, height - 1 - radius)
    const dx = ((random & 0xffff) * (x1 - x0 + 1)) >>> 16
    const dy = ((random >>> 16) * (y1 - y0 + 1)) >>> 16
    return ((y0 + dy) << 16) | (x0 + dx)
  }
  const seedAt = (random: number): number =>
    words[(SEEDS >> 2) + Math.floor(((random >>> 16) * seeds) / 65536)]!
  const randomSearch = (start: number): void => {
    let key = start
    if (best === NONE) {
      for (let i = samples; i > 0; i--) {
        key = mix(key + 0x9e3779b9)
        propose(
          seeds > 0 ? seedAt(key) : within(key, width >> 1, height >> 1, Math.max(width, height)),
        )
      }
      if (best === NONE) return
    } else if (seeds > 0) {
      key = mix(key + 0x9e3779b9)
      propose(seedAt(key))
    }
    for (let window = largest; window > 0; window >>= 1) {
      key = mix(key + 0x9e3779b9)
      propose(within(key, best & 0xffff, best >>> 16, window))
    }
  }
  const improve = (x: number, y: number, at: number, from: number): void => {
    here = (y << 16) | x
    farShift = 20 + Math.max(argument(views, A_FULL_DEPTH) - depth(x, y), 0)
    const corner = (y - radius) * stride + x - radius
    patch = pixels + corner * 4
    patchFlags = flags + corner
    used = onlyKnown ? Math.max(comparable(bytes, patchFlags, stride, side), 1) : side * side
    excuse = (used * argument(views, A_RICHNESS)) / 256
    best = words[level.field + at]!
    bestDistance = FAR
    if (best !== NONE) {
      if (stale) {
        const entry = best
        best = NONE
        consider(entry)
      } else {
        bestDistance = words[level.distance + at]! >>> 0
      }
    }
    const flag = flags + y * stride + x
    if ((bytes[flag + from]! & TARGET) !== 0) {
      const beside = words[level.field + at + from]!
      if (beside !== NONE) propose(beside - from)
    }
    if ((bytes[flag + from * stride]! & TARGET) !== 0) {
      const beside = words[level.field + at + from * boxWidth]!
      if (beside !== NONE) propose(beside - from * 0x10000)
    }
    randomSearch(mix(passKey ^ ((y << 16) | x)))
    words[level.field + at] = best
    if (onlyKnown && best !== NONE) {
      bestDistance = Math.floor((bestDistance * side * side) / used)
    }
    words[level.distance + at] = bestDistance
  }

  const [first, end] = targetRows(views, level, band)
  const reverse = argument(views, A_REVERSE) !== 0
  for (let i = first; i < end; i++) {
    const y = reverse ? first + end - 1 - i : i
    for (let j = 0; j < boxWidth; j++) {
      const x = reverse ? boxWidth - 1 - j : j
      if ((bytes[flags + y * stride + left + x]! & select) !== 0) {
        improve(left + x, y, (y - top) * boxWidth + x, reverse ? 1 : -1)
      }
    }
  }
  return 0
}
