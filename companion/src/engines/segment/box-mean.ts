/** Means over square windows, cut off at the edges: running sums, so the radius costs nothing. */

/** @param reach the window is 2 x reach + 1 on a side */
export const boxMean = (
  values: Float32Array,
  width: number,
  height: number,
  reach: number,
): Float32Array => {
  const rows = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let x = 0; x < Math.min(reach, width); x++) sum += values[row + x]!
    for (let x = 0; x < width; x++) {
      if (x + reach < width) sum += values[row + x + reach]!
      if (x - reach > 0) sum -= values[row + x - reach - 1]!
      rows[row + x] = sum / (Math.min(width - 1, x + reach) - Math.max(0, x - reach) + 1)
    }
  }
  const means = new Float32Array(values.length)
  const sums = new Float64Array(width)
  for (let y = 0; y < Math.min(reach, height); y++) {
    for (let x = 0; x < width; x++) sums[x]! += rows[y * width + x]!
  }
  for (let y = 0; y < height; y++) {
    const enters = y + reach < height ? (y + reach) * width : -1
    const leaves = y - reach > 0 ? (y - reach - 1) * width : -1
    const count = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1
    for (let x = 0; x < width; x++) {
      if (enters >= 0) sums[x]! += rows[enters + x]!
      if (leaves >= 0) sums[x]! -= rows[leaves + x]!
      means[y * width + x] = sums[x]! / count
    }
  }
  return means
}
