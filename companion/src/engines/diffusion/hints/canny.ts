/**
 * Edges as a Canny ControlNet was taught them: cv2.Canny(rgb, low, high), number for number (OpenCV
 * imgproc/canny.cpp: Sobel 3x3 with replicated borders, |dx| + |dy|, the strongest of the colours,
 * thinned across three directions, weak edges kept where they hang on strong ones).
 */

/** tan(22.5 degrees) in OpenCV's fixed point. */
const TAN_22 = 13_573
const SHIFT = 32_768

export interface Picture8 {
  readonly width: number
  readonly height: number
  /** Interleaved, 3 channels. */
  readonly data: Uint8Array
}

interface Gradients {
  readonly dx: Int16Array
  readonly dy: Int16Array
  readonly size: Int32Array
}

/**
 * @param low edges below are none; above `high` they are; between, those that touch one that is
 * @returns one byte a pixel: 255 on an edge, else 0
 */
export const canny = (picture: Picture8, low = 100, high = 200): Uint8Array => {
  const { width, height } = picture
  const marks = thin(gradients(picture), width, height, low, high)
  return follow(marks, width, height)
}

const gradients = ({ width, height, data }: Picture8): Gradients => {
  const count = width * height
  const found = {
    dx: new Int16Array(count),
    dy: new Int16Array(count),
    size: new Int32Array(count),
  }
  for (let y = 0; y < height; y++) {
    const up = Math.max(y - 1, 0) * width
    const here = y * width
    const down = Math.min(y + 1, height - 1) * width
    for (let x = 0; x < width; x++) {
      const left = Math.max(x - 1, 0)
      const right = Math.min(x + 1, width - 1)
      const at = here + x
      found.size[at] = -1
      for (let c = 0; c < 3; c++) {
        const nw = data[(up + left) * 3 + c]!
        const ne = data[(up + right) * 3 + c]!
        const sw = data[(down + left) * 3 + c]!
        const se = data[(down + right) * 3 + c]!
        const dx =
          ne + se - nw - sw + 2 * (data[(here + right) * 3 + c]! - data[(here + left) * 3 + c]!)
        const dy = sw + se - nw - ne + 2 * (data[(down + x) * 3 + c]! - data[(up + x) * 3 + c]!)
        const size = Math.abs(dx) + Math.abs(dy)
        if (size > found.size[at]!) {
          found.dx[at] = dx
          found.dy[at] = dy
          found.size[at] = size
        }
      }
    }
  }
  return found
}

const NONE = 0
const WEAK = 1
const STRONG = 2

/** Only the crest of each edge: larger than its neighbours across it. */
const thin = (
  { dx, dy, size }: Gradients,
  width: number,
  height: number,
  low: number,
  high: number,
): Uint8Array => {
  const marks = new Uint8Array(width * height)
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : size[y * width + x]!
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const m = size[i]!
      if (m <= low) continue
      const [gx, gy] = [Math.abs(dx[i]!), Math.abs(dy[i]!) * SHIFT]
      const flat = gx * TAN_22
      const steep = flat + gx * 2 * SHIFT
      let isCrest: boolean
      if (gy < flat) isCrest = m > at(x - 1, y) && m >= at(x + 1, y)
      else if (gy > steep) isCrest = m > at(x, y - 1) && m >= at(x, y + 1)
      else {
        const side = dx[i]! < 0 !== dy[i]! < 0 ? -1 : 1
        isCrest = m > at(x - side, y - 1) && m > at(x + side, y + 1)
      }
      if (isCrest) marks[i] = m > high ? STRONG : WEAK
    }
  }
  return marks
}

const follow = (marks: Uint8Array, width: number, height: number): Uint8Array => {
  const edges = new Uint8Array(marks.length)
  const left: number[] = []
  marks.forEach((mark, i) => {
    if (mark === STRONG) {
      edges[i] = 255
      left.push(i)
    }
  })
  for (let i = left.pop(); i !== undefined; i = left.pop()) {
    const [x, y] = [i % width, Math.floor(i / width)]
    for (let ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
      for (let nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
        const n = ny * width + nx
        if (edges[n] !== 0 || marks[n] === NONE) continue
        edges[n] = 255
        left.push(n)
      }
    }
  }
  return edges
}
