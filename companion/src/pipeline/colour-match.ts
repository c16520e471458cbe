/** Matches a fill's colours to the picture around it, where they are off everywhere in the same way. */
import { CORRELATION, type Jumps } from './seam/jumps.ts'
import { HOLE, type Scene, topOf } from './seam/scene.ts'
import { shrink } from './seam/shrink.ts'
import { addAlong, along, axesFor } from './seam/tone-space.ts'

/** value' = target + gain (value - centre), on the 8-bit scale. */
export interface ColourShift {
  readonly centre: number
  readonly target: number
  readonly gain: number
}

/** Gains beyond this, either way, are not believed. */
const MOST_GAIN = 1.25

/** Gains closer to 1 than this are not told from chance. */
const LEAST_GAIN = 0.04

/** Below this spread of tones around the hole (standard deviation) no gain can be told. */
const FLAT = 12

/** Share of the edge, by weight, that must agree. */
const MAJORITY = 0.7

/** Neighbouring measurements see mostly the same pixels: this many count as one. */
const OVERLAP = 3

/** Corrections smaller than this many standard errors are not made. */
const SURE = 3

/**
 * A cast is the same everywhere: it stands out by this factor from how the measurements scatter
 * beyond their own errors. A difference that drowns in the scatter is one of content.
 */
const SCATTER = 1.5

/** Shifts beyond this, in 8-bit steps, are another colour rather than a cast: for grey, for colour. */
const MOST_SHIFT = [32, 12] as const

/** A measurement's error counts at least this much, so that no smooth spot outvotes the rest. */
const LEAST_ERROR = 1

/** Deviations beyond 4.685 scales do not count (Tukey's biweight at 95% efficiency). */
const BIWEIGHT = 4.685

/**
 * The shift along each axis of the tone space that brings the fill to the tones around it; null where none is sure.
 *
 * krita-ai-diffusion and InvokeAI match the mean and deviation of the whole fill to those of the
 * surroundings, which breaks on flat colour (InvokeAI #2886) and repaints fills that rightly differ
 * from their surroundings. Here the two are compared where they meet: at every anchor along the
 * edge, the tone inside against the tone outside, robustly (iterated biweight). A cast shows as the
 * same shift everywhere; a fill that merely shows other things agrees with its picture at the edge
 * and is left alone.
 *
 * Guards: a majority of the edge must agree; gain only where the tones around the hole are spread,
 * and within 0.8 to 1.25; shifts of 32 of 255 at most, 12 for colour, on every axis; nothing within 3 standard
 * errors of identity, nor anything that drowns in the scatter.
 */
export const colourShifts = (jumps: Jumps): (ColourShift | null)[] => {
  const pairs = Array.from({ length: jumps.axes }, (_, axis) => pairsOf(jumps, axis))
  const casts = pairs.map((along, axis) => fitShift(along, MOST_SHIFT[axis === 0 ? 0 : 1]))
  if (casts.includes(null)) return casts.map(() => null)
  return casts.map((cast, axis) => cast && (fitGain(pairs[axis]!, cast) ?? withoutGain(cast)))
}

interface Pair {
  readonly known: number
  readonly filled: number
  readonly error: number
  /** By sureness. */
  readonly weight: number
}

const pairsOf = (jumps: Jumps, axis: number): Pair[] => {
  const pairs: Pair[] = []
  for (let i = 0; i < jumps.count; i++) {
    if (jumps.measured[i] === 0) continue
    const at = i * jumps.axes + axis
    const error = Math.max(LEAST_ERROR, jumps.error[at]!)
    pairs.push({
      known: jumps.known[at]!,
      filled: jumps.filled[at]!,
      error: jumps.error[at]!,
      weight: 1 / (error * error),
    })
  }
  return pairs
}

/** A robust mean difference, and how much each pair agrees with it. */
interface Cast {
  readonly centre: number
  readonly shift: number
  /** By how much the differences scatter about it, beyond what their errors explain. */
  readonly scatter: number
  /** Its standard error. */
  readonly error: number
  readonly weights: readonly number[]
}

