/**
 * Takes a decoder's colour shift back. The model paints its whole window, so what it made of the pixels
 * around the hole can be compared with what they are: the difference that is the same all along the
 * ring is the decoder's, and is in the hole too.
 *
 * The pipeline compares tones across the seam besides (pipeline/colour-match.ts), which works for every
 * engine; only here are there thousands of pixels that were made and are known.
 */
import type { Planes } from '../image/planes.ts'

/** Width of the ring, as a share of the window's shorter side. */
const REACH = 1 / 8

/** Pixels of the ring that are needed, and enough. */
const LEAST = 64
const MOST = 20_000

/** Shifts beyond this are something else than a decoder's; of 1. */
const MOST_SHIFT = 40 / 255

/** Below this spread (standard deviation) around the hole no gain can be told; of 1. */
const FLAT = 12 / 255

/** Gains nearer to 1 are not told from chance, those further off are not believed. */
const LEAST_GAIN = 0.02
const MOST_GAIN = 1.25

/** Where the ring was made quite differently, its colours say nothing; of 1. */
const MOST_SCATTER = 24 / 255

/**
 * @param made RGB, 0..1: the model's picture
 * @param image RGB, -1..1: what it was shown
 * @param mask one plane of the same size, above 0 in the hole
 * @returns `made`, its hole corrected; the same object where nothing can be told
 */
export const matchRing = (made: Planes, image: Planes, mask: Planes): Planes => {
  const { width, height } = made
  if (image.width !== width || image.height !== height) return made
  const ring = ringOf(mask, Math.max(8, Math.round(Math.min(width, height) * REACH)))
  if (ring.length < LEAST) return made
  const plane = width * height
  const data = made.data.slice()
  let isChanged = false
  for (let c = 0; c < 3; c++) {
    const got = Float32Array.from(ring, (i) => made.data[c * plane + i]!)
    const want = Float32Array.from(ring, (i) => image.data[c * plane + i]! / 2 + 0.5)
    const fit = fitTone(got, want)
    if (fit === undefined) return made
    for (let i = 0; i < plane; i++) {
      if (mask.data[i]! <= 0) continue
      const value = fit.target + fit.gain * (made.data[c * plane + i]! - fit.centre)
      data[c * plane + i] = Math.min(Math.max(value, 0), 1)
    }
    isChanged = true
  }
  return isChanged ? { ...made, data } : made
}

/** Pixels outside the hole and near it, at most so many, evenly taken. */
const ringOf = ({ width, height, data }: Planes, reach: number): number[] => {
  const rows = spread(
    Uint8Array.from(data, (value) => (value > 0 ? 1 : 0)),
    width,
    height,
    1,
    width,
    reach,
  )
  const near = spread(rows, height, width, width, 1, reach)
  const found: number[] = []
  near.forEach((is, i) => {
    if (is === 1 && data[i] === 0) found.push(i)
  })
  const every = Math.ceil(found.length / MOST)
  return every <= 1 ? found : found.filter((_, i) => i % every === 0)
}

/** 1 wherever a 1 is within reach along the lines. */
const spread = (
  from: Uint8Array,
  length: number,
  lines: number,
  stride: number,
  step: number,
  reach: number,
): Uint8Array => {
  const out = new Uint8Array(from.length)
  for (let line = 0; line < lines; line++) {
    let last = -reach - 1
    let next = length + reach
    for (let i = 0; i < length; i++) {
      const [ahead, behind] = [line * step + i * stride, line * step + (length - 1 - i) * stride]
      if (from[ahead] === 1) last = i
      if (i - last <= reach) out[ahead] = 1
      if (from[behind] === 1) next = length - 1 - i
      if (next - (length - 1 - i) <= reach) out[behind] = 1
    }
  }
  return out
}

interface Tone {
  readonly centre: number
  readonly target: number
  readonly gain: number
}

/** target + gain (value - centre); undefined where the two are no versions of one another. */
const fitTone = (got: Float32Array, want: Float32Array): Tone | undefined => {
  const differences = want.map((value, i) => value - got[i]!)
  const shift = medianOf(differences)
  const scatter = 1.4826 * medianOf(differences.map((value) => Math.abs(value - shift)))
  if (Math.abs(shift) > MOST_SHIFT || scatter > MOST_SCATTER) return undefined
  // Pixels that disagree show something else; the rest are averaged, which medians of few levels are not.
  const limit = Math.max(3 * scatter, 2 / 255)
  let [count, x, y, xx, xy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < got.length; i++) {
    if (Math.abs(differences[i]! - shift) > limit) continue
    count += 1
    x += got[i]!
    y += want[i]!
    xx += got[i]! ** 2
    xy += got[i]! * want[i]!
  }
  if (count < LEAST) return undefined
  const [centre, target] = [x / count, y / count]
  const variance = xx / count - centre ** 2
  const slope = variance > FLAT ** 2 ? (xy / count - centre * target) / variance : 1
  const isSure = Math.abs(slope - 1) >= LEAST_GAIN
  const gain = isSure ? Math.min(Math.max(slope, 1 / MOST_GAIN), MOST_GAIN) : 1
  return { centre, target, gain }
}

const medianOf = (values: Float32Array): number => {
  const sorted = values.slice().sort()
  return sorted[sorted.length >> 1] ?? 0
}
