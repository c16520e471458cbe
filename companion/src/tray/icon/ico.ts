/**
 * Icons as Windows reads them from memory: one picture of an .ico file, a bitmap header with 32-bit
 * pixels from the bottom up and an empty mask (learn.microsoft.com, CreateIconFromResourceEx).
 */
import type { IconPixels } from './draw.ts'

const HEADER = 40

export const toIconResource = ({ size, rgba }: IconPixels): Uint8Array => {
  const maskRow = Math.ceil(size / 32) * 4
  const bytes = new Uint8Array(HEADER + size * size * 4 + maskRow * size)
  const header = new DataView(bytes.buffer)
  header.setUint32(0, HEADER, true)
  header.setInt32(4, size, true)
  // Colour and mask together are twice as high.
  header.setInt32(8, size * 2, true)
  header.setUint16(12, 1, true)
  header.setUint16(14, 32, true)
  for (let y = 0; y < size; y++) {
    const from = (size - 1 - y) * size * 4
    for (let x = 0; x < size; x++) {
      const to = HEADER + (y * size + x) * 4
      const at = from + x * 4
      bytes[to] = rgba[at + 2]!
      bytes[to + 1] = rgba[at + 1]!
      bytes[to + 2] = rgba[at]!
      bytes[to + 3] = rgba[at + 3]!
    }
  }
  return bytes
}