/** Null where there are too few, where they disagree, or where the shift is beyond `most`. */
const fitShift = (pairs: readonly Pair[], most: number): Cast | null => {
  if (pairs.length < 2 * OVERLAP) return null
  const weights = pairs.map((pair) => pair.weight)
  const total = sumOf(weights)
  let shift = weightedMedian(
    pairs.map((pair) => pair.known - pair.filled),
    weights,
  )
  let agreeing = weights
  for (let round = 0; round < 6; round++) {
    const residuals = pairs.map((pair) => Math.abs(pair.known - pair.filled - shift))
    const scale = Math.max(LEAST_ERROR, 1.4826 * weightedMedian(residuals, weights))
    agreeing = weights.map((weight, i) => weight * biweight(residuals[i]! / (BIWEIGHT * scale)))
    const sum = sumOf(agreeing)
    if (sum < MAJORITY * total) return null
    shift = sumOf(agreeing.map((w, i) => w * (pairs[i]!.known - pairs[i]!.filled))) / sum
  }
  if (Math.abs(shift) > most) return null
  const sum = sumOf(agreeing)
  const variance =
    sumOf(agreeing.map((w, i) => w * (pairs[i]!.known - pairs[i]!.filled - shift) ** 2)) / sum
  const explained = sumOf(agreeing.map((w, i) => w * (pairs[i]!.error / CORRELATION) ** 2)) / sum
  return {
    centre: sumOf(agreeing.map((w, i) => w * pairs[i]!.filled)) / sum,
    shift,
    scatter: Math.sqrt(Math.max(0, variance - explained)),
    error: Math.sqrt(Math.max(variance, 1 / total) / effective(agreeing)),
    weights: agreeing,
  }
}

const withoutGain = ({ centre, shift, scatter, error }: Cast): ColourShift | null => {
  const sure = shrink(shift, Math.max(SURE * error, SCATTER * scatter))
  return sure === 0 ? null : { centre, target: centre + sure, gain: 1 }
}

/** Weighted least squares over the pairs that agree; null where a gain is not sure. */
const fitGain = (pairs: readonly Pair[], cast: Cast): ColourShift | null => {
  const { weights, centre, shift } = cast
  const sum = sumOf(weights)
  const spread = sumOf(weights.map((w, i) => w * (pairs[i]!.filled - centre) ** 2)) / sum
  if (spread < FLAT * FLAT) return null
  const slope =
    sumOf(
      weights.map((w, i) => {
        const { known, filled } = pairs[i]!
        return w * (filled - centre) * (known - centre - shift)
      }),
    ) /
    sum /
    spread
  const residual =
    sumOf(
      weights.map((w, i) => {
        const { known, filled } = pairs[i]!
        return w * (known - centre - shift - slope * (filled - centre)) ** 2
      }),
    ) / sum
  const error = Math.sqrt(residual / spread / effective(weights))
  const drowned = SCATTER * Math.sqrt(residual / spread)
  const gain = 1 + shrink(slope - 1, LEAST_GAIN + Math.max(SURE * error, drowned))
  if (gain === 1) return null
  const bounded = Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, gain))
  return { centre, target: centre + shift, gain: bounded }
}

const biweight = (u: number): number => (u >= 1 ? 0 : (1 - u * u) ** 2)

const sumOf = (values: readonly number[]): number => {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** Kish's effective number of measurements, those that overlap counted once. */
const effective = (weights: readonly number[]): number => {
  const sum = sumOf(weights)
  return Math.max(1, (sum * sum) / sumOf(weights.map((w) => w * w)) / OVERLAP)
}

const weightedMedian = (values: readonly number[], weights: readonly number[]): number => {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const half = sumOf(weights) / 2
  let sum = 0
  for (const i of order) {
    sum += weights[i]!
    if (sum >= half) return values[i]!
  }
  return 0
}

/** Applies the shifts to the hole, in place, and to the measurements, so they need not be redone. */
export const matchColours = (
  scene: Scene,
  jumps: Jumps,
  shifts: readonly (ColourShift | null)[],
): void => {
  if (shifts.every((shift) => shift === null)) return
  const { picture, kinds, unit } = scene
  const { channels, data } = picture
  const axes = axesFor(channels)
  const most = topOf(scene)
  const step = new Float64Array(channels)
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== HOLE) continue
    step.fill(0)
    for (const [a, axis] of axes.entries()) {
      const shift = shifts[a]
      if (!shift) continue
      const value = along(axis, data, i * channels)
      addAlong(axis, shifted(shift, value / unit) * unit - value, step)
    }
    for (let c = 0; c < channels; c++) {
      const at = i * channels + c
      data[at] = Math.min(most, Math.max(0, Math.round(data[at]! + step[c]!)))
    }
  }
  for (const [a, shift] of shifts.entries()) {
    if (shift === null) continue
    for (let i = 0; i < jumps.count; i++) {
      const at = i * jumps.axes + a
      jumps.filled[at] = shifted(shift, jumps.filled[at]!)
    }
  }
}

const shifted = ({ centre, target, gain }: ColourShift, value: number): number =>
  target + gain * (value - centre)
