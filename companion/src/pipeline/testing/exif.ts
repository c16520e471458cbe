/** A small EXIF block for tests: orientation, a name, a resolution and a thumbnail. */

export interface ExifOptions {
  readonly orientation: number
  readonly artist: string
  /** JPEG bytes of the thumbnail in IFD1. */
  readonly thumbnail?: Uint8Array
}

const SHORT = 3
const ASCII = 2
const LONG = 4

/** Bare (no "Exif\0\0"), little-endian. The artist's name needs 4 letters or more. */
export const exifBlock = ({ orientation, artist, thumbnail }: ExifOptions): Uint8Array => {
  const name = Buffer.from(`${artist}\0`, 'latin1')
  const ifd0At = 8
  const ifd0 = Buffer.alloc(2 + 2 * 12 + 4)
  const nameAt = ifd0At + ifd0.length
  const ifd1At = nameAt + name.length + (name.length % 2)
  const ifd1 = Buffer.alloc(2 + 3 * 12 + 4)
  const entry = (
    ifd: Buffer,
    index: number,
    [tag, type, count, value]: readonly [number, number, number, number],
  ): void => {
    const at = 2 + index * 12
    ifd.writeUInt16LE(tag, at)
    ifd.writeUInt16LE(type, at + 2)
    ifd.writeUInt32LE(count, at + 4)
    ifd.writeUInt32LE(value, at + 8)
  }
  ifd0.writeUInt16LE(2, 0)
  entry(ifd0, 0, [0x0112, SHORT, 1, orientation])
  entry(ifd0, 1, [0x013b, ASCII, name.length, nameAt])
  const head = Buffer.from([0x49, 0x49, 42, 0, ifd0At, 0, 0, 0])
  const padding = Buffer.alloc(name.length % 2)
  if (thumbnail === undefined) return Buffer.concat([head, ifd0, name, padding])
  ifd0.writeUInt32LE(ifd1At, ifd0.length - 4)
  ifd1.writeUInt16LE(3, 0)
  entry(ifd1, 0, [0x0103, SHORT, 1, 6])
  entry(ifd1, 1, [0x0201, LONG, 1, ifd1At + ifd1.length])
  entry(ifd1, 2, [0x0202, LONG, 1, thumbnail.length])
  return Buffer.concat([head, ifd0, name, padding, ifd1, thumbnail])
}
