/** Reads any picture as a mask: its luminance, or its alpha where only the alpha says something. */
import { bitDepthOf, hasAlpha, type Mask, type PixelImage } from '@inlay/shared'

/**
 * 8-bit coverage of a picture used as a mask.
 *
 * - No alpha, or one that is the same everywhere: luminance decides (Rec. 709 weights on the stored
 *   values, so greys keep their exact value). White is 255.
 * - Alpha varies and every visible pixel has one and the same colour (paint on an empty layer, in
 *   whatever colour): alpha decides.
 * - Both vary: luminance times alpha, as if laid on black.
 *
 * 16-bit values are rounded to 8. The result may share memory with `image`.
 */
export const maskOfPixels = (image: PixelImage): Mask => {
  const { width, height } = image
  const data =
    image.channels === 1 && image.data instanceof Uint8Array ? image.data : coverage(image)
  return { width, height, data }
}

const coverage = (image: PixelImage): Uint8Array => {
  if (!hasAlpha(image.channels) || isAlphaConstant(image)) return luminanceOf(image)
  const alpha = channelOf(image, image.channels - 1)
  if (hasOneVisibleColour(image)) return alpha
  const luminance = luminanceOf(image)
  for (let i = 0; i < alpha.length; i++) {
    alpha[i] = Math.round((alpha[i]! * luminance[i]!) / 255)
  }
  return alpha
}

/** By what stored values are divided to come to the 8-bit scale. */
const unitOf = (image: PixelImage): number => (bitDepthOf(image) === 16 ? 257 : 1)

const channelOf = (image: PixelImage, channel: number): Uint8Array => {
  const { channels, data } = image
  const unit = unitOf(image)
  const plane = new Uint8Array(image.width * image.height)
  for (let i = 0, at = channel; i < plane.length; i++, at += channels) {
    plane[i] = Math.round(data[at]! / unit)
  }
  return plane
}

/** Weights 54, 183, 19 of 256: they sum to 256, so r = g = b comes out unchanged. */
const luminanceOf = (image: PixelImage): Uint8Array => {
  const { channels, data } = image
  if (channels < 3) return channelOf(image, 0)
  const scale = 256 * unitOf(image)
  const plane = new Uint8Array(image.width * image.height)
  for (let i = 0, at = 0; i < plane.length; i++, at += channels) {
    plane[i] = Math.round((54 * data[at]! + 183 * data[at + 1]! + 19 * data[at + 2]!) / scale)
  }
  return plane
}

const isAlphaConstant = ({ channels, data }: PixelImage): boolean => {
  const first = data[channels - 1]
  for (let i = channels - 1; i < data.length; i += channels) if (data[i] !== first) return false
  return true
}

/** True when all pixels with alpha above 0 have the same colour. */
const hasOneVisibleColour = (image: PixelImage): boolean => {
  const { channels, data } = image
  let first = -1
  for (let i = 0; i < data.length; i += channels) {
    if (data[i + channels - 1] === 0) continue
    if (first < 0) first = i
    for (let c = 0; c < channels - 1; c++) if (data[i + c] !== data[first + c]) return false
  }
  return true
}
