/** Masks as the pipelines use them: whole pixels, their latents, and the picture without its hole. */
import type { Mask } from '@inlay/shared'
import type { Planes } from './planes.ts'

/** 1 where to paint (from half on), 0 elsewhere: diffusers' `do_binarize`. */
export const binaryMask = ({ width, height, data }: Mask): Planes => ({
  width,
  height,
  channels: 1,
  data: Float32Array.from(data, (value) => (value >= 128 ? 1 : 0)),
})

/** 0..1 for each pixel, as painted: a soft mask. */
export const softMask = ({ width, height, data }: Mask): Planes => ({
  width,
  height,
  channels: 1,
  data: Float32Array.from(data, (value) => value / 255),
})

/**
 * The mask at the latents' size by its upper left pixels: torch's interpolate, mode "nearest".
 * @param factor pixels a latent covers on each side, 8 for all of Stable Diffusion
 */
export const maskLatent = (mask: Planes, factor = 8): Planes => {
  const width = Math.floor(mask.width / factor)
  const height = Math.floor(mask.height / factor)
  const [across, down] = [mask.width / width, mask.height / height]
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = mask.data[Math.floor(y * down) * mask.width + Math.floor(x * across)]!
    }
  }
  return { width, height, channels: 1, data }
}

/** The mean of the pixels each latent covers, so that a soft mask stays soft. */
export const meanLatent = (mask: Planes, factor = 8): Planes => {
  const width = Math.floor(mask.width / factor)
  const height = Math.floor(mask.height / factor)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      data[Math.floor(y / factor) * width + Math.floor(x / factor)]! +=
        mask.data[y * mask.width + x]! / factor ** 2
    }
  }
  return { width, height, channels: 1, data }
}

/** 0 (middle grey) where the mask is a half or more; the picture elsewhere. */
export const maskedImage = (image: Planes, mask: Planes): Planes => {
  const size = image.width * image.height
  return { ...image, data: image.data.map((value, i) => (mask.data[i % size]! < 0.5 ? value : 0)) }
}
