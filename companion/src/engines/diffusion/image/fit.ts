/** Brings a picture to a size of another shape: the rest filled with its stretched edges, or cut off. */
import { type Bytes, type Filter, resizePillow } from './pillow.ts'

/**
 * The whole picture in the middle, its outermost rows or columns stretched over what is left:
 * diffusers' resize_mode "fill", which `padding_mask_crop` uses. Where the rest is odd, its last row
 * or column stays black, as there.
 */
export const resizeAndFill = (
  image: Bytes,
  width: number,
  height: number,
  filter: Filter = 'lanczos',
): Bytes => {
  const wide = width / height < image.width / image.height
  const w = wide ? width : Math.floor((image.width * height) / image.height)
  const h = wide ? Math.floor((image.height * width) / image.width) : height
  const resized = resizePillow(image, w, h, filter)
  const result = blank(width, height, image.channels)
  const left = Math.floor(width / 2) - Math.floor(w / 2)
  const top = Math.floor(height / 2) - Math.floor(h / 2)
  paste(result, resized, left, top)
  // An empty box at the edge: Pillow's default filter goes on from the last two rows.
  const edge = (box: { left: number; top: number; right: number; bottom: number }): Bytes =>
    resizePillow(resized, wide ? width : left, wide ? top : height, 'bicubic', box)
  if (wide && top > 0) {
    paste(result, edge({ left: 0, top: 0, right: width, bottom: 0 }), 0, 0)
    paste(result, edge({ left: 0, top: h, right: width, bottom: h }), 0, top + h)
  } else if (!wide && left > 0) {
    paste(result, edge({ left: 0, top: 0, right: 0, bottom: height }), 0, 0)
    paste(result, edge({ left: w, top: 0, right: w, bottom: height }), left + w, 0)
  }
  return result
}

/** The middle of the picture, as large as fits: diffusers' resize_mode "crop". */
export const resizeAndCrop = (
  image: Bytes,
  width: number,
  height: number,
  filter: Filter = 'lanczos',
): Bytes => {
  const wide = width / height > image.width / image.height
  const w = wide ? width : Math.floor((image.width * height) / image.height)
  const h = wide ? Math.floor((image.height * width) / image.width) : height
  const result = blank(width, height, image.channels)
  const left = Math.floor(width / 2) - Math.floor(w / 2)
  const top = Math.floor(height / 2) - Math.floor(h / 2)
  paste(result, resizePillow(image, w, h, filter), left, top)
  return result
}

export const blank = (width: number, height: number, channels: number): Bytes => ({
  width,
  height,
  channels,
  data: new Uint8Array(width * height * channels),
})

/** Overwrites `onto` where `image` lies on it; what sticks out is left off. */
export const paste = (onto: Bytes, image: Bytes, left: number, top: number): void => {
  const from = Math.max(-left, 0)
  const count = Math.min(image.width, onto.width - left) - from
  if (count <= 0) return
  for (let y = Math.max(-top, 0); y < Math.min(image.height, onto.height - top); y++) {
    const source = (y * image.width + from) * image.channels
    const row = image.data.subarray(source, source + count * image.channels)
    onto.data.set(row, ((y + top) * onto.width + left + from) * onto.channels)
  }
}

/** The part of a picture a region covers; the region lies inside it. */
export const cut = (
  image: Bytes,
  region: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  },
): Bytes => {
  const part = blank(region.right - region.left, region.bottom - region.top, image.channels)
  paste(part, image, -region.left, -region.top)
  return part
}
