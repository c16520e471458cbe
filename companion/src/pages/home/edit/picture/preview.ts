/** A picture for the eye, made by the companion: of what browsers do not read, TIFF above all. */
import { http } from '../../companion.ts'

/**
 * Upright, in sRGB, as large as the picture.
 * @throws InlayError image_unreadable | image_too_large | colour_mode_unsupported, and as any request
 */
export const companionsPreview = async (blob: Blob): Promise<Blob> => {
  const body = new Uint8Array(await blob.arrayBuffer())
  const type = 'application/octet-stream'
  return new Blob([await http.bytes({ method: 'POST', path: '/v1/preview', type, body })])
}
