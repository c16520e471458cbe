/** Resizes 8-bit pictures to the byte as Pillow does, which is what diffusers resizes with. */
import { expected, type PixelImage } from '@inlay/shared'

export type Filter = 'nearest' | 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos'

/** Part of a picture in its pixels, fractions allowed; right and bottom are outside it. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A picture whose samples are bytes, any count of channels. */
export interface Bytes {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: Uint8Array
}

/** @throws RangeError when the samples have 16 bits: Pillow has no such pictures */
export const bytesOf = (image: PixelImage): Bytes => {
  const { width, height, channels, data } = image
  if (data instanceof Uint8Array) return { width, height, channels, data }
  throw new RangeError(expected('8 bits', 'a sample', 16))
}

/**
 * Pillow's Image.resize: two passes, rounded to bytes after each (Pillow 13, src/libImaging/Resample.c
 * and Geometry.c; older ones differ by a level or two where `verticalFirst` holds). Alpha is a channel like the others; Pillow itself
 * premultiplies RGBA around it.
 * @param box the part to enlarge, default all
 * @throws RangeError when a side is no whole number above 0
 */
export const resizePillow = (
  image: Bytes,
  width: number,
  height: number,
  filter: Filter,
  box: Box = { left: 0, top: 0, right: image.width, bottom: image.height },
): Bytes => {
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < 1)
      throw new RangeError(expected('1 or more', 'side', side))
  }
  const whole =
    box.left === 0 && box.top === 0 && box.right === image.width && box.bottom === image.height
  if (whole && width === image.width && height === image.height) return image
  if (filter === 'nearest') return nearest(image, width, height, box)
  const kernel = KERNELS[filter]
  const acrossWhole = box.left === 0 && box.right === image.width && width === image.width
  const downWhole = box.top === 0 && box.bottom === image.height && height === image.height
  const horizontal = (from: Bytes): Bytes =>
    acrossWhole
      ? from
      : across(from, width, tapsOf(image.width, box.left, box.right, width, kernel))
  const vertical = (from: Bytes): Bytes =>
    downWhole ? from : down(from, height, tapsOf(image.height, box.top, box.bottom, height, kernel))
  return verticalFirst(image, width, height)
    ? horizontal(vertical(image))
    : vertical(horizontal(image))
}

/** Pillow 13 shrinks tall pictures downwards first (python-pillow/Pillow#9549); before it, never. */
const verticalFirst = (image: Bytes, width: number, height: number): boolean =>
  height < image.height && image.height - height > 2 * (image.width - width)

interface Kernel {
  readonly support: number
  readonly weigh: (x: number) => number
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

const KERNELS: Readonly<Record<Exclude<Filter, 'nearest'>, Kernel>> = {
  box: { support: 0.5, weigh: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weigh: (x) => Math.max(1 - Math.abs(x), 0) },
  hamming: {
    support: 1,
    weigh: (x) =>
      Math.abs(x) >= 1 ? 0 : sinc(Math.abs(x)) * (0.54 + 0.46 * Math.cos(Math.PI * x)),
  },
  bicubic: {
    support: 2,
    weigh: (x) => {
      const d = Math.abs(x)
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0
    },
  },
  lanczos: { support: 3, weigh: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
}

/** Weights are whole numbers of this fraction. */
const BITS = 22

interface Taps {
  /** First sample of each target. */
  readonly first: Int32Array
  /** How many of `count` weights count. */
  readonly used: Int32Array
  readonly weights: Int32Array
  readonly count: number
}

const tapsOf = (size: number, from: number, to: number, target: number, kernel: Kernel): Taps => {
  const step = (to - from) / target
  const widen = Math.max(step, 1)
  const support = kernel.support * widen
  const count = Math.ceil(support) * 2 + 1
  const first = new Int32Array(target)
  const used = new Int32Array(target)
  const weights = new Int32Array(target * count)
  const exact = new Float64Array(count)
  for (let t = 0; t < target; t++) {
    const centre = from + (t + 0.5) * step
    const low = Math.max(Math.trunc(centre - support + 0.5), 0)
    const n = Math.min(Math.trunc(centre + support + 0.5), size) - low
    let sum = 0
    for (let k = 0; k < n; k++) {
      exact[k] = kernel.weigh((k + low - centre + 0.5) * (1 / widen))
      sum += exact[k]!
    }
    for (let k = 0; k < n; k++) {
      const weight = (sum === 0 ? exact[k]! : exact[k]! / sum) * (1 << BITS)
      weights[t * count + k] = Math.trunc(weight < 0 ? weight - 0.5 : weight + 0.5)
    }
    first[t] = low
    used[t] = n
  }
  return { first, used, weights, count }
}

const HALF = 1 << (BITS - 1)

const across = (image: Bytes, width: number, taps: Taps): Bytes => {
  const { height, channels, data } = image
  const result = new Uint8ClampedArray(width * height * channels)
  for (let y = 0; y < height; y++) {
    const row = y * image.width
    for (let x = 0; x < width; x++) {
      const from = (row + taps.first[x]!) * channels
      const at = x * taps.count
      const n = taps.used[x]!
      const into = (y * width + x) * channels
      for (let c = 0; c < channels; c++) {
        let sum = HALF
        for (let k = 0; k < n; k++) sum += data[from + k * channels + c]! * taps.weights[at + k]!
        result[into + c] = Math.floor(sum / (1 << BITS))
      }
    }
  }
  return { width, height, channels, data: new Uint8Array(result.buffer) }
}

const down = (image: Bytes, height: number, taps: Taps): Bytes => {
  const { width, channels, data } = image
  const stride = width * channels
  const result = new Uint8ClampedArray(stride * height)
  const sums = new Float64Array(stride)
  for (let y = 0; y < height; y++) {
    sums.fill(HALF)
    for (let k = 0; k < taps.used[y]!; k++) {
      const from = (taps.first[y]! + k) * stride
      const weight = taps.weights[y * taps.count + k]!
      for (let i = 0; i < stride; i++) sums[i]! += data[from + i]! * weight
    }
    for (let i = 0; i < stride; i++) result[y * stride + i] = Math.floor(sums[i]! / (1 << BITS))
  }
  return { width, height, channels, data: new Uint8Array(result.buffer) }
}

/** Pillow walks along by adding the step again and again; so do we, for its rounding. */
const nearest = (image: Bytes, width: number, height: number, box: Box): Bytes => {
  const { channels } = image
  const columns = walk(box.left, (box.right - box.left) / width, width, image.width)
  const rows = walk(box.top, (box.bottom - box.top) / height, height, image.height)
  const data = new Uint8Array(width * height * channels)
  let into = 0
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * image.width + column) * channels
      for (let c = 0; c < channels; c++) data[into++] = image.data[from + c]!
    }
  }
  return { width, height, channels, data }
}

const walk = (from: number, step: number, count: number, size: number): Int32Array => {
  const places = new Int32Array(count)
  let at = from + step * 0.5
  for (let i = 0; i < count; i++) {
    places[i] = Math.min(Math.trunc(at), size - 1)
    at += step
  }
  return places
}
