/** Where a colour lies in a picture: its weight, its middle, and how wide and high it is. */
import type { Pixels } from './pictures.ts'

/** 0..1 for each pixel. */
export type Coverage = Float64Array

export const coverageOf = (
  { data }: Pixels,
  share: (r: number, g: number, b: number) => number,
): Coverage =>
  Float64Array.from({ length: data.length / 4 }, (_, i) => {
    const alpha = (data[i * 4 + 3] ?? 0) / 255
    return alpha * share(data[i * 4] ?? 0, data[i * 4 + 1] ?? 0, data[i * 4 + 2] ?? 0)
  })

/** Of magenta on black, and of green. */
export const magenta = (r: number, g: number, b: number): number =>
  Math.max(0, (r + b) / 2 - g) / 255
export const green = (r: number, g: number, b: number): number => Math.max(0, g - (r + b) / 2) / 255

export interface Spread {
  readonly weight: number
  readonly x: number
  readonly y: number
  /** Standard deviations along x and y, and the two together. */
  readonly xx: number
  readonly yy: number
  readonly xy: number
}

export const spreadOf = (coverage: Coverage, width: number): Spread => {
  let [weight, sx, sy] = [0, 0, 0]
  coverage.forEach((value, i) => {
    weight += value
    sx += value * ((i % width) + 0.5)
    sy += value * (Math.floor(i / width) + 0.5)
  })
  const [x, y] = [sx / weight, sy / weight]
  let [xx, yy, xy] = [0, 0, 0]
  coverage.forEach((value, i) => {
    const [dx, dy] = [(i % width) + 0.5 - x, Math.floor(i / width) + 0.5 - y]
    xx += value * dx * dx
    yy += value * dy * dy
    xy += value * dx * dy
  })
  return { weight, x, y, xx: Math.sqrt(xx / weight), yy: Math.sqrt(yy / weight), xy: xy / weight }
}

/** True for pixels further than `reach` from all that is covered. */
export const farFrom = (coverage: Coverage, width: number, reach: number): Uint8Array => {
  const height = coverage.length / width
  const far = new Uint8Array(coverage.length).fill(1)
  coverage.forEach((value, i) => {
    if (value === 0) return
    const [x, y] = [i % width, Math.floor(i / width)]
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      far.fill(0, v * width + Math.max(0, x - reach), v * width + Math.min(width, x + reach + 1))
    }
  })
  return far
}
