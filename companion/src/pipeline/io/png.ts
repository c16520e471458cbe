/** Writes the few PNG chunks this project needs itself (PNG specification, third edition). */
import { deflateSync } from 'node:zlib'

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** CRC-32 of Annex D. */
export const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** Length, type, data and check sum. */
export const pngChunk = (type: string, data: Uint8Array): Uint8Array => {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

const COLOUR_TYPES = { 1: 0, 2: 4, 3: 2, 4: 6 } as const

/** The header of an uninterlaced picture. */
export const pngHeader = (
  width: number,
  height: number,
  channels: 1 | 2 | 3 | 4,
  bitDepth: 8 | 16,
): Uint8Array => {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data[8] = bitDepth
  data[9] = COLOUR_TYPES[channels]
  return pngChunk('IHDR', data)
}

/** ICC profile; the name is required and free. */
export const pngProfile = (icc: Uint8Array): Uint8Array =>
  pngChunk('iCCP', Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(icc)]))

/** Resolution, from pixels per inch to the chunk's pixels per metre. */
export const pngDensity = (ppi: number): Uint8Array => {
  const perMetre = Math.round(ppi / 0.0254)
  const data = Buffer.alloc(9)
  data.writeUInt32BE(perMetre, 0)
  data.writeUInt32BE(perMetre, 4)
  data[8] = 1
  return pngChunk('pHYs', data)
}

/** XMP, as the XMP specification part 3 puts it in PNG. */
export const pngXmp = (xmp: Uint8Array): Uint8Array =>
  pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), xmp]))

/** Puts a file together; `rows` are filtered scan lines, not yet compressed. */
export const pngFile = (header: Uint8Array, extra: readonly Uint8Array[], rows: Uint8Array) =>
  pngFileOf(header, extra, deflateSync(rows))

/** The same from compressed scan lines. */
export const pngFileOf = (
  header: Uint8Array,
  extra: readonly Uint8Array[],
  compressed: Uint8Array,
) =>
  Buffer.concat([
    SIGNATURE,
    header,
    ...extra,
    pngChunk('IDAT', compressed),
    pngChunk('IEND', new Uint8Array(0)),
  ])
