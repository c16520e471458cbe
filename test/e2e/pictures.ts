/** Makes small pictures for tests and compares what came out, byte by byte where that is promised. */
import type { BitDepth, ChannelCount, PixelImage } from '@inlay/shared'
import sharp, { type Sharp } from 'sharp'

/** Decoded as it is: no profile applied, 16 bits where the file has them. */
export const readPixels = async (path: string): Promise<PixelImage> => {
  const { depth } = await sharp(path).metadata()
  const isDeep = depth === 'ushort'
  const { data, info } = await sharp(path)
    .toColourspace(await spaceOf(path))
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    channels: info.channels,
    data: isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data,
  }
}

/** The colour space that keeps the file's numbers. */
const spaceOf = async (path: string): Promise<string> => {
  const { depth, space } = await sharp(path).metadata()
  const isGrey = space === 'b-w' || space === 'grey16'
  return depth === 'ushort' ? (isGrey ? 'grey16' : 'rgb16') : isGrey ? 'b-w' : 'srgb'
}

/** How many pixels differ where the mask is 0, and how many where it is above 0. */
export const countDifferences = (
  a: PixelImage,
  b: PixelImage,
  mask: PixelImage,
): { outside: number; inside: number } => {
  const { width, height, channels } = a
  if (width !== b.width || height !== b.height || channels !== b.channels) {
    throw new Error('the pictures have different shapes')
  }
  let outside = 0
  let inside = 0
  for (let pixel = 0; pixel < width * height; pixel++) {
    let differs = false
    for (let c = 0; c < channels; c++) {
      differs ||= a.data[pixel * channels + c] !== b.data[pixel * channels + c]
    }
    if (!differs) continue
    if (mask.data[pixel * mask.channels] === 0) outside++
    else inside++
  }
  return { outside, inside }
}

/** The picture with everything the mask touches made black, to compare the rest. */
export const blackenInside = (image: PixelImage, mask: PixelImage): PixelImage => {
  const { channels } = image
  const data = image.data.slice()
  for (let pixel = 0; pixel < image.width * image.height; pixel++) {
    if (mask.data[pixel * mask.channels] === 0) continue
    data.fill(0, pixel * channels, (pixel + 1) * channels)
  }
  return { ...image, data }
}

/** Structure and grain, so that a fill has something to do; the same every time. */
export const drawPicture = (
  width: number,
  height: number,
  channels: ChannelCount,
  depth: BitDepth = 8,
): PixelImage => {
  const top = depth === 16 ? 65535 : 255
  const samples = width * height * channels
  const data = depth === 16 ? new Uint16Array(samples) : new Uint8Array(samples)
  const hasAlpha = channels === 2 || channels === 4
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const grain = ((x * 7919 + y * 104729 + c * 31337) % 97) / 970
        const wave = 0.45 + 0.35 * Math.sin(x / 5 + c) * Math.cos(y / 7)
        const value = hasAlpha && c === channels - 1 ? 1 - (x % 16) / 64 : wave + grain
        data[(y * width + x) * channels + c] = Math.round(value * top)
      }
    }
  }
  return { width, height, channels, data }
}

/** A disc of 255 in the middle of 0. */
export const drawDisc = (width: number, height: number, radius: number): PixelImage => {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.hypot(x - width / 2, y - height / 2) <= radius) data[y * width + x] = 255
    }
  }
  return { width, height, channels: 1, data }
}

/** The same value everywhere. */
export const flatMask = (width: number, height: number, value: number): PixelImage => ({
  width,
  height,
  channels: 1,
  data: new Uint8Array(width * height).fill(value),
})

/** A sharp pipeline over bare pixels that keeps their depth and colours. */
export const asImage = ({ width, height, channels, data }: PixelImage): Sharp => {
  const isDeep = data instanceof Uint16Array
  const isGrey = channels < 3
  return sharp(data, { raw: { width, height, channels } }).toColourspace(
    isDeep ? (isGrey ? 'grey16' : 'rgb16') : isGrey ? 'b-w' : 'srgb',
  )
}
