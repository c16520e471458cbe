/** What of a crop a diffusion model looks at, and at which size: near its own, on the model's grid. */
import { type Bounds, boundsOf, type Extent } from '@inlay/shared'
import { centred } from '../../neural/window.ts'

export interface ModelSize {
  /** Side of the pictures it was trained on, in pixels. */
  readonly native: number
  /** Both sides of its input are a multiple of it. */
  readonly multiple: number
}

export interface ModelWindow {
  /** Inside the crop; holds the hole. */
  readonly bounds: Bounds
  /** Size of the model's input. */
  readonly width: number
  readonly height: number
}

/** Context that is kept around the hole when the window is cut to a shape, as a share of the hole. */
const LEAST_CONTEXT = 0.25

/** Longest side over shortest: beyond it these models repeat themselves. */
const MOST_ASPECT = 2.5

/**
 * The crop's own shape as nearly as the grid allows, at the area the model was trained on: smaller
 * crops are enlarged, larger ones reduced. Of the shapes around it that one is taken that loses
 * least: a little context on one axis, or, where the hole needs all of it, a little proportion.
 */
export const modelWindow = (
  hole: Bounds,
  crop: Extent,
  { native, multiple }: ModelSize,
): ModelWindow => {
  const scale = Math.sqrt((native * native) / (crop.width * crop.height))
  const ideal = limited({ width: crop.width * scale, height: crop.height * scale }, native)
  let best: { window: ModelWindow; loss: number } | undefined
  for (const width of around(ideal.width, multiple)) {
    for (const height of around(ideal.height, multiple)) {
      const bounds = cutToShape(hole, crop, width / height)
      const kept = (bounds.width * bounds.height) / (crop.width * crop.height)
      const stretch = Math.abs(Math.log(bounds.width / bounds.height / (width / height)))
      const area = Math.abs(Math.log((width * height) / (native * native)))
      const loss = 1 - kept + 4 * stretch + 0.5 * area
      if (best === undefined || loss < best.loss) best = { window: { bounds, width, height }, loss }
    }
  }
  return best?.window ?? { bounds: boundsOf(crop), width: native, height: native }
}

const limited = ({ width, height }: Extent, native: number): Extent => {
  const most = native * Math.sqrt(MOST_ASPECT)
  return { width: Math.min(width, most), height: Math.min(height, most) }
}

/** The multiples on either side. */
const around = (size: number, multiple: number): number[] => {
  const below = Math.max(multiple, Math.floor(size / multiple) * multiple)
  return below === size ? [below] : [below, below + multiple]
}

/** The largest box of this shape inside the crop that keeps the hole and some context around it. */
const cutToShape = (hole: Bounds, crop: Extent, aspect: number): Bounds => {
  const least = (size: number, room: number): number =>
    Math.min(room, Math.ceil(size * (1 + 2 * LEAST_CONTEXT)))
  const width = Math.min(crop.width, Math.round(crop.height * aspect))
  const height = Math.min(crop.height, Math.round(crop.width / aspect))
  return centred(
    hole,
    Math.max(width, least(hole.width, crop.width)),
    Math.max(height, least(hole.height, crop.height)),
    crop,
  )
}
