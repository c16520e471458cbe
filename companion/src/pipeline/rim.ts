/** Finds the thin frame that scans, screenshots and resized pictures have along their edges. */
import { type Bounds, bitDepthOf, hasAlpha, type Margins, type PixelImage } from '@inlay/shared'

/** No frame is thicker than this, in pixels; what lies deeper is the picture. */
const DEEPEST = 8

/** Steps further in that tell how large steps are in the picture itself. */
const REFERENCE = 4

/** A step is a frame's when it is this many times the picture's own, and this many 8-bit levels. */
const TIMES = 1.75
const LEVELS = 8

/** A flat frame's first step is this much smaller than the picture's own; and that must be large. */
const FLAT = 1 / 3
const LIVELY = 6

/** Places along an edge that are looked at, at most. */
const PLACES = 2048

/** Places without which nothing is said of an edge. */
const FEWEST = 32

/**
 * How many of the outermost pixels on each side belong to a frame: up to the last of the first 8
 * steps from the edge inward whose median over the edge stands out from those right behind it, or
 * while the edge is flat and the picture is not. A canvas expanded there would continue the frame's line, or take its colour for the picture's.
 *
 * @param sides only sides above 0 are looked at
 */
export const findRim = (image: PixelImage, sides: Margins): Margins => ({
  left: sides.left > 0 ? rimAlong(image, 'left') : 0,
  top: sides.top > 0 ? rimAlong(image, 'top') : 0,
  right: sides.right > 0 ? rimAlong(image, 'right') : 0,
  bottom: sides.bottom > 0 ? rimAlong(image, 'bottom') : 0,
})

/** The boxes of a rim on the canvas, given where the picture lies there. */
export const rimBoxes = ({ left, top, width, height }: Bounds, rim: Margins): Bounds[] =>
  [
    { left, top, width: rim.left, height },
    { left: left + width - rim.right, top, width: rim.right, height },
    { left, top, width, height: rim.top },
    { left, top: top + height - rim.bottom, width, height: rim.bottom },
  ].filter((box) => box.width > 0 && box.height > 0)

const rimAlong = (image: PixelImage, side: keyof Margins): number => {
  const { width, height } = image
  const isAcross = side === 'left' || side === 'right'
  const [depth, length] = isAcross ? [width, height] : [height, width]
  if (depth < 4 * DEEPEST || length < FEWEST) return 0
  const isNear = side === 'left' || side === 'top'
  const step = Math.ceil(length / PLACES)
  const indexOf = (along: number, deep: number): number => {
    const into = isNear ? deep : depth - 1 - deep
    return isAcross ? along * width + into : into * width + along
  }
  const jumps = Array.from({ length: DEEPEST + REFERENCE }, (_, deep) => {
    const found: number[] = []
    for (let along = 0; along < length; along += step) {
      const jump = jumpOf(image, indexOf(along, deep), indexOf(along, deep + 1))
      if (jump !== undefined) found.push(jump)
    }
    return found.length < FEWEST ? 0 : median(found)
  })
  const own = median(jumps.slice(DEEPEST))
  const least = Math.max(LEVELS, TIMES * own)
  let rim = DEEPEST
  while (rim > 0 && jumps[rim - 1]! <= least) rim--
  if (own < LIVELY || jumps[0]! > FLAT * own) return rim
  const end = jumps.findIndex((jump) => jump > 0.8 * own)
  return Math.max(rim, end < DEEPEST ? end + 1 : 0)
}

/** Mean difference of two pixels' colours in 8-bit levels; undefined where one is transparent. */
const jumpOf = (image: PixelImage, a: number, b: number): number | undefined => {
  const { channels, data } = image
  const colours = channels < 3 ? 1 : 3
  if (hasAlpha(channels)) {
    if (data[a * channels + colours] === 0 || data[b * channels + colours] === 0) return undefined
  }
  let sum = 0
  for (let c = 0; c < colours; c++)
    sum += Math.abs(data[a * channels + c]! - data[b * channels + c]!)
  return sum / colours / (bitDepthOf(image) === 16 ? 257 : 1)
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
