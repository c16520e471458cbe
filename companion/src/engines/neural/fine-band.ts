/**
 * How strong the fine band of a fill has to be: what the net left out stands to what it gave as the
 * two stand to each other around the hole.
 */
import type { Bounds, Mask } from '@inlay/shared'
import type { Planes } from './planes.ts'
import { resize } from './resample.ts'

/** Beyond this, noise would be made into texture. */
const MOST = 1.6

/** Squares of slopes and differences so small that their ratio says nothing. */
const NOTHING = 1e-9

/** Nothing finer than `detail` pixels. */
export const coarseBand = ({ width, height, data }: Planes, detail: number): Planes => {
  const small = resize(
    { width, height, data },
    Math.max(1, Math.round(width / detail)),
    Math.max(1, Math.round(height / detail)),
  )
  return resize(small, width, height)
}

/**
 * Makes the fine band of the hole stronger, in place, until its energy stands to the slopes of the
 * coarse band as it does in the known pixels of the window; never weaker. Patches found by a net's
 * blurred answer are duller than their surroundings, and a fill of them would look out of focus.
 * @param planes of the window, the hole filled
 */
export const strengthenFineBand = (
  planes: Planes,
  window: Bounds,
  hole: Mask,
  detail: number,
): void => {
  const { width, height, data } = planes
  const coarse = coarseBand(planes, detail).data
  const area = width * height
  const known = { slopes: 0, fine: 0 }
  const made = { slopes: 0, fine: 0 }
  for (let y = 1; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const sums = isHole(hole, window.left + x, window.top + y) ? made : known
      for (let i = y * width + x; i < data.length; i += area) {
        const low = coarse[i]!
        sums.slopes += (low - coarse[i - 1]!) ** 2 + (low - coarse[i - width]!) ** 2
        sums.fine += (data[i]! - low) ** 2
      }
    }
  }
  if (known.slopes < NOTHING || made.fine < NOTHING) return
  const wanted = (known.fine / known.slopes) * made.slopes
  const gain = Math.min(MOST, Math.sqrt(wanted / made.fine))
  if (gain <= 1) return
  for (let i = 0; i < data.length; i++) data[i] = coarse[i]! + gain * (data[i]! - coarse[i]!)
}

/** Standard deviations of the fine band around the hole that one of the hole may leave its colours by. */
const FARTHEST = 2.5

/**
 * Keeps every colour of the hole within what the coarse answer has near by, and the fine band around
 * the hole beyond that, in place: a patch whose edge runs otherwise would leave a dark or a bright
 * line beside the answer's own.
 * @param coarse the answer that decides, over the same window
 */
export const limitFineBand = (
  planes: Planes,
  coarse: Planes,
  window: Bounds,
  hole: Mask,
  detail: number,
): void => {
  const { width, height, data } = planes
  const area = width * height
  const reach = Math.ceil(detail)
  const blurred = coarseBand(planes, detail).data
  for (let plane = 0; plane < data.length; plane += area) {
    let sum = 0
    let count = 0
    for (let i = 0; i < area; i++) {
      if (isHole(hole, window.left + (i % width), window.top + Math.floor(i / width))) continue
      sum += (data[plane + i]! - blurred[plane + i]!) ** 2
      count += 1
    }
    const slack = FARTHEST * Math.sqrt(sum / Math.max(1, count))
    const own = coarse.data.subarray(plane, plane + area)
    const least = spread(own, width, height, reach, Math.min)
    const most = spread(own, width, height, reach, Math.max)
    for (let i = 0; i < area; i++) {
      if (!isHole(hole, window.left + (i % width), window.top + Math.floor(i / width))) continue
      data[plane + i] = Math.min(most[i]! + slack, Math.max(least[i]! - slack, data[plane + i]!))
    }
  }
}

/** The least or largest value within `reach` of each, across and then down. */
const spread = (
  values: Float32Array,
  width: number,
  height: number,
  reach: number,
  pick: (a: number, b: number) => number,
): Float32Array => {
  const across = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let best = values[y * width + x]!
      const to = Math.min(width - 1, x + reach)
      for (let u = Math.max(0, x - reach); u <= to; u++) best = pick(best, values[y * width + u]!)
      across[y * width + x] = best
    }
  }
  const down = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const to = Math.min(height - 1, y + reach)
    for (let x = 0; x < width; x++) {
      let best = across[y * width + x]!
      for (let v = Math.max(0, y - reach); v <= to; v++) best = pick(best, across[v * width + x]!)
      down[y * width + x] = best
    }
  }
  return down
}

const isHole = ({ width, height, data }: Mask, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height && data[y * width + x]! > 0
