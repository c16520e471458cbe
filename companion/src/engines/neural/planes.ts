/** Colours as nets take them: three float planes, 0..1, whatever depth and channels the picture has. */
import {
  type Bounds,
  bitDepthOf,
  boundsBottom,
  boundsIntersect,
  boundsRight,
  hasAlpha,
  type Mask,
  type PixelImage,
} from '@inlay/shared'

/** Red, green and blue planes one after the other, row by row; values 0..1 but not clamped. */
export interface Planes {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** One plane, 0..1. */
export interface Plane {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** -1 -> 0, -2 -> 1, size -> size - 1: a mirror whose edge pixel is seen twice. */
const mirrored = (at: number, size: number): number => {
  const period = 2 * size
  const wrapped = ((at % period) + period) % period
  return wrapped < size ? wrapped : period - 1 - wrapped
}

const mirroredColumns = ({ left, width }: Bounds, size: number): Int32Array =>
  Int32Array.from({ length: width }, (_, x) => mirrored(left + x, size))

/**
 * The colours of `window`, which may reach beyond the picture: there the picture is mirrored, since
 * nets take flat borders for content. Grey becomes three equal planes; alpha is left out.
 */
export const cutPlanes = (image: PixelImage, window: Bounds): Planes => {
  const { width, height } = window
  const area = width * height
  const data = new Float32Array(3 * area)
  const colours = hasAlpha(image.channels) ? image.channels - 1 : image.channels
  const scale = 1 / (bitDepthOf(image) === 16 ? 65535 : 255)
  const columns = mirroredColumns(window, image.width)
  for (let y = 0; y < height; y++) {
    const row = mirrored(window.top + y, image.height) * image.width
    for (let x = 0; x < width; x++) {
      const from = (row + columns[x]!) * image.channels
      const to = y * width + x
      for (let c = 0; c < 3; c++) {
        data[c * area + to] = image.data[from + (colours === 1 ? 0 : c)]! * scale
      }
    }
  }
  return { width, height, data }
}

/**
 * 1 where the mask is above 0 within `core`, and where `known` is 0; beyond the mask's edges mirrored
 * like the colours.
 */
export const cutHole = (
  mask: Mask,
  core: Bounds,
  known: Mask | undefined,
  window: Bounds,
): Plane => {
  const { width, height } = window
  const data = new Float32Array(width * height)
  const columns = mirroredColumns(window, mask.width)
  for (let y = 0; y < height; y++) {
    const row = mirrored(window.top + y, mask.height)
    const isCoreRow = row >= core.top && row < core.top + core.height
    for (let x = 0; x < width; x++) {
      const column = columns[x]!
      const at = row * mask.width + column
      const isCore = isCoreRow && column >= core.left && column < core.left + core.width
      if ((isCore && mask.data[at] !== 0) || known?.data[at] === 0) data[y * width + x] = 1
    }
  }
  return { width, height, data }
}

/**
 * Writes the planes' colours over those hole pixels of `image` that lie in the window and in `core`
 * (a box inside the picture), rounded to its depth. Grey takes Rec. 709 luma; alpha becomes opaque, since what was made is really there.
 */
export const pastePlanes = (
  image: PixelImage,
  hole: Mask,
  core: Bounds,
  planes: Planes,
  at: { readonly left: number; readonly top: number },
): void => {
  const { width, channels, data } = image
  const top = bitDepthOf(image) === 16 ? 65535 : 255
  const area = planes.width * planes.height
  const store = (to: number, value: number): void => {
    data[to] = Math.round(Math.min(Math.max(value, 0), 1) * top)
  }
  const shared = boundsIntersect(core, { ...at, width: planes.width, height: planes.height })
  if (shared === null) return
  const { left } = shared
  for (let y = shared.top; y < boundsBottom(shared); y++) {
    for (let x = left; x < boundsRight(shared); x++) {
      const pixel = y * width + x
      if (hole.data[pixel] === 0) continue
      const from = (y - at.top) * planes.width + x - at.left
      const [red, green, blue] = [0, 1, 2].map((c) => planes.data[c * area + from]!)
      const to = pixel * channels
      if (channels < 3) store(to, 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!)
      else {
        store(to, red!)
        store(to + 1, green!)
        store(to + 2, blue!)
      }
      if (hasAlpha(channels)) data[to + channels - 1] = top
    }
  }
}
