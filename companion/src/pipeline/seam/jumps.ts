/** Measures, all along the edge of the hole, by how much the tone jumps from the fill to the picture. */
import { HOLE, holeBox, KNOWN, type Scene } from './scene.ts'
import { axesFor, readTone } from './tone-space.ts'

/**
 * Measurements at anchors, one for each cell of `CELL` pixels that holds a piece of the edge. Values are on
 * the 8-bit scale, along the axes of the tone space; that of axis c of anchor i is at
 * `i * axes + c`.
 */
export interface Jumps {
  /** 1 for grey pictures, 3 for colour. */
  readonly axes: number
  readonly count: number
  /** Place of each anchor: a hole pixel beside a known one. */
  readonly x: Int32Array
  readonly y: Int32Array
  /** 1 where there was enough on both sides to measure. */
  readonly measured: Uint8Array
  /** Tone on either side, extended to the edge. */
  readonly known: Float32Array
  readonly filled: Float32Array
  /** Standard error of `known - filled`. */
  readonly error: Float32Array
}

/** Side of the cells that share an anchor, in pixels. */
export const CELL = 6

/** Reach of a measurement, in pixels. */
const RADIUS = 6

/** Least number of pixels on each side. */
const LEAST = 12

/**
 * Neighbouring pixels of a photograph are not independent, so an average over n of them is less
 * sure than n independent ones would make it; 2 is what real photographs show at this radius.
 */
export const CORRELATION = 2

/** Edge cells in reading order: the first edge pixel of each cell. */
const findAnchors = (scene: Scene): { x: Int32Array; y: Int32Array } => {
  const { picture, kinds } = scene
  const { width, height } = picture
  const xs: number[] = []
  const ys: number[] = []
  const box = holeBox(scene)
  if (box !== null) {
    const taken = new Uint8Array(Math.ceil(width / CELL))
    for (let y = box.top; y < box.top + box.height; y++) {
      if (y % CELL === 0) taken.fill(0)
      for (let x = box.left; x < box.left + box.width; x++) {
        if (kinds[y * width + x] !== HOLE) continue
        const cell = Math.floor(x / CELL)
        if (taken[cell] === 1 || !isEdge(kinds, width, height, x, y)) continue
        taken[cell] = 1
        xs.push(x)
        ys.push(y)
      }
    }
  }
  return { x: Int32Array.from(xs), y: Int32Array.from(ys) }
}

/** True for a hole pixel with a known one beside it (left, right, above, below). */
export const isEdge = (
  kinds: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
): boolean => {
  const i = y * width + x
  return (
    (x > 0 && kinds[i - 1] === KNOWN) ||
    (x < width - 1 && kinds[i + 1] === KNOWN) ||
    (y > 0 && kinds[i - width] === KNOWN) ||
    (y < height - 1 && kinds[i + width] === KNOWN)
  )
}

/**
 * At each anchor a plane plus a step is fitted to the pixels around it, the step standing at the
 * edge (a regression discontinuity: value = a + bx dx + by dy + J s, s = +1/2 on the known side,
 * -1/2 in the hole; weights fall off with distance). So a slope that runs on through the edge is no
 * jump, and what texture there is widens the error instead of passing for one.
 */
export const measureJumps = (scene: Scene): Jumps => {
  const { x, y } = findAnchors(scene)
  const count = x.length
  const axes = axesFor(scene.picture.channels).length
  const jumps: Jumps = {
    axes,
    count,
    x,
    y,
    measured: new Uint8Array(count),
    known: new Float32Array(count * axes),
    filled: new Float32Array(count * axes),
    error: new Float32Array(count * axes),
  }
  const sums = emptySums(axes)
  for (let i = 0; i < count; i++) measureAt(scene, jumps, i, sums)
  return jumps
}

/** Offsets and weights of a measurement's disc (Epanechnikov): dx, dy, weight, dx, dy, ... */
const DISC = ((): Float64Array => {
  const disc: number[] = []
  for (let dy = -RADIUS; dy <= RADIUS; dy++) {
    for (let dx = -RADIUS; dx <= RADIUS; dx++) {
      const weight = 1 - (dx * dx + dy * dy) / (RADIUS + 1) ** 2
      if (weight > 0) disc.push(dx, dy, weight)
    }
  }
  return Float64Array.from(disc)
})()

