/** Chooses what the engine sees: windows of 1:1 pixels around the hole, small whatever the document. */
import {
  type Bounds,
  boundsEqual,
  boundsGrow,
  boundsMoveInside,
  boundsOf,
  boundsOverlap,
  boundsRight,
  boundsTranslate,
  boundsUnion,
  type Extent,
  hasAlpha,
  maskClusters,
  type PixelImage,
} from '@inlay/shared'
import { countIn, type PlacedMask, paintedIn } from './placed-mask.ts'
import type { SampleArea } from './sample-area.ts'
import { reachSample } from './sample-window.ts'

/** One call of the engine. */
export interface ContextCrop {
  /** What the engine is given: inside the canvas, holds `own` and context on all sides it can. */
  readonly window: Bounds
  /** The part of the hole this crop answers for. Where two overlap the earlier one answers. */
  readonly own: Bounds
}

export interface ContextOptions {
  /** Context in pixels on every side; absent lets `contextPadding` choose. */
  readonly padding?: number
  /** Least sides of a window, where the canvas has room and `padding` does not say otherwise. */
  readonly least?: number
  /** Windows reach far enough to hold some of it; absent when all that is known may serve. */
  readonly sample?: SampleArea
}

/** Holes with fewer free pixels than this between them are filled together. */
const CLUSTER_GAP = 32

/** Least context, in pixels, whatever is asked for: an engine must see something. */
const LEAST_PADDING = 16

/** Windows up to this many pixels are never cut in two. */
const WHOLE_AREA = 4e6

/** A box is cut only while the hole covers less than this share of it. */
const SPARSE = 0.25

/**
 * Context for a hole, in pixels: twice its mean thickness and an eighth of its longest side, 128 at
 * least and 512 at most. krita-ai-diffusion takes max(longest side / 16, mean mask side / 2) and a
 * window of 512 at least, IOPaint a margin of 128 (facts/peers.md). A patch-based engine finds its
 * material in the context, so the hole needs more than its own area around it; past half a
 * megapixel of hole the cap keeps the cost in step with the hole.
 */
export const contextPadding = (box: Extent, holePixels: number): number => {
  const longest = Math.max(box.width, box.height)
  const thickness = holePixels / longest
  return Math.round(Math.min(512, Math.max(128, longest / 8, 2 * thickness)))
}

/**
 * Windows for every part of the hole. Those that overlap are merged where that costs no more
 * pixels than keeping them apart, so close holes are filled together and far ones are not. A large
 * sparse hole (a wire across the picture, a frame around it) is cut into pieces, each with its own
 * window. A window without enough to sample from grows until it has it or is the whole canvas.
 *
 * @param paste every value above 0 is hole
 * @param canvas only its size and alpha are read, and those within windows only
 * @throws InlayError sample_unusable when the sample area is out of reach
 */
export const contextCrops = (
  paste: PlacedMask,
  canvas: PixelImage,
  { padding, sample, least = 0 }: ContextOptions = {},
): ContextCrop[] => {
  const { left, top } = paste.bounds
  const crops = maskClusters(paste.mask, CLUSTER_GAP)
    .map((box) => boundsTranslate(box, left, top))
    .flatMap((box) => split(box, paste, canvas, padding))
    .map((own) => ({ own, window: windowFor(own, paste, canvas, padding, least) }))
    .map(({ own, window }) => {
      if (sample === undefined) return { own, window }
      const known = area(window) - countIn(paste, window)
      return { own, window: reachSample({ own, window, known, hole: countIn(paste, own) }, sample) }
    })
  return mergeCheap(crops)
}

const paddingFor = (box: Bounds, paste: PlacedMask, padding: number | undefined): number =>
  padding === undefined
    ? contextPadding(box, countIn(paste, box))
    : Math.max(LEAST_PADDING, padding)

const area = (bounds: Bounds): number => bounds.width * bounds.height

