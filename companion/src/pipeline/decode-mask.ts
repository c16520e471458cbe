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
 * @throws InlayError mask_unreadable | mask_size_mismatch | file_unreadable | invalid_request
 */
export const decodeMask = async (
  source: ImageSource,
  bytes: ByteSource,
  extent: Extent,
  invert: boolean,
): Promise<Mask> => {
  try {
    // The size check bounds what is allocated: a mask as large as the image is never too large.
    const probe = await probeSource(source, bytes, { maxPixels: Infinity, convert: true })
    if (probe.width !== extent.width || probe.height !== extent.height) {
      throw new InlayError(
        'mask_size_mismatch',
        `Expected ${extent.width} x ${extent.height} for the mask but received ${probe.width} x ${probe.height}.`,
      )
    }
    const mask = maskOfPixels((await probe.decode()).pixels)
    return invert ? invertMask(mask) : mask
  } catch (cause) {
    if (cause instanceof InlayError && RENAMED.has(cause.code)) {
      throw new InlayError('mask_unreadable', cause.detail, { cause })
    }
    throw cause
  }
}
