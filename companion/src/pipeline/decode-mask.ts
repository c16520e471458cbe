/** Reads the user's mask: any readable picture of exactly the image's size. */
import {
  type ErrorCode,
  type Extent,
  type ImageSource,
  InlayError,
  invertMask,
  type Mask,
} from '@inlay/shared'
import { type ByteSource, probeSource } from './decode.ts'
import { maskOfPixels } from './mask-values.ts'

/** Failures of decoding that, for a mask, have a name of their own. */
const RENAMED: ReadonlySet<ErrorCode> = new Set([
  'image_unreadable',
  'image_too_large',
  'colour_mode_unsupported',
])

/**
 * @param extent size of the upright image; the mask's EXIF orientation is applied too
 * @param invert true when black is the hole
 * @param name what it is called where it is refused
 * @throws InlayError mask_unreadable | mask_size_mismatch | file_unreadable | invalid_request
 */
export const decodeMask = async (
  source: ImageSource,
  bytes: ByteSource,
  extent: Extent,
  invert: boolean,
  name: 'the mask' | 'the sample mask' = 'the mask',
): Promise<Mask> => {
  try {
    // The size check bounds what is allocated: a mask as large as the image is never too large.
    const probe = await probeSource(source, bytes, { maxPixels: Infinity, convert: true })
    if (probe.width !== extent.width || probe.height !== extent.height) {
      throw new InlayError(
        'mask_size_mismatch',
        `Expected ${extent.width} x ${extent.height} for ${name} but received ${probe.width} x ${probe.height}.`,
      )
    }
    const { pixels, format } = await probe.decode()
    const mask = format === 'jpeg' ? withoutRinging(maskOfPixels(pixels)) : maskOfPixels(pixels)
    return invert ? invertMask(mask) : mask
  } catch (cause) {
    if (cause instanceof InlayError && RENAMED.has(cause.code)) {
      throw new InlayError('mask_unreadable', unreadableDetail(name, cause), { cause })
    }
    throw cause
  }
}

/** Of two masks the error must say which. */
const unreadableDetail = (name: string, { detail }: InlayError): string | undefined => {
  if (name === 'the mask') return detail
  return detail === undefined ? `It is ${name}.` : `It is ${name}. ${detail}`
}

/** How far JPEG's ringing lifts black and lowers white, in 8-bit steps, at usual qualities. */
const RINGING = 8

/**
 * JPEG leaves values of a few steps around every edge of a mask: near black they would touch pixels
 * nobody selected (and stretch the hole over the whole picture), near white let the original show
 * through. Both are set straight; what is soft on purpose lies between. Changes the mask in place.
 */
const withoutRinging = (mask: Mask): Mask => {
  const { data } = mask
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    if (value <= RINGING) data[i] = 0
    else if (value >= 255 - RINGING) data[i] = 255
  }
  return mask
}
