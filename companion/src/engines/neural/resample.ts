/** Resizes float planes: Lanczos with three lobes, widened when shrinking so that nothing aliases. */

const LOBES = 3

const lanczos = (x: number): number => {
  if (x === 0) return 1
  if (Math.abs(x) >= LOBES) return 0
  const p = Math.PI * x
  return (LOBES * Math.sin(p) * Math.sin(p / LOBES)) / (p * p)
}

interface Taps {
  /** First source index of each target, before clamping to the edge. */
  readonly first: Int32Array
  /** `count` weights for each target, adding up to 1. */
  readonly weights: Float32Array
  readonly count: number
}

/** Weights from `size` samples to `target` samples; sample centres lie at halves. */
const tapsFor = (size: number, target: number): Taps => {
  const step = size / target
  const widen = Math.max(step, 1)
  const count = Math.ceil(LOBES * widen) * 2 + 1
  const first = new Int32Array(target)
  const weights = new Float32Array(target * count)
  for (let t = 0; t < target; t++) {
    const centre = (t + 0.5) * step - 0.5
    const from = Math.ceil(centre - LOBES * widen)
    first[t] = from
    let sum = 0
    for (let k = 0; k < count; k++) {
      const weight = lanczos((from + k - centre) / widen)
      weights[t * count + k] = weight
      sum += weight
    }
    for (let k = 0; k < count; k++) weights[t * count + k]! /= sum
  }
  return { first, weights, count }
}

/** One plane of `width` x `height` as `toWidth` x `toHeight`; beyond the edge the edge repeats. */
const resizePlane = (
  source: Float32Array,
  width: number,
  height: number,
  across: Taps,
  down: Taps,
  toWidth: number,
  toHeight: number,
): Float32Array => {
  const rows = new Float32Array(toWidth * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < toWidth; x++) {
      let sum = 0
      for (let k = 0; k < across.count; k++) {
        const at = Math.min(Math.max(across.first[x]! + k, 0), width - 1)
        sum += source[y * width + at]! * across.weights[x * across.count + k]!
      }
      rows[y * toWidth + x] = sum
    }
  }
  const result = new Float32Array(toWidth * toHeight)
  for (let y = 0; y < toHeight; y++) {
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k]!
      if (weight === 0) continue
      const at = Math.min(Math.max(down.first[y]! + k, 0), height - 1)
      for (let x = 0; x < toWidth; x++) {
        result[y * toWidth + x]! += rows[at * toWidth + x]! * weight
      }
    }
  }
  return result
}

interface Sheet {
  readonly width: number
  readonly height: number
  /** Any number of planes, one after the other. */
  readonly data: Float32Array
}

/** The planes at another size; the same object when the size is right already. */
export const resize = <T extends Sheet>(planes: T, width: number, height: number): Sheet => {
  if (planes.width === width && planes.height === height) return planes
  const across = tapsFor(planes.width, width)
  const down = tapsFor(planes.height, height)
  const from = planes.width * planes.height
  const count = planes.data.length / from
  const data = new Float32Array(count * width * height)
  for (let p = 0; p < count; p++) {
    const plane = planes.data.subarray(p * from, (p + 1) * from)
    const scaled = resizePlane(plane, planes.width, planes.height, across, down, width, height)
    data.set(scaled, p * width * height)
  }
  return { width, height, data }
}

/**
 * Colours at another size, made of known pixels alone: what lies under the hole is what the user
 * wants gone, and must not bleed into its surroundings. Where all is hole the colour is 0.
 * @param hole 1 where a pixel counts for nothing
 */
export const resizeKnown = (planes: Sheet, hole: Sheet, width: number, height: number): Sheet => {
  if (planes.width === width && planes.height === height) return planes
  const keep = hole.data.map((value) => 1 - value)
  const colours = planes.data.map((value, i) => value * keep[i % keep.length]!)
  const scaled = resize({ ...planes, data: colours }, width, height)
  const share = resize({ ...hole, data: keep }, width, height)
  const area = width * height
  const data = scaled.data.map((value, i) => {
    const known = share.data[i % area]!
    return known < LEAST_KNOWN ? 0 : value / known
  })
  return { width, height, data }
}

/** Below this share of known weight a colour would be mostly the filter's own ringing. */
const LEAST_KNOWN = 0.05

/** A hole at another size: a pixel is hole as soon as any of it is, so that nothing leaks in. */
export const resizeHole = (hole: Sheet, width: number, height: number): Sheet => {
  if (hole.width === width && hole.height === height) return hole
  const data = new Float32Array(width * height)
  const across = hole.width / width
  const down = hole.height / height
  for (let y = 0; y < height; y++) {
    const y0 = Math.floor(y * down)
    const y1 = Math.max(Math.ceil((y + 1) * down), y0 + 1)
    for (let x = 0; x < width; x++) {
      const x0 = Math.floor(x * across)
      const x1 = Math.max(Math.ceil((x + 1) * across), x0 + 1)
      data[y * width + x] = anyHole(
        hole,
        x0,
        y0,
        Math.min(x1, hole.width),
        Math.min(y1, hole.height),
      )
    }
  }
  return { width, height, data }
}

const anyHole = (hole: Sheet, x0: number, y0: number, x1: number, y1: number): 0 | 1 => {
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) if (hole.data[y * hole.width + x]! > 0) return 1
  }
  return 0
}
