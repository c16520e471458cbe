/** What of a picture goes to the companion: the area that a fill looks at, cut out without a loss. */
import { type Bounds, boundsOf, extentArea } from '@inlay/shared'
import { isJpeg } from '../jpeg.ts'
import type { Capture } from '../messages.ts'
import { cutJpeg } from './pixels/cut-jpeg.ts'
import { cutPng } from './pixels/cut-png.ts'

export interface Needed {
  readonly image: Uint8Array<ArrayBuffer>
  /** In pixels of the picture. */
  readonly area: Bounds
  /** False where all of the picture goes, as the file it is. */
  readonly isCut: boolean
}

/** An area of more than this share of the picture is not worth packing it anew. */
const MOST = 0.8

/**
 * @param area as `neededForMask` and `neededForExpansion` say
 * @param hole pixels of it that are to be filled
 */
export const takeNeeded = async (
  { image, width, height }: Capture,
  area: Bounds,
  hole: number,
  signal?: AbortSignal,
): Promise<Needed> => {
  const whole = { image: new Uint8Array(image), area: boundsOf({ width, height }), isCut: false }
  if (extentArea(area) > MOST * width * height) return whole
  const cut = isJpeg(image) ? await cutJpeg(image, area) : await cutPng(image, area, signal)
  if (cut === null) return whole
  // The companion looks further where too little is known around a hole (its pipeline/context.ts).
  const known = extentArea(area) - hole - cut.seeThrough
  return cut.seeThrough > 0 && known < hole / 2 ? whole : { image: cut.bytes, area, isCut: true }
}
