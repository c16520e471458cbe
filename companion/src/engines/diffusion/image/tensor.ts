/** Bytes to the numbers a network takes and back, rounded as numpy and torch round. */

import type { Bytes } from './pillow.ts'
import type { Planes } from './planes.ts'

/**
 * RGB as -1..1, channels one after the other: x / 255 in single precision, times 2, minus 1.
 * Channels past the third are left out; grey becomes three.
 */
export const toPlanes = (image: Bytes): Planes => {
  const { width, height, channels } = image
  const size = width * height
  const data = new Float32Array(3 * size)
  for (let c = 0; c < 3; c++) {
    const from = channels < 3 ? 0 : c
    for (let i = 0; i < size; i++)
      data[c * size + i] = NORMALISED[image.data[i * channels + from]!]!
  }
  return { width, height, channels: 3, data }
}

const NORMALISED = Float32Array.from({ length: 256 }, (_, byte) => 2 * Math.fround(byte / 255) - 1)

/** -1..1 to RGB bytes: x / 2 + 1/2, clamped, times 255, halves to the even byte. */
export const fromPlanes = ({ width, height, channels, data }: Planes): Bytes => {
  const size = width * height
  const result = new Uint8Array(size * channels)
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < size; i++) {
      const unit = Math.fround(Math.fround(data[c * size + i]! * 0.5) + 0.5)
      const value = Math.fround(Math.min(Math.max(unit, 0), 1) * 255)
      const low = Math.floor(value)
      const up = value - low > 0.5 || (value - low === 0.5 && low % 2 === 1)
      result[i * channels + c] = up ? low + 1 : low
    }
  }
  return { width, height, channels, data: result }
}
