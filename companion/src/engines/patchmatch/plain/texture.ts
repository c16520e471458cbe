/** The texture channel, without SIMD. */
import { A_LEVEL, A_RAW_TEXTURE, A_TEXTURE_GAIN, A_TEXTURE_REACH, BLANK } from '../constants.ts'
import { argument, levelAt, type Views, wholeRows } from './views.ts'

export const texture = (views: Views, band: number): number => {
  const { bytes } = views
  const { width, height, stride, pixels, flags } = levelAt(views, argument(views, A_LEVEL))
  const gain = argument(views, A_TEXTURE_GAIN)
  const plane = argument(views, A_RAW_TEXTURE)
  const luma = (at: number): number => {
    const from = pixels + at * 4
    return (bytes[from]! + 2 * bytes[from + 1]! + bytes[from + 2]!) >> 2
  }
  const known = (at: number): boolean => (bytes[flags + at]! & BLANK) === 0
  const slope = (at: number, step: number, next: boolean, before: boolean): number => {
    if (next && known(at + step)) return Math.abs(luma(at + step) - luma(at))
    if (before && known(at - step)) return Math.abs(luma(at) - luma(at - step))
    return 0
  }
  const [first, end] = wholeRows(levelAt(views, argument(views, A_LEVEL)), band)
  for (let y = first; y < end; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + x
      if (!known(at)) continue
      const both = slope(at, 1, x + 1 < width, x > 0) + slope(at, stride, y + 1 < height, y > 0)
      bytes[plane + y * width + x] = Math.min((both * gain) >> 4, 255)
    }
  }
  return 0
}

export const soften = (views: Views, band: number): number => {
  const { bytes } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const { width, height, stride, pixels, flags } = level
  const plane = argument(views, A_RAW_TEXTURE)
  const reach = argument(views, A_TEXTURE_REACH)
  const mean = (x: number, y: number): number => {
    let sum = 0
    let count = 0
    for (let v = Math.max(y - reach, 0); v <= Math.min(y + reach, height - 1); v++) {
      for (let u = Math.max(x - reach, 0); u <= Math.min(x + reach, width - 1); u++) {
        if ((bytes[flags + v * stride + u]! & BLANK) !== 0) continue
        sum += bytes[plane + v * width + u]!
        count += 1
      }
    }
    return Math.floor((sum + (count >> 1)) / count)
  }
  const [first, end] = wholeRows(level, band)
  for (let y = first; y < end; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + x
      if ((bytes[flags + at]! & BLANK) === 0) bytes[pixels + at * 4 + 3] = mean(x, y)
    }
  }
  return 0
}
