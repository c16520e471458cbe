/** Checks a fill's request before its bytes are taken, so that a bad one costs nobody an upload. */
import { expected, type FillRequest, type ImageSource, InlayError } from '@inlay/shared'

/** Lengths of the parts that come with a request, by name; undefined when not yet known. */
export type PartLengths = ReadonlyMap<string, number | undefined>

/**
 * What a schema cannot tell: whether the parts that came are those the request names.
 * @throws InlayError invalid_request | image_missing | mask_missing | image_too_large
 */
export const checkRequest = (request: FillRequest, parts: PartLengths, maxPixels: number): void => {
  checkSource('image', request.image, parts, maxPixels)
  if (request.mask !== undefined) checkSource('mask', request.mask, parts, maxPixels)
  if (request.sample !== undefined) checkSource('sample', request.sample, parts, maxPixels)
  if (request.guide !== undefined) checkSource('guide', request.guide, parts, maxPixels)
  if (request.reference !== undefined) checkSource('reference', request.reference, parts, maxPixels)
  const { image, mask, sample, guide, reference } = request
  const used = [image, mask, sample, guide, reference].map((source) => source?.part)
  for (const name of parts.keys()) {
    if (!used.includes(name)) {
      throw new InlayError('invalid_request', `No field of the request names the part "${name}".`)
    }
  }
}

/** @throws InlayError invalid_request | image_missing | mask_missing | image_too_large */
export const checkSource = (
  role: 'image' | 'mask' | 'sample' | 'guide' | 'reference',
  source: ImageSource,
  parts: PartLengths,
  maxPixels: number,
): void => {
  const missing = role === 'mask' || role === 'sample' ? 'mask_missing' : 'image_missing'
  if (!parts.has(source.part)) {
    throw new InlayError(missing, `The part "${source.part}" did not come with the request.`)
  }
  const length = parts.get(source.part)
  if (length === 0) throw new InlayError(missing, `The part "${source.part}" is empty.`)
  if (source.kind === 'encoded') return
  const pixels = source.width * source.height
  if (pixels > maxPixels) {
    throw new InlayError('image_too_large', expected(`${maxPixels} pixels or less`, role, pixels))
  }
  const bytes = pixels * source.channels * (source.bitDepth / 8)
  if (length !== undefined && length !== bytes) {
    throw new InlayError(
      'invalid_request',
      expected(`${bytes} bytes`, `the part "${source.part}"`, `${length} bytes`),
    )
  }
}
