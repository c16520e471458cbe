/**
 * What a ControlNet is shown: the picture without its hole, its edges, a scribble, or depth; always
 * three planes of the picture's size, 0..1 (-1 in an inpaint hint's hole).
 */
import type { Planes } from '../image/planes.ts'
import { canny, type Picture8 } from './canny.ts'

/**
 * For control_v11p_sd15_inpaint and its kind: the picture, and -1 where it is to be made (diffusers'
 * documentation, `make_inpaint_condition`).
 * @param image RGB, 0..1
 * @param mask one plane of the same size, 1 in the hole
 */
export const inpaintHint = (image: Planes, mask: Planes): Planes => {
  const data = image.data.slice()
  const plane = image.width * image.height
  for (let i = 0; i < plane; i++) {
    if (mask.data[i]! > 0.5) for (let c = 0; c < 3; c++) data[c * plane + i] = -1
  }
  return { ...image, data }
}

/** White edges on black. */
export const cannyHint = (picture: Picture8, low?: number, high?: number): Planes =>
  asHint(picture.width, picture.height, canny(picture, low, high))

/** Side of a smoothing window for each 512 pixels: detail finer than a pen's would be noise to it. */
const SMOOTH = 5 / 512
/** Thickness of a pen's line for each 512 pixels. */
const PEN = 3 / 512

/** Edges as somebody would sketch them: of the coarse shapes only, with a pen's width. */
export const scribbleHint = (picture: Picture8): Planes => {
  const { width, height } = picture
  const side = Math.max(width, height)
  const radius = Math.max(1, Math.round((side * SMOOTH) / 2))
  const edges = canny(smooth(smooth(picture, radius), radius), 40, 90)
  return asHint(width, height, thicken(edges, width, height, Math.round((side * PEN) / 2)))
}

/** A drawing given by somebody: white lines on black, whichever way round it was drawn. */
export const drawingHint = ({ width, height, data }: Picture8): Planes => {
  const count = width * height
  const light = new Uint8Array(count)
  let sum = 0
  for (let i = 0; i < count; i++) {
    const value = (data[i * 3]! + data[i * 3 + 1]! + data[i * 3 + 2]!) / 3
    light[i] = value
    sum += value
  }
  // Mostly light is dark ink on paper.
  const isPaper = sum > 127.5 * count
  return asHint(
    width,
    height,
    light.map((value) => (value > 127 !== isPaper ? 255 : 0)),
  )
}

/** A picture that is a hint already (depth, a pose, a segmentation). */
export const givenHint = ({ width, height, data }: Picture8): Planes => {
  const plane = width * height
  const planes = new Float32Array(plane * 3)
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) planes[c * plane + i] = data[i * 3 + c]! / 255
  }
  return { width, height, channels: 3, data: planes }
}

/** Depth as a net guesses it, near is large: its range becomes 0..1. */
export const depthHint = (width: number, height: number, depth: Float32Array): Planes => {
  let [least, most] = [Infinity, -Infinity]
  for (const value of depth) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const span = most - least
  return repeated(
    width,
    height,
    depth.map((value) => (span > 0 ? (value - least) / span : 0)),
  )
}

const asHint = (width: number, height: number, values: Uint8Array): Planes =>
  repeated(
    width,
    height,
    Float32Array.from(values, (value) => value / 255),
  )

const repeated = (width: number, height: number, plane: Float32Array): Planes => {
  const data = new Float32Array(plane.length * 3)
  for (let c = 0; c < 3; c++) data.set(plane, c * plane.length)
  return { width, height, channels: 3, data }
}

/** A box's mean, replicated at the borders; one pass along each axis. */
const smooth = ({ width, height, data }: Picture8, radius: number): Picture8 => {
  const along = (from: Uint8Array, count: number, stride: number, lines: number, step: number) => {
    const out = new Uint8Array(from.length)
    const at = (line: number, i: number, c: number): number =>
      from[(line * step + Math.min(Math.max(i, 0), count - 1) * stride) * 3 + c]!
    const size = 2 * radius + 1
    for (let line = 0; line < lines; line++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0
        for (let i = -radius; i <= radius; i++) sum += at(line, i, c)
        for (let i = 0; i < count; i++) {
          out[(line * step + i * stride) * 3 + c] = Math.round(sum / size)
          sum += at(line, i + radius + 1, c) - at(line, i - radius, c)
        }
      }
    }
    return out
  }
  const rows = along(data, width, 1, height, width)
  return { width, height, data: along(rows, height, width, width, 1) }
}

const thicken = (edges: Uint8Array, width: number, height: number, radius: number): Uint8Array => {
  if (radius < 1) return edges
  const thick = new Uint8Array(edges.length)
  edges.forEach((edge, i) => {
    if (edge === 0) return
    const [x, y] = [i % width, Math.floor(i / width)]
    for (let ny = Math.max(y - radius, 0); ny <= Math.min(y + radius, height - 1); ny++) {
      thick.fill(
        255,
        ny * width + Math.max(x - radius, 0),
        ny * width + Math.min(x + radius, width - 1) + 1,
      )
    }
  })
  return thick
}
