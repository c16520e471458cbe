/** Reads a request's sample mask and finds what of it may serve on the canvas. */
import type { Extent, FillRequest, Mask, Point } from '@inlay/shared'
import { orCancelled } from './cancel.ts'
import type { ByteSource } from './decode.ts'
import { decodeMask } from './decode-mask.ts'
import type { OpenedFill } from './open-canvas.ts'
import { makeSampleArea, type SampleArea } from './sample-area.ts'

/**
 * Undefined when the request names no sample mask: then everything known may serve.
 * @throws InlayError as `decodeMask` does; sample_unusable
 */
export const openSample = async (
  { sample, invertSample }: FillRequest,
  bytes: ByteSource | undefined,
  { canvas, paste, image, place }: OpenedFill,
  signal: AbortSignal,
): Promise<SampleArea | undefined> => {
  if (sample === undefined || bytes === undefined) return undefined
  const reading = decodeMask(sample, bytes, image, invertSample, 'the sample mask')
  const mask = onCanvas(await orCancelled(signal, reading), canvas.pixels, place)
  return makeSampleArea(mask, paste, canvas.pixels)
}

/** The mask on a canvas that was grown around its picture, 0 where that is new. */
const onCanvas = (mask: Mask, { width, height }: Extent, { x, y: top }: Point): Mask => {
  if (mask.width === width && mask.height === height) return mask
  const data = new Uint8Array(width * height)
  for (let y = 0; y < mask.height; y++) {
    const row = mask.data.subarray(y * mask.width, (y + 1) * mask.width)
    data.set(row, (top + y) * width + x)
  }
  return { width, height, data }
}
