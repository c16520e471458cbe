/** The segments of a JPEG file before its pixels (ISO 10918-1, annex B). */

export interface Segment {
  /** Second byte of its marker: 0xe1 is APP1, 0xc0 the header of a baseline frame. */
  readonly marker: number
  readonly data: Uint8Array
}

export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8

/** Start of the picture's data: nothing that describes it comes after. */
const START_OF_SCAN = 0xda

export const jpegSegments = (bytes: Uint8Array): Segment[] => {
  if (!isJpeg(bytes)) return []
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === START_OF_SCAN) break
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if (length < 2) break
    segments.push({ marker, data: bytes.subarray(at + 4, at + 2 + length) })
    at += 2 + length
  }
  return segments
}