const split = (
  box: Bounds,
  paste: PlacedMask,
  canvas: Extent,
  padding: number | undefined,
): Bounds[] => {
  const window = boundsMoveInside(boundsGrow(box, paddingFor(box, paste, padding)), canvas)
  if (area(window) <= WHOLE_AREA || countIn(paste, box) >= SPARSE * area(box)) return [box]
  return halves(box)
    .map((half) => paintedIn(paste, half))
    .flatMap((half) => (half === null ? [] : split(half, paste, canvas, padding)))
}

const halves = (box: Bounds): [Bounds, Bounds] => {
  if (box.width >= box.height) {
    const width = box.width >> 1
    return [
      { ...box, width },
      { ...box, left: box.left + width, width: box.width - width },
    ]
  }
  const height = box.height >> 1
  return [
    { ...box, height },
    { ...box, top: box.top + height, height: box.height - height },
  ]
}

const windowFor = (
  own: Bounds,
  paste: PlacedMask,
  canvas: PixelImage,
  padding: number | undefined,
  least: number,
): Bounds => {
  const whole = boundsOf(canvas)
  for (let reach = paddingFor(own, paste, padding); ; reach *= 2) {
    const grown = boundsGrow(own, reach)
    const wanted = padding === undefined ? atLeast(grown, least) : grown
    const window = boundsMoveInside(wanted, canvas)
    const hole = countIn(paste, window)
    if (boundsEqual(window, whole) || knownIn(window, hole, paste, canvas) >= hole / 2)
      return window
  }
}

/** The bounds with sides of `side` pixels or more, about the same middle. */
const atLeast = ({ left, top, width, height }: Bounds, side: number): Bounds => ({
  left: left - (Math.max(0, side - width) >> 1),
  top: top - (Math.max(0, side - height) >> 1),
  width: Math.max(width, side),
  height: Math.max(height, side),
})

/** Pixels of the window that may be sampled: outside the hole and not transparent. */
const knownIn = (window: Bounds, hole: number, paste: PlacedMask, canvas: PixelImage): number => {
  if (!hasAlpha(canvas.channels)) return area(window) - hole
  const { channels, data, width } = canvas
  const { bounds, mask } = paste
  let known = 0
  for (let y = window.top; y < window.top + window.height; y++) {
    const inRows = y >= bounds.top && y < bounds.top + bounds.height
    for (let x = window.left; x < boundsRight(window); x++) {
      if (data[(y * width + x + 1) * channels - 1] === 0) continue
      const isHole =
        inRows &&
        x >= bounds.left &&
        x < boundsRight(bounds) &&
        mask.data[(y - bounds.top) * bounds.width + x - bounds.left] !== 0
      if (!isHole) known++
    }
  }
  return known
}

/**
 * Merges pairs while their common window has no more pixels than the two together, nor than `most`.
 * In reading order of `own`.
 */
export const mergeCheap = (crops: readonly ContextCrop[], most = Infinity): ContextCrop[] => {
  let before = [...crops]
  for (;;) {
    const after = mergeOnce(before, most)
    if (after.length === before.length) return inReadingOrder(after)
    before = after
  }
}

/** One pass from left to right; windows that end before the next begins are left alone. */
const mergeOnce = (crops: ContextCrop[], most: number): ContextCrop[] => {
  const done: ContextCrop[] = []
  let active: ContextCrop[] = []
  for (const crop of crops.sort((a, b) => a.window.left - b.window.left)) {
    let current = crop
    const rest: ContextCrop[] = []
    for (const other of active) {
      const merged = merge(other, current, most)
      if (merged !== null) current = merged
      else if (boundsRight(other.window) <= crop.window.left) done.push(other)
      else rest.push(other)
    }
    active = [...rest, current]
  }
  return [...done, ...active]
}

const merge = (a: ContextCrop, b: ContextCrop, most: number): ContextCrop | null => {
  if (!boundsOverlap(a.window, b.window)) return null
  const window = boundsUnion(a.window, b.window)
  if (area(window) > Math.min(most, area(a.window) + area(b.window))) return null
  return { window, own: boundsUnion(a.own, b.own) }
}

const inReadingOrder = (crops: ContextCrop[]): ContextCrop[] =>
  crops.sort((a, b) => a.own.top - b.own.top || a.own.left - b.own.left)
