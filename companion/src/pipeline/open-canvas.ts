/** The first stages of a fill: the canvas the patches belong to, and the paste mask on it. */
import {
  bitDepthOf,
  type Expansion,
  type FillReport,
  type FillRequest,
  InlayError,
  type Mask,
  type Point,
} from '@inlay/shared'
import { orCancelled } from './cancel.ts'
import { type ByteSource, probeSource } from './decode.ts'
import { decodeMask } from './decode-mask.ts'
import { expandedExtent, expandMask, expandPixels } from './expand.ts'
import { makePasteMask } from './paste-mask.ts'
import type { PlacedMask } from './placed-mask.ts'
import type { ProgressSpan, Stopwatch } from './progress.ts'
import type { SourceImage } from './source-image.ts'

export interface OpenedFill {
  /** The picture, on its larger canvas for `expand`. */
  readonly canvas: SourceImage
  readonly paste: PlacedMask
  /** The picture as it was given. */
  readonly image: FillReport['image']
  /** Where on the canvas its top left corner lies. */
  readonly place: Point
}

export interface OpenOptions {
  readonly maxPixels: number
  readonly signal: AbortSignal
  readonly progress: ProgressSpan
  readonly watch: Stopwatch
}

/** @throws InlayError as `decodeSource`, `decodeMask`, `expandedExtent` and `makePasteMask` do */
export const openCanvas = async (
  request: FillRequest,
  inputs: { readonly image: ByteSource; readonly mask?: ByteSource },
  { maxPixels, signal, progress, watch }: OpenOptions,
): Promise<OpenedFill> => {
  progress.report(0, 'Reading the picture')
  const expansion = request.operation === 'expand' ? request.expand : undefined
  const source = await watch.measure('decode', () =>
    orCancelled(signal, decodeImage(request, inputs.image, maxPixels)),
  )
  const { width, height, channels } = source.pixels
  const image = { width, height, channels, bitDepth: bitDepthOf(source.pixels) }

  progress.report(0.7, 'Preparing the mask')
  return watch.measure('mask', async () => {
    const userMask = await orCancelled(signal, readMask(request, inputs.mask, image))
    const isExpanding = expansion !== undefined
    const canvas = isExpanding ? onLargerCanvas(source, expansion) : source
    const mask = isExpanding ? expandMask(image, expansion, userMask) : userMask
    if (mask === undefined) throw new InlayError('mask_missing')
    const paste = makePasteMask(mask, canvas.pixels, {
      grow: request.grow,
      feather: request.feather,
      keepTransparent: !isExpanding,
    })
    progress.report(1, 'Preparing the mask')
    const place = { x: expansion?.left ?? 0, y: expansion?.top ?? 0 }
    return { canvas, paste, image, place }
  })
}

const decodeImage = async (
  request: FillRequest,
  bytes: ByteSource,
  maxPixels: number,
): Promise<SourceImage> => {
  const probe = await probeSource(request.image, bytes, { maxPixels, convert: request.convert })
  if (request.operation === 'expand') expandedExtent(probe, request.expand, maxPixels)
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

const onLargerCanvas = (source: SourceImage, expansion: Expansion): SourceImage => ({
  ...source,
  pixels: expandPixels(source.pixels, expansion),
})
