/** Between a picture and the square a net sees it in: colours, points and masks, there and back. */
import type { PixelImage } from '@inlay/shared'
import type { Fit } from '../../../models/segment-contract.ts'
import type { Plane, Planes } from '../../neural/planes.ts'
import { shrink } from '../shrink.ts'

/** Where the picture lies in the net's input, which is `width` x `height`. */
export interface Placement {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  /** Pixels of the input for each pixel of the picture. */
  readonly across: number
  readonly down: number
  /** Size of the picture in the input. */
  readonly inner: { readonly width: number; readonly height: number }
}

export interface Fitted {
  readonly placement: Placement
  readonly planes: Planes
  /** 1 where there is no picture and the net wants zeros. */
  readonly blank?: Plane
}

/** Ultralytics' letterbox grey. */
const GREY = 114 / 255

const placementIn = (
  image: { readonly width: number; readonly height: number },
  fit: Fit,
  width: number,
  height: number,
): Placement => {
  if (fit === 'stretch') {
    const inner = { width, height }
    return {
      width,
      height,
      left: 0,
      top: 0,
      across: width / image.width,
      down: height / image.height,
      inner,
    }
  }
  const scale = Math.min(width / image.width, height / image.height)
  const inner = {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  }
  const isCentred = fit === 'letterbox'
  return {
    width,
    height,
    left: isCentred ? Math.round((width - inner.width) / 2) : 0,
    top: isCentred ? Math.round((height - inner.height) / 2) : 0,
    across: inner.width / image.width,
    down: inner.height / image.height,
    inner,
  }
}

export const fitPicture = (image: PixelImage, fit: Fit, width: number, height: number): Fitted => {
  const placement = placementIn(image, fit, width, height)
  const { left, top, inner } = placement
  const small = shrink(image, inner.width, inner.height)
  if (fit === 'stretch') return { placement, planes: small }
  const area = width * height
  const from = inner.width * inner.height
  const data = new Float32Array(3 * area).fill(fit === 'letterbox' ? GREY : 0)
  const blank = new Float32Array(area).fill(1)
  for (let y = 0; y < inner.height; y++) {
    const to = (top + y) * width + left
    for (let p = 0; p < 3; p++) {
      const row = p * from + y * inner.width
      data.set(small.data.subarray(row, row + inner.width), p * area + to)
    }
    blank.fill(0, to, to + inner.width)
  }
  const planes = { width, height, data }
  return fit === 'pad'
    ? { placement, planes, blank: { width, height, data: blank } }
    : { placement, planes }
}

/**
 * The picture's part of a map that covers the net's whole input, at any resolution, interpolated.
 * @param side longer side of the result, in pixels
 */
export const cutPicture = (map: Plane, placement: Placement, side: number): Plane => {
  const { inner } = placement
  const scale = side / Math.max(inner.width, inner.height)
  const width = Math.max(1, Math.round(inner.width * scale))
  const height = Math.max(1, Math.round(inner.height * scale))
  const data = new Float32Array(width * height)
  const perX = map.width / placement.width
  const perY = map.height / placement.height
  for (let y = 0; y < height; y++) {
    const v = (placement.top + ((y + 0.5) / height) * inner.height) * perY - 0.5
    const y0 = Math.min(map.height - 1, Math.max(0, Math.floor(v)))
    const y1 = Math.min(map.height - 1, y0 + 1)
    const down = Math.min(1, Math.max(0, v - y0))
    for (let x = 0; x < width; x++) {
      const u = (placement.left + ((x + 0.5) / width) * inner.width) * perX - 0.5
      const x0 = Math.min(map.width - 1, Math.max(0, Math.floor(u)))
      const x1 = Math.min(map.width - 1, x0 + 1)
      const right = Math.min(1, Math.max(0, u - x0))
      const upper =
        map.data[y0 * map.width + x0]! * (1 - right) + map.data[y0 * map.width + x1]! * right
      const lower =
        map.data[y1 * map.width + x0]! * (1 - right) + map.data[y1 * map.width + x1]! * right
      data[y * width + x] = upper * (1 - down) + lower * down
    }
  }
  return { width, height, data }
}
