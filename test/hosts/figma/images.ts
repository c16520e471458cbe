/** Images as Figma's createImage takes them: their kind and size are read from their first bytes. */
import { createHash } from 'node:crypto'

export interface KeptImage {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

/** Figma's words (docs, createImage). */
const TOO_LARGE = 'Image is too large'
const TOO_SMALL = 'Image is too small'
const UNKNOWN = 'Image type is unsupported'

const MOST = 4096

/** A PNG, JPEG or GIF of up to 4096 pixels a side; else the reason why not. */
export const readImage = (bytes: Uint8Array): KeptImage | string => {
  const size = sizeOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (size === null) return UNKNOWN
  const [width, height] = size
  if (width > MOST || height > MOST) return TOO_LARGE
  return width < 1 || height < 1 ? TOO_SMALL : { bytes, width, height }
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex')

const sizeOf = (bytes: Buffer): [number, number] | null => {
  if (bytes.length < 10) return null
  if (bytes.readUInt32BE(0) === 0x89504e47 && bytes.length >= 24) {
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  }
  if (bytes.toString('latin1', 0, 4) === 'GIF8')
    return [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]
  return bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : null
}

/** From the first frame header (ISO 10918-1, B.2.2). */
const jpegSize = (bytes: Buffer): [number, number] | null => {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)]
  }
  return null
}
