/** Rectangles of samples, as the document keeps them: cut, moved, laid over each other. */

export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export type Samples = Uint8Array | Uint16Array

/**
 * Interleaved samples of a place in the document. 8 bits hold 0..255, 16 bits 0..32768 as Photoshop
 * does. Never written once made: states of the history share them.
 */
export interface Raster {
  readonly edges: Edges
  readonly channels: number
  readonly data: Samples
}

export const widthOf = ({ left, right }: Edges): number => Math.max(0, right - left)
export const heightOf = ({ top, bottom }: Edges): number => Math.max(0, bottom - top)
export const isEmpty = (edges: Edges): boolean => widthOf(edges) === 0 || heightOf(edges) === 0

export const intersect = (a: Edges, b: Edges): Edges => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
})

export const union = (a: Edges, b: Edges): Edges => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
})

export const shift = (edges: Edges, dx: number, dy: number): Edges => ({
  left: edges.left + dx,
  top: edges.top + dy,
  right: edges.right + dx,
  bottom: edges.bottom + dy,
})

export const samplesLike = (like: Samples, length: number): Samples =>
  like instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)

/** Full on, at this depth. */
export const fullOf = (like: Samples): number => (like instanceof Uint16Array ? 32768 : 255)

/** The samples of another place; what lies outside reads `outside`. */
export const cut = (raster: Raster, edges: Edges, outside = 0): Raster => {
  const { channels } = raster
  const width = widthOf(edges)
  const data = samplesLike(raster.data, width * heightOf(edges) * channels)
  if (outside !== 0) data.fill(outside)
  copyInto(raster, { edges, channels, data })
  return { edges, channels, data }
}

/** Overwrites the part of `to` that `from` covers; for rasters in the making only. */
export const copyInto = (from: Raster, to: Raster): void => {
  const common = intersect(from.edges, to.edges)
  if (isEmpty(common)) return
  const { channels } = from
  const length = widthOf(common) * channels
  for (let y = common.top; y < common.bottom; y++) {
    const at = indexOf(from, common.left, y)
    to.data.set(from.data.subarray(at, at + length), indexOf(to, common.left, y))
  }
}

/** Where the sample of a pixel begins. */
export const indexOf = ({ edges, channels }: Raster, x: number, y: number): number =>
  ((y - edges.top) * widthOf(edges) + x - edges.left) * channels

/** The tight box of pixels whose last channel is above 0; null for none. */
export const painted = ({ edges, channels, data }: Raster): Edges | null => {
  const [width, height] = [widthOf(edges), heightOf(edges)]
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0, i = channels - 1; y < height; y++) {
    for (let x = 0; x < width; x++, i += channels) {
      if (data[i] === 0) continue
      if (x < left) left = x
      if (x >= right) right = x + 1
      if (y < top) top = y
      bottom = y + 1
    }
  }
  return right === 0 ? null : shift({ left, top, right, bottom }, edges.left, edges.top)
}

/** `raster` cut to what is painted; null when nothing is. */
export const trim = (raster: Raster): Raster | null => {
  const box = painted(raster)
  return box === null ? null : cut(raster, box)
}

/** One straight-alpha picture over another, both alpha last, normal mode. */
export const layOver = (over: Raster, under: Raster): void => {
  const common = intersect(over.edges, under.edges)
  if (isEmpty(common)) return
  const { channels } = over
  const full = fullOf(over.data)
  const alpha = channels - 1
  for (let y = common.top; y < common.bottom; y++) {
    let from = indexOf(over, common.left, y)
    let to = indexOf(under, common.left, y)
    for (let x = common.left; x < common.right; x++, from += channels, to += channels) {
      const a = over.data[from + alpha]!
      if (a === 0) continue
      const below = under.data[to + alpha]!
      const rest = (below * (full - a)) / full
      const sum = a + rest
      for (let c = 0; c < alpha; c++) {
        const mixed = (over.data[from + c]! * a + under.data[to + c]! * rest) / sum
        under.data[to + c] = Math.round(mixed)
      }
      under.data[to + alpha] = Math.round(sum)
    }
  }
}
