/** Long loops in short slices, so that the panel and Photoshop stay alive. */
import type { Timers } from '@inlay/shared'
import { pause } from './modal.ts'

/** Milliseconds after which a loop lets others in: far below the 50 that people notice. */
const SLICE = 12

/**
 * Runs `row` for 0..count-1, letting others in between.
 * @param check throws when the work was called off
 */
export const eachRow = async (
  timers: Timers,
  count: number,
  row: (y: number) => void,
  check: () => void = () => {},
): Promise<void> => {
  let began = timers.now()
  for (let y = 0; y < count; y++) {
    row(y)
    if (timers.now() - began < SLICE) continue
    await pause(timers, 0)
    check()
    began = timers.now()
  }
}

/** Rows [from, to) of bands that hold `pixels` at most, one row at least. */
export const bandsOf = (
  width: number,
  height: number,
  pixels: number,
): { from: number; to: number }[] => {
  const rows = Math.max(1, Math.floor(pixels / width))
  const bands: { from: number; to: number }[] = []
  for (let from = 0; from < height; from += rows) {
    bands.push({ from, to: Math.min(height, from + rows) })
  }
  return bands
}
