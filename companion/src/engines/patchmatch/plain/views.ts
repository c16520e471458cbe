/** Reads descriptors and phase arguments out of the shared memory. */
import {
  ARGS,
  BAND_ROWS,
  L_BANDS,
  L_BOX_WIDTH,
  L_DISTANCE,
  L_FIELD,
  L_FLAGS,
  L_HEIGHT,
  L_LEFT,
  L_PIXELS,
  L_RADIUS,
  L_SCRATCH,
  L_STRIDE,
  L_TOP,
  L_WIDTH,
} from '../constants.ts'

/** The memory as bytes, little-endian halves, words and floats. */
export interface Views {
  readonly bytes: Uint8Array
  readonly halves: Uint16Array
  readonly words: Int32Array
  readonly floats: Float32Array
  readonly doubles: Float64Array
}

export const viewsOf = (buffer: ArrayBufferLike): Views => ({
  bytes: new Uint8Array(buffer),
  halves: new Uint16Array(buffer),
  words: new Int32Array(buffer),
  floats: new Float32Array(buffer),
  doubles: new Float64Array(buffer),
})

export const argument = ({ words }: Views, offset: number): number => words[(ARGS + offset) >> 2]!

/** A level descriptor; `field` and `distance` are word indices, the rest bytes or pixels. */
export interface Level {
  readonly address: number
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly pixels: number
  readonly flags: number
  readonly radius: number
  readonly left: number
  readonly top: number
  readonly boxWidth: number
  readonly field: number
  readonly distance: number
  readonly bands: number
  readonly scratch: number
}

export const levelAt = ({ words }: Views, address: number): Level => {
  const get = (offset: number): number => words[(address + offset) >> 2]!
  return {
    address,
    width: get(L_WIDTH),
    height: get(L_HEIGHT),
    stride: get(L_STRIDE),
    pixels: get(L_PIXELS),
    flags: get(L_FLAGS),
    radius: get(L_RADIUS),
    left: get(L_LEFT),
    top: get(L_TOP),
    boxWidth: get(L_BOX_WIDTH),
    field: get(L_FIELD) >> 2,
    distance: get(L_DISTANCE) >> 2,
    bands: get(L_BANDS) >> 2,
    scratch: get(L_SCRATCH),
  }
}

/** Rows [first, end) of a band in the phases that walk whole rows. */
export const wholeRows = (level: Level, band: number): readonly [number, number] => [
  band * BAND_ROWS,
  Math.min((band + 1) * BAND_ROWS, level.height),
]

/** Rows [first, end) of a band of targets. */
export const targetRows = (
  { words }: Views,
  level: Level,
  band: number,
): readonly [number, number] => [words[level.bands + band]!, words[level.bands + band + 1]!]
