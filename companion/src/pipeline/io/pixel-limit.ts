/** Refuses pictures with more pixels than allowed, in words a person can act on. */
import { InlayError } from '@inlay/shared'

/** 24 -> "24", 0.31 -> "0.31": megapixels for people. */
const megapixels = (count: number): string => {
  const millions = count / 1e6
  return millions >= 10 ? String(Math.round(millions)) : String(Number(millions.toPrecision(2)))
}

/**
 * @param maxPixels most pixels allowed, width x height
 * @param what what is being measured, as the sentence's subject
 * @throws InlayError image_too_large
 */
export const checkPixelCount = (
  width: number,
  height: number,
  maxPixels: number,
  what = 'It',
): void => {
  if (width * height <= maxPixels) return
  throw new InlayError(
    'image_too_large',
    `${what} is ${width} x ${height} = ${megapixels(width * height)} megapixels; the limit is ${megapixels(maxPixels)} megapixels.`,
  )
}