/** What a measurement adds up; used again for the next. */
interface Sums {
  /** Upper half of the normal matrix. */
  readonly matrix: Float64Array
  /** Its right sides, four for each axis. */
  readonly right: Float64Array
  readonly squares: Float64Array
  /** One pixel's value along each axis. */
  readonly tone: Float64Array
}

const emptySums = (axes: number): Sums => ({
  matrix: new Float64Array(16),
  right: new Float64Array(4 * axes),
  squares: new Float64Array(axes),
  tone: new Float64Array(axes),
})

const measureAt = (scene: Scene, jumps: Jumps, anchor: number, sums: Sums): void => {
  const { picture, kinds, unit } = scene
  const { width, height, data, channels } = picture
  const { axes } = jumps
  const { matrix, right, squares, tone } = sums
  const x0 = jumps.x[anchor]!
  const y0 = jumps.y[anchor]!
  matrix.fill(0)
  right.fill(0)
  squares.fill(0)
  let known = 0
  let filled = 0
  for (let n = 0; n < DISC.length; n += 3) {
    const dx = DISC[n]!
    const dy = DISC[n + 1]!
    const x = x0 + dx
    const y = y0 + dy
    if (x < 0 || y < 0 || x >= width || y >= height) continue
    const i = y * width + x
    const kind = kinds[i]!
    if (kind === KNOWN) known++
    else if (kind === HOLE) filled++
    else continue
    const weight = DISC[n + 2]!
    const side = kind === KNOWN ? 0.5 : -0.5
    accumulate(matrix, weight, dx, dy, side)
    readTone(data, i * channels, axes, unit, tone)
    for (let c = 0; c < axes; c++) {
      const value = weight * tone[c]!
      right[4 * c]! += value
      right[4 * c + 1]! += value * dx
      right[4 * c + 2]! += value * dy
      right[4 * c + 3]! += value * side
      squares[c]! += value * tone[c]!
    }
  }
  if (known < LEAST || filled < LEAST) return
  const inverse = invert4(matrix)
  if (inverse === null) return
  jumps.measured[anchor] = 1
  const freedom = (known + filled) / (known + filled - 4)
  for (let c = 0; c < axes; c++) {
    const r = right.subarray(4 * c, 4 * c + 4)
    const level = dot4(inverse, 0, r)
    const step = dot4(inverse, 3, r)
    const explained =
      level * r[0]! + dot4(inverse, 1, r) * r[1]! + dot4(inverse, 2, r) * r[2]! + step * r[3]!
    const variance = (Math.max(0, squares[c]! - explained) / matrix[0]!) * freedom
    const at = anchor * axes + c
    jumps.known[at] = level + step / 2
    jumps.filled[at] = level - step / 2
    jumps.error[at] = CORRELATION * Math.sqrt(variance * inverse[15]!)
  }
}

const accumulate = (m: Float64Array, w: number, dx: number, dy: number, s: number): void => {
  m[0]! += w
  m[1]! += w * dx
  m[2]! += w * dy
  m[3]! += w * s
  m[5]! += w * dx * dx
  m[6]! += w * dx * dy
  m[7]! += w * dx * s
  m[10]! += w * dy * dy
  m[11]! += w * dy * s
  m[15]! += w * s * s
}

const dot4 = (matrix: Float64Array, row: number, vector: Float64Array): number =>
  matrix[4 * row]! * vector[0]! +
  matrix[4 * row + 1]! * vector[1]! +
  matrix[4 * row + 2]! * vector[2]! +
  matrix[4 * row + 3]! * vector[3]!

/** Inverse of a symmetric matrix given by its upper half (Gauss-Jordan); null when singular. */
const invert4 = (upper: Float64Array): Float64Array | null => {
  const a = new Float64Array(16)
  const inverse = new Float64Array(16)
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) a[4 * i + j] = upper[i <= j ? 4 * i + j : 4 * j + i]!
    inverse[5 * i] = 1
  }
  for (let p = 0; p < 4; p++) {
    const pivot = a[5 * p]!
    if (!(Math.abs(pivot) > 1e-6 * (1 + Math.abs(upper[5 * p]!)))) return null
    for (let j = 0; j < 4; j++) {
      a[4 * p + j]! /= pivot
      inverse[4 * p + j]! /= pivot
    }
    for (let i = 0; i < 4; i++) {
      if (i === p) continue
      const factor = a[4 * i + p]!
      for (let j = 0; j < 4; j++) {
        a[4 * i + j]! -= factor * a[4 * p + j]!
        inverse[4 * i + j]! -= factor * inverse[4 * p + j]!
      }
    }
  }
  return inverse
}
