/** Reads the pictures that steer an engine: a guide on the canvas, a reference as it is. */
import {
  expected,
  type FillRequest,
  hasAlpha,
  type ImageSource,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import { orCancelled } from './cancel.ts'
import { createPixels, pastePixels } from './crop.ts'
import { type ByteSource, decodeSource } from './decode.ts'
import type { OpenedFill } from './open-canvas.ts'

/** Both RGB, 8 bits. */
export interface Steers {
  /** The size of the canvas, black where the picture is not. */
  readonly guide?: PixelImage
  readonly reference?: PixelImage
}

export interface SteerOptions {
  readonly maxPixels: number
  readonly signal: AbortSignal
}

/** @throws InlayError image_missing | mask_size_mismatch; as `decodeSource` does */
export const openSteers = async (
  request: Pick<FillRequest, 'guide' | 'reference' | 'convert'>,
  inputs: { readonly guide?: ByteSource; readonly reference?: ByteSource },
  { canvas, image, place }: Pick<OpenedFill, 'canvas' | 'image' | 'place'>,
  { maxPixels, signal }: SteerOptions,
): Promise<Steers> => {
  const open = async (
    source: ImageSource | undefined,
    bytes: ByteSource | undefined,
  ): Promise<PixelImage | undefined> => {
    if (source === undefined || bytes === undefined) return undefined
    const reading = decodeSource(source, bytes, { maxPixels, convert: request.convert })
    return asRgb((await orCancelled(signal, reading)).pixels)
  }
  const guide = await open(request.guide, inputs.guide)
  const reference = await open(request.reference, inputs.reference)
  return {
    ...(guide !== undefined && { guide: onCanvas(guide, canvas.pixels, image, place) }),
    ...(reference !== undefined && { reference }),
  }
}

/** Transparent pixels come over black, as all pictures that steer are read. */
const asRgb = (image: PixelImage): PixelImage => {
  const { width, height, channels, data } = image
  const colours = channels < 3 ? 1 : 3
  const most = data instanceof Uint16Array ? 65_535 : 255
  const made = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const at = i * channels
    const alpha = hasAlpha(channels) ? data[at + colours]! / most : 1
    for (let c = 0; c < 3; c++) {
      const value = data[at + (colours === 1 ? 0 : c)]!
      made[i * 3 + c] = Math.round((value / most) * alpha * 255)
    }
  }
  return { width, height, channels: 3, data: made }
}

/** @throws InlayError mask_size_mismatch */
const onCanvas = (
  guide: PixelImage,
  canvas: PixelImage,
  image: { readonly width: number; readonly height: number },
  place: { readonly x: number; readonly y: number },
): PixelImage => {
  const isSize = (size: { readonly width: number; readonly height: number }): boolean =>
    guide.width === size.width && guide.height === size.height
  if (isSize(canvas)) return guide
  if (!isSize(image)) {
    const wanted = `${image.width} x ${image.height} pixels, as the image has,`
    throw new InlayError(
      'mask_size_mismatch',
      expected(wanted, 'the guide', `${guide.width} x ${guide.height}`),
    )
  }
  const whole = createPixels(canvas.width, canvas.height, 3, 8)
  pastePixels(whole, guide, place.x, place.y)
  return whole
}
