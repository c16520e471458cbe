/** Vote weights by distance relative to the 75th percentile around a pixel (Newson 2014, section 2.3). */
import { WEIGHT_COUNT, WEIGHT_ORIGIN, WEIGHTS } from './constants.ts'

const FULL = 4095

/** Distance codes step by eighths of an octave. */
const STEPS_PER_OCTAVE = 8

/**
 * exp(-sharpness * d / d75) for each difference of distance codes, 12 bits. Node's Math.exp is
 * fdlibm's on every platform, so the table is the same everywhere.
 */
const voteWeights = (sharpness: number): Uint16Array =>
  Uint16Array.from({ length: WEIGHT_COUNT }, (_, index) => {
    const ratio = 2 ** ((index - WEIGHT_ORIGIN) / STEPS_PER_OCTAVE)
    return Math.max(1, Math.round(FULL * Math.exp(-sharpness * ratio)))
  })

export const writeWeights = (buffer: ArrayBufferLike, sharpness: number): void => {
  new Uint16Array(buffer, WEIGHTS, WEIGHT_COUNT).set(voteWeights(sharpness))
}
