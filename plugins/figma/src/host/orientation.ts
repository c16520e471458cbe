/** Whether a JPEG asks to be turned when shown: what Figma makes of that is not documented. */

const ORIENTATION = 0x0112

/**
 * Exif's orientation, 1 (as stored) to 8; 1 where there is none.
 * Exif 2.32, 4.6.4; it lies in the first APP1 segment of the file.
 */
export const jpegOrientation = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    // Start of the picture's data: no Exif comes after it.
    if (marker === 0xda) return 1
    const length = view.getUint16(at + 2)
    const isExif =
      marker === 0xe1 && at + 10 <= bytes.length && view.getUint32(at + 4) === 0x45786966
    if (isExif) return orientationIn(bytes.subarray(at + 10, at + 2 + length))
    at += 2 + length
  }
  return 1
}

/** A TIFF header and its first directory. */
const orientationIn = (tiff: Uint8Array): number => {
  if (tiff.length < 8) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const little = tiff[0] === 0x49
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return 1
  const entries = view.getUint16(directory, little)
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12
    if (entry + 12 > tiff.length) return 1
    if (view.getUint16(entry, little) === ORIENTATION) return view.getUint16(entry + 8, little)
  }
  return 1
}
