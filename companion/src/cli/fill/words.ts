/** What `inlay fill` tells a person when a picture is done: one line each, then its notes. */
import type { BatchOutput, FillOutput } from './output.ts'

/** 0.0312 -> "3.1%"; small shares keep a digit that is not 0. */
export const percent = (fraction: number): string => {
  const value = fraction * 100
  if (value === 0 || value >= 10) return `${Math.round(value)}%`
  return `${Number(value.toPrecision(2))}%`
}

/** 412 -> "0.41 s", 12345 -> "12.3 s". */
export const seconds = (milliseconds: number): string => {
  const value = milliseconds / 1000
  return `${value >= 10 ? value.toFixed(1) : value.toFixed(2)} s`
}

/** One line for each file written, the share that changed, and how to get the same again. */
export const describeFill = (fill: FillOutput): string => {
  const { canvas, engine, changed_fraction, total } = fill
  const lines = fill.outputs.map(({ path, form, bounds, seed }) => {
    const what =
      form === 'patch'
        ? `patch ${bounds.width}x${bounds.height} at ${bounds.left},${bounds.top} of ${canvas.width}x${canvas.height}`
        : `${canvas.width}x${canvas.height}`
    return `${path}: ${what}, seed ${seed}\n`
  })
  const summary = `${percent(changed_fraction)} of the picture changed by ${engine} in ${seconds(total)}\n`
  return lines.join('') + summary
}

export const describeNotes = (fill: FillOutput): string =>
  fill.notes.map((note) => `Note: ${note}\n`).join('')

export const describeBatch = (
  batch: Pick<BatchOutput, 'done' | 'skipped' | 'failed' | 'total'>,
): string => {
  const parts = [
    `${batch.done} filled`,
    ...(batch.skipped === 0 ? [] : [`${batch.skipped} skipped (already there; --force redoes)`]),
    ...(batch.failed === 0 ? [] : [`${batch.failed} failed`]),
  ]
  return `${parts.join(', ')} in ${seconds(batch.total)}\n`
}
