/** Argument checks of the mask functions, at the moment of the call. */
import { expected, InlayError } from '../errors.ts'
import type { Mask } from '../pixels.ts'

/** @throws InlayError invalid_request when the bytes are not one per pixel. */
export const checkMask = (mask: Mask): void => {
  const { width, height, data } = mask
  if (!(Number.isInteger(width) && width > 0 && Number.isInteger(height) && height > 0)) {
    throw new InlayError(
      'invalid_request',
      expected('sides of 1 pixel or more', 'mask', `${width}x${height}`),
    )
  }
  if (data.length !== width * height) {
    throw new InlayError(
      'invalid_request',
      expected(`${width * height} bytes`, 'mask', `${data.length} bytes`),
    )
  }
}

/** @throws InlayError invalid_request unless `value` is a finite number of pixels, 0 or more. */
export const checkPixels = (name: string, value: number): void => {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new InlayError('invalid_request', expected('a number of pixels, 0 or more', name, value))
  }
}
