/** The axes tone is compared along: brightness and two colour differences, which noise keeps apart. */

/** One axis: how a colour is measured along it, and what a step of 1 along it adds to a colour. */
export interface Axis {
  readonly measure: readonly number[]
  readonly step: readonly number[]
}

/**
 * Grey, red against blue, green against magenta: orthogonal, each in steps of 8 bits. Texture and
 * noise are mostly along the first, so a cast along the others shows at a fraction of the size it
 * would need in red, green or blue alone (Ohta, Kanade & Sakai 1980 found much the same axes by
 * principal components).
 */
const RGB_AXES: readonly Axis[] = [
  { measure: [1 / 3, 1 / 3, 1 / 3], step: [1, 1, 1] },
  { measure: [1 / 2, 0, -1 / 2], step: [1, 0, -1] },
  { measure: [1 / 4, -1 / 2, 1 / 4], step: [2 / 3, -4 / 3, 2 / 3] },
]

const GREY_AXES: readonly Axis[] = [{ measure: [1], step: [1] }]

/** Three axes for three channels, one for one. */
export const axesFor = (channels: number): readonly Axis[] =>
  channels === 1 ? GREY_AXES : RGB_AXES

/**
 * Values along all axes, divided by `unit`, of the pixel whose first channel is `data[at]`: the
 * same as `along` for each, written out because it runs for every pixel near the edge.
 */
export const readTone = (
  data: Uint8Array | Uint16Array,
  at: number,
  axes: number,
  unit: number,
  tone: Float64Array,
): void => {
  if (axes === 1) {
    tone[0] = data[at]! / unit
    return
  }
  const r = data[at]! / unit
  const g = data[at + 1]! / unit
  const b = data[at + 2]! / unit
  tone[0] = (r + g + b) / 3
  tone[1] = (r - b) / 2
  tone[2] = (r + b) / 4 - g / 2
}

/** Value along one axis of the pixel whose first channel is `data[at]`. */
export const along = (axis: Axis, data: Uint8Array | Uint16Array, at: number): number => {
  const { measure } = axis
  let value = 0
  for (let c = 0; c < measure.length; c++) value += measure[c]! * data[at + c]!
  return value
}

/** Adds `amount` along one axis to a colour. */
export const addAlong = (axis: Axis, amount: number, colour: Float64Array): void => {
  for (let c = 0; c < colour.length; c++) colour[c]! += axis.step[c]! * amount
}
