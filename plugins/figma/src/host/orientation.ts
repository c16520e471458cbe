/** Whether a JPEG asks to be turned when shown: what Figma makes of that is not documented. */
import { jpegSegments } from '../jpeg.ts'

const ORIENTATION = 0x0112

/**
 * Exif's orientation, 1 (as stored) to 8; 1 where there is none.
 * Exif 2.32, 4.6.4; it lies in the first APP1 segment of the file.
 */
export const jpegOrientation = (bytes: Uint8Array): number => {
  const exif = jpegSegments(bytes).find(({ marker, data }) => marker === 0xe1 && isExif(data))
  return exif === undefined ? 1 : orientationIn(exif.data.subarray(6))
}

const isExif = (data: Uint8Array): boolean =>
  [0x45, 0x78, 0x69, 0x66].every((byte, i) => data[i] === byte)

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
