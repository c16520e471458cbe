/** Medians and percentiles of measured milliseconds. */

/** Value below which the share `q` (0..1) of the figures lies; NaN of none. */
export const quantile = (figures: readonly number[], q: number): number => {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5)

/** "12.3 ms", right-aligned. */
export const ms = (figure: number): string => `${figure.toFixed(1)} ms`.padStart(10)
