/**
 * A picture as CLIP's image encoders want it: its shorter side fitted, the middle cut out, normalised
 * (transformers' CLIPImageProcessor, whose resizing is Pillow's bicubic).
 */
import { type Bytes, resizePillow } from '../image/pillow.ts'

const MEAN = [0.48145466, 0.4578275, 0.40821073]
const DEVIATION = [0.26862954, 0.26130258, 0.27577711]

/**
 * @param picture RGB, 8 bits
 * @param side of the encoder's square, 224 for all of OpenAI's
 * @returns planes of `side` x `side`
 */
export const clipPixels = (picture: Bytes, side: number): Float32Array => {
  const { width, height } = picture
  const isWide = width > height
  const longer = Math.floor((side * Math.max(width, height)) / Math.min(width, height))
  const fitted = resizePillow(picture, isWide ? longer : side, isWide ? side : longer, 'bicubic')
  const left = Math.floor((fitted.width - side) / 2)
  const top = Math.floor((fitted.height - side) / 2)
  const plane = side * side
  const values = new Float32Array(3 * plane)
  for (let i = 0; i < plane; i++) {
    const at = ((top + Math.floor(i / side)) * fitted.width + left + (i % side)) * fitted.channels
    for (let c = 0; c < 3; c++) {
      values[c * plane + i] = (fitted.data[at + c]! / 255 - MEAN[c]!) / DEVIATION[c]!
    }
  }
  return values
}
