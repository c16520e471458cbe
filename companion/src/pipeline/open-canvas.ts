/** The first stages of a fill: the canvas the patches belong to, and the paste mask on it. */
import {
  type Bounds,
  bitDepthOf,
  type FillReport,
  type FillRequest,
  InlayError,
  type Margins,
  type Mask,
  type Point,
} from '@inlay/shared'
import { orCancelled } from './cancel.ts'
import { type ByteSource, probeSource } from './decode.ts'
import { decodeMask } from './decode-mask.ts'
import { expandMask, expandPixels, marginsOf, seeThroughMask } from './expand.ts'
import { makePasteMask } from './paste-mask.ts'
import type { PlacedMask } from './placed-mask.ts'
import type { ProgressSpan, Stopwatch } from './progress.ts'
import { findRim, rimBoxes } from './rim.ts'
import type { SourceImage } from './source-image.ts'

export interface OpenedFill {
  /** The picture, on its larger canvas for `expand`. */
  readonly canvas: SourceImage
  readonly paste: PlacedMask
  /** The picture as it was given. */
  readonly image: FillReport['image']
  /** Where on the canvas its top left corner lies. */
  readonly place: Point
  /** What `expand` added around it, if it named anything. */
  readonly margins: Margins | undefined
  /** Boxes along its edges that are no part of the picture proper, and stay as they are. */
  readonly rim: readonly Bounds[]
  /** Sentences for people. */
  readonly notes: readonly string[]
}

export interface OpenOptions {
  readonly maxPixels: number
  readonly signal: AbortSignal
  readonly progress: ProgressSpan
  readonly watch: Stopwatch
}

/** @throws InlayError as `decodeSource`, `decodeMask`, `marginsOf`, `seeThroughMask`, `makePasteMask` do */
export const openCanvas = async (
  request: FillRequest,
  inputs: { readonly image: ByteSource; readonly mask?: ByteSource },
  { maxPixels, signal, progress, watch }: OpenOptions,
): Promise<OpenedFill> => {
  progress.report(0, 'Reading the picture')
  const source = await watch.measure('decode', () =>
    orCancelled(signal, decodeImage(request, inputs.image, maxPixels)),
  )
  const { width, height, channels } = source.pixels
  const image = { width, height, channels, bitDepth: bitDepthOf(source.pixels) }

  progress.report(0.7, 'Preparing the mask')
  return watch.measure('mask', async () => {
    const userMask = await orCancelled(signal, readMask(request, inputs.mask, image))
    const isExpanding = request.operation === 'expand'
    const margins = isExpanding ? marginsOf(image, request.expand, maxPixels) : undefined
    const canvas = margins === undefined ? source : onLargerCanvas(source, margins)
    const mask =
      margins !== undefined
        ? expandMask(image, margins, userMask)
        : (userMask ?? (isExpanding ? seeThroughMask(source.pixels) : undefined))
    if (mask === undefined) throw new InlayError('mask_missing')
    const paste = makePasteMask(mask, canvas.pixels, {
      grow: request.grow,
      feather: request.feather,
      keepTransparent: !isExpanding,
    })
    progress.report(1, 'Preparing the mask')
    const place = { x: margins?.left ?? 0, y: margins?.top ?? 0 }
    const rim = margins && findRim(source.pixels, margins)
    return {
      ...{ canvas, paste, image, place, margins },
      rim: rim === undefined ? [] : rimBoxes({ left: place.x, top: place.y, width, height }, rim),
      notes: rim === undefined ? [] : rimNotes(rim),
    }
  })
}

const rimNotes = (rim: Margins): string[] => {
  const deepest = Math.max(...Object.values(rim))
  if (deepest === 0) return []
  const sides = Object.entries(rim).flatMap(([side, pixels]) => (pixels > 0 ? side : []))
  return [
    `The picture has a thin frame (${sides.join(', ')}); it stays but is not continued. ` +
      `To paint over it, grow the mask by ${deepest}.`,
  ]
}

const decodeImage = async (
  request: FillRequest,
  bytes: ByteSource,
  maxPixels: number,
): Promise<SourceImage> => {
  const probe = await probeSource(request.image, bytes, { maxPixels, convert: request.convert })
  // Before the pixels are read: too large a canvas should not cost a decoding.
  if (request.operation === 'expand') marginsOf(probe, request.expand, maxPixels)
  return probe.decode()
}

const readMask = async (
  request: FillRequest,
  bytes: ByteSource | undefined,
  extent: { width: number; height: number },
): Promise<Mask | undefined> =>
  request.mask === undefined || bytes === undefined
    ? undefined
    : decodeMask(request.mask, bytes, extent, request.invertMask)

const onLargerCanvas = (source: SourceImage, margins: Margins): SourceImage => ({
  ...source,
  pixels: expandPixels(source.pixels, margins),
})
