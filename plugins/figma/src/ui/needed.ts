/** What of a picture goes to the companion: the area that a fill looks at, cut out without a loss. */
import { type Bounds, boundsOf, extentArea, InlayError } from '@inlay/shared'
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
  capture: Capture,
  area: Bounds,
  hole: number,
  signal?: AbortSignal,
): Promise<Needed> => {
  const whole = async (): Promise<Needed> => ({
    image: await wholeImage(capture, signal),
    area: boundsOf(capture),
    isCut: false,
  })
  if (extentArea(area) > MOST * extentArea(capture)) return whole()
  const cut = await cutOut(capture, area, signal)
  if (cut === null) return whole()
  // The companion looks further where too little is known around a hole (its pipeline/context.ts).
  const known = extentArea(area) - hole - cut.seeThrough
  return cut.seeThrough > 0 && known < hole / 2 ? whole() : { image: cut.bytes, area, isCut: true }
}

/**
 * All of the picture with what lies over it: the stored file where that is nothing.
 * @throws InlayError image_unreadable
 */
export const wholeImage = async (
  capture: Capture,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> => {
  if (capture.over.length === 0) return new Uint8Array(capture.image)
  const all = await cutOut(capture, boundsOf(capture), signal)
  // It was looked at before (`canPaste`), so this is a damaged file.
  if (all === null) throw new InlayError('image_unreadable')
  return all.bytes
}

const cutOut = ({ image, over }: Capture, area: Bounds, signal?: AbortSignal) =>
  isJpeg(image) ? cutJpeg(image, area, over) : cutPng(image, area, signal, over)
