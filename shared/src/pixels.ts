/** Plain pixel buffers: what every pure function of the pipeline takes and gives. */

export type BitDepth = 8 | 16

/** 1 grey, 2 grey + alpha, 3 RGB, 4 RGB + alpha. */
export type ChannelCount = 1 | 2 | 3 | 4

/**
 * Interleaved pixels, row by row from the top left, straight (not premultiplied) alpha last.
 * `data.length === width * height * channels`; a Uint8Array holds 0..255, a Uint16Array 0..65535.
 */
export interface PixelImage {
  readonly width: number
  readonly height: number
  readonly channels: ChannelCount
  readonly data: Uint8Array | Uint16Array
}

/** 8-bit coverage, `data.length === width * height`: 0 keeps the original byte, 255 is fully the fill. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export const bitDepthOf = (image: PixelImage): BitDepth =>
  image.data instanceof Uint16Array ? 16 : 8

export const hasAlpha = (channels: ChannelCount): boolean => channels === 2 || channels === 4
