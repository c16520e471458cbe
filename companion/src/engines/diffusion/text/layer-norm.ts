/** The text encoder's last normalisation, found from what the graph gives before and after it. */

/** torch.nn.LayerNorm's, and CLIP's. */
const EPSILON = 1e-5

/** Each row less its mean, over its deviation. */
const normalised = (rows: Float32Array, width: number): Float32Array => {
  const out = new Float32Array(rows.length)
  for (let row = 0; row < rows.length; row += width) {
    let sum = 0
    for (let i = 0; i < width; i++) sum += rows[row + i]!
    const mean = sum / width
    let squares = 0
    for (let i = 0; i < width; i++) squares += (rows[row + i]! - mean) ** 2
    const scale = 1 / Math.sqrt(squares / width + EPSILON)
    for (let i = 0; i < width; i++) out[row + i] = (rows[row + i]! - mean) * scale
  }
  return out
}

/**
 * Earlier layers go through the same last normalisation as the last one (diffusers, `clip_skip`),
 * but a graph does not hand out its weights. Since its rows before and after are known, gain and
 * offset of each channel are the line through them (least squares over the rows).
 *
 * @param before the last layer's states, rows of `width`
 * @param after the same, normalised by the graph
 * @param states rows of another layer
 * @returns those rows, normalised likewise
 */
export const normaliseLike = (
  before: Float32Array,
  after: Float32Array,
  states: Float32Array,
  width: number,
): Float32Array => {
  const from = normalised(before, width)
  const out = normalised(states, width)
  const count = from.length / width
  for (let i = 0; i < width; i++) {
    let [x, y, xx, xy] = [0, 0, 0, 0]
    for (let row = i; row < from.length; row += width) {
      x += from[row]!
      y += after[row]!
      xx += from[row]! * from[row]!
      xy += from[row]! * after[row]!
    }
    const gain = (count * xy - x * y) / (count * xx - x * x)
    const offset = (y - gain * x) / count
    for (let row = i; row < out.length; row += width) out[row] = out[row]! * gain + offset
  }
  return out
}
