/** The two ways EXIF is wrapped: with "Exif\0\0" in front (JPEG, WebP) or bare (PNG). */

const PREFIX = [0x45, 0x78, 0x69, 0x66, 0, 0]

/** The TIFF structure itself. */
export const bareExif = (exif: Uint8Array): Uint8Array =>
  PREFIX.every((byte, i) => exif[i] === byte) ? exif.subarray(PREFIX.length) : exif
