/** How much canvas to add around a picture so that it gets another shape. */
import type { Extent } from './extent.ts'

/** Whole pixels added on each side, 0 or more. */
export interface Margins {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Where the picture stays on the larger canvas, as in Photoshop's Canvas Size: with `left` the new
 * area is on the right. On an axis it does not name the picture stays in the middle.
 */
export const ANCHORS = [
  'centre',
  'left',
  'right',
  'top',
  'bottom',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
] as const
export type Anchor = (typeof ANCHORS)[number]

/** Width and height as people write a shape: "16:9", "4:5", "2.39:1". Both above 0. */
export const ASPECT =
  /^(?:[1-9]\d{0,4}(?:\.\d{1,4})?|0\.\d{0,3}[1-9]):(?:[1-9]\d{0,4}(?:\.\d{1,4})?|0\.\d{0,3}[1-9])$/

/** Width over height of a text that ASPECT takes. */
export const ratioOf = (aspect: string): number => {
  const [width = 1, height = 1] = aspect.split(':').map(Number)
  return width / height
}

/** The canvas with these margins. */
export const extentWithin = (extent: Extent, { left, top, right, bottom }: Margins): Extent => ({
  width: left + extent.width + right,
  height: top + extent.height + bottom,
})

/**
 * The least canvas to add for a shape. Only one side grows: the longer one to the nearest whole
 * pixel of the shape. All 0 when the picture has the shape already, to the pixel.
 *
 * @param ratio width over height, above 0
 */
export const marginsToRatio = (extent: Extent, ratio: number, anchor: Anchor): Margins => {
  const [left, right] = shares(
    Math.round(extent.height * ratio) - extent.width,
    anchor,
    'left',
    'right',
  )
  const [top, bottom] = shares(
    Math.round(extent.width / ratio) - extent.height,
    anchor,
    'top',
    'bottom',
  )
  return { left, top, right, bottom }
}

/** Pixels added before and after the picture; in the middle the odd one comes after. */
const shares = (added: number, anchor: Anchor, before: string, after: string): [number, number] => {
  if (added <= 0) return [0, 0]
  if (anchor.includes(before)) return [0, added]
  if (anchor.includes(after)) return [added, 0]
  return [added >> 1, added - (added >> 1)]
}
