/**
 * The fine band of a fill whose coarse band is a net's answer: as strong beside it as around the hole,
 * and without lines that the answer knows nothing of.
 */
import type { Bounds, Mask } from '@inlay/shared'
import type { Planes } from './planes.ts'
import { resize } from './resample.ts'

/** Beyond this, noise would be made into texture. */
const MOST = 1.6

/** Standard deviations of the fine band around the hole that one of the hole may leave its colours by. */
const FARTHEST = 2.5

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
 * In place, inside the hole alone:
 * - the fine band becomes stronger, never weaker, until its energy stands to the slopes of the coarse
 *   one as it does in the known pixels of the window: patches found by a blurred answer are duller
 *   than their surroundings, and a fill of them would look out of focus;
 * - every colour stays within what the answer has near by, and the fine band around the hole beyond
 *   that: a patch whose edge runs otherwise would leave a line beside the answer's own.
 * @param planes of the window, the hole filled, their coarse band the answer's
 * @param answer of the net, over the same window
 */
export const fitFineBand = (
  planes: Planes,
  answer: Planes,
  window: Bounds,
  hole: Mask,
  detail: number,
): void => {
  const { width, height, data } = planes
  const coarse = coarseBand(planes, detail).data
  const inHole = cutMask(hole, window)
  const { gain, deviation } = measure(planes, coarse, inHole)
  const slack = FARTHEST * deviation
  const reach = Math.ceil(detail)
  const area = width * height
  for (let plane = 0; plane < data.length; plane += area) {
    const own = answer.data.subarray(plane, plane + area)
    const least = leastNear(own, width, height, reach)
    const most = leastNear(
      own.map((value) => -value),
      width,
      height,
      reach,
    )
    for (let i = 0; i < area; i++) {
      if (inHole[i] === 0) continue
      const low = coarse[plane + i]!
      const made = low + gain * (data[plane + i]! - low)
      data[plane + i] = Math.min(slack - most[i]!, Math.max(least[i]! - slack, made))
    }
  }
}

/** How much stronger the hole's fine band must be, and the standard deviation of that around it. */
const measure = (
  { width, height, data }: Planes,
  coarse: Float32Array,
  inHole: Uint8Array,
): { gain: number; deviation: number } => {
  const area = width * height
  const known = { slopes: 0, fine: 0, count: 0 }
  const made = { slopes: 0, fine: 0, count: 0 }
  for (let plane = 0; plane < data.length; plane += area) {
    for (let y = 1; y < height; y++) {
      for (let x = 1; x < width; x++) {
        const at = y * width + x
        const i = plane + at
        const sums = inHole[at] === 0 ? known : made
        const low = coarse[i]!
        sums.slopes += (low - coarse[i - 1]!) ** 2 + (low - coarse[i - width]!) ** 2
        sums.fine += (data[i]! - low) ** 2
        sums.count += 1
      }
    }
  }
  const deviation = Math.sqrt(known.fine / Math.max(1, known.count))
  if (known.slopes < NOTHING || made.fine < NOTHING) return { gain: 1, deviation }
  const wanted = (known.fine / known.slopes) * made.slopes
  return { gain: Math.min(MOST, Math.max(1, Math.sqrt(wanted / made.fine))), deviation }
}

/** The mask over the window, 0 beyond its edges. */
const cutMask = (mask: Mask, { left, top, width, height }: Bounds): Uint8Array => {
  const cut = new Uint8Array(width * height)
  for (let y = Math.max(0, -top); y < Math.min(height, mask.height - top); y++) {
    const from = Math.max(0, -left)
    const to = Math.min(width, mask.width - left)
    const row = (top + y) * mask.width + left
    cut.set(mask.data.subarray(row + from, row + to), y * width + from)
  }
  return cut
}

/** The least value within `reach` of each, across and then down; beyond the edge there is none. */
const leastNear = (
  values: Float32Array,
  width: number,
  height: number,
  reach: number,
): Float32Array => {
  const across = new Float32Array((height + 2 * reach) * width).fill(Infinity)
  const line = new Float32Array(width + 2 * reach)
  for (let y = 0; y < height; y++) {
    line.fill(Infinity)
    line.set(values.subarray(y * width, (y + 1) * width), reach)
    across.set(leastAhead(line, 1, 2 * reach + 1).subarray(0, width), (y + reach) * width)
  }
  return leastAhead(across, width, 2 * reach + 1).subarray(0, width * height)
}

/**
 * In place, the least of each value and those up to `count` - 1 `step`s ahead of it: of twice as many
 * each time, then of two that overlap.
 */
const leastAhead = (values: Float32Array, step: number, count: number): Float32Array => {
  let seen = 1
  const look = (by: number): void => {
    const ahead = by * step
    for (let i = 0; i + ahead < values.length; i++) {
      const other = values[i + ahead]!
      if (other < values[i]!) values[i] = other
    }
  }
  for (; 2 * seen <= count; seen *= 2) look(seen)
  look(count - seen)
  return values
}
