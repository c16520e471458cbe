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

const isHole = ({ width, height, data }: Mask, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height && data[y * width + x]! > 0
