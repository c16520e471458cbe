/** Small pictures for the measures' own tests. */
import type { Mask } from '@inlay/shared'
import type { Rgb } from './types.ts'

/** A picture from a formula: `pick(x, y)` gives R, G and B, wrapped to 0..255. */
export const picture = (
  width: number,
  height: number,
  pick: (x: number, y: number) => readonly [number, number, number],
): Rgb => {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(pick(x, y), (y * width + x) * 3)
  }
  return { width, height, channels: 3, data }
}

export const grey = (width: number, height: number, pick: (x: number, y: number) => number): Rgb =>
  picture(width, height, (x, y) => {
    const value = pick(x, y)
    return [value, value, value]
  })

/** A hole that is a box, right and bottom excluded. */
export const boxHole = (
  width: number,
  height: number,
  box: readonly [left: number, top: number, right: number, bottom: number],
): Mask => {
  const data = new Uint8Array(width * height)
  for (let y = box[1]; y < box[3]; y++) {
    for (let x = box[0]; x < box[2]; x++) data[y * width + x] = 255
  }
  return { width, height, data }
}
