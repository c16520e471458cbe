/** Cuts pieces out of pictures and puts them back, pixel for pixel. */
import {
  type BitDepth,
  type Bounds,
  bitDepthOf,
  type ChannelCount,
  type PixelImage,
} from '@inlay/shared'

/** A black (and, with alpha, transparent) picture. */
export const createPixels = (
  width: number,
  height: number,
  channels: ChannelCount,
  bitDepth: BitDepth,
): PixelImage => {
  const length = width * height * channels
  return {
    width,
    height,
    channels,
    data: bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length),
  }
}

/** A copy of one box of a picture, all channels. The box must lie inside. */
export const cutPixels = (image: PixelImage, bounds: Bounds): PixelImage => {
  const { channels } = image
  const cut = createPixels(bounds.width, bounds.height, channels, bitDepthOf(image))
  const length = bounds.width * channels
  for (let y = 0; y < bounds.height; y++) {
    const from = ((bounds.top + y) * image.width + bounds.left) * channels
    cut.data.set(image.data.subarray(from, from + length), y * length)
  }
  return cut
}

/** Copies `piece` into `image` with its top left corner at (left, top); it must fit. */
export const pastePixels = (
  image: PixelImage,
  piece: PixelImage,
  left: number,
  top: number,
): void => {
  const length = piece.width * piece.channels
  for (let y = 0; y < piece.height; y++) {
    const to = ((top + y) * image.width + left) * image.channels
    image.data.set(piece.data.subarray(y * length, (y + 1) * length), to)
  }
}

/** A copy of one box of a picture without its alpha channel: 1 or 3 channels. */
export const cutColours = (image: PixelImage, bounds: Bounds): PixelImage => {
  if (image.channels === 1 || image.channels === 3) return cutPixels(image, bounds)
  const stride = image.channels
  const colours = stride === 2 ? 1 : 3
  const cut = createPixels(bounds.width, bounds.height, colours, bitDepthOf(image))
  let to = 0
  for (let y = 0; y < bounds.height; y++) {
    let from = ((bounds.top + y) * image.width + bounds.left) * stride
    for (let x = 0; x < bounds.width; x++, from += stride) {
      for (let c = 0; c < colours; c++) cut.data[to++] = image.data[from + c]!
    }
  }
  return cut
}
