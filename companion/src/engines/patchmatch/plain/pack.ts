/** Turns the raw crop into level 0, without SIMD. */
import {
  A_LEVEL,
  A_RAW,
  A_RAW_BYTES,
  A_RAW_CHANNELS,
  A_RAW_HOLE,
  A_RAW_SOURCE,
  BLANK,
  FRESH,
  HOLE,
  VOID,
} from '../constants.ts'
import { argument, levelAt, type Views, wholeRows } from './views.ts'

export const pack = (views: Views, band: number): number => {
  const { bytes } = views
  const level = levelAt(views, argument(views, A_LEVEL))
  const channels = argument(views, A_RAW_CHANNELS)
  const size = argument(views, A_RAW_BYTES)
  const image = argument(views, A_RAW)
  const hole = argument(views, A_RAW_HOLE)
  const source = argument(views, A_RAW_SOURCE)
  const hasAlpha = channels === 2 || channels === 4
  const [first, end] = wholeRows(level, band)
  for (let y = first; y < end; y++) {
    for (let x = 0; x < level.width; x++) {
      const mask = y * level.width + x
      const raw = image + mask * channels * size
      let bits = 0
      if (bytes[hole + mask] !== 0) bits = HOLE | BLANK | FRESH
      const standing = source === 0 ? 255 : bytes[source + mask]!
      if (standing !== 255) bits |= standing === 0 ? VOID | BLANK : VOID
      if (hasAlpha) {
        const alpha = raw + (channels - 1) * size
        if (bytes[alpha] === 0 && bytes[alpha + size - 1] === 0) bits |= VOID | BLANK
      }
      const to = level.pixels + (y * level.stride + x) * 4
      for (let c = 0; c < 3; c++) {
        const from = raw + (channels >= 3 ? c : 0) * size + size - 1
        bytes[to + c] = (bits & BLANK) === 0 ? bytes[from]! : 0
      }
      bytes[to + 3] = 0
      bytes[level.flags + y * level.stride + x] = bits
    }
  }
  return 0
}
