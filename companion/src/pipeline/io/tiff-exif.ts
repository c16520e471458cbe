/** Writes EXIF into a TIFF file: libvips, which writes the file, leaves it out. */
import { concatBytes } from '@inlay/shared'

/** Bytes of a value by its type (TIFF 6.0, section 2; 13 is the IFD of Adobe's TechNote 1). */
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]
/** What of a value turns round with the byte order: rationals are two numbers. */
const UNITS: readonly number[] = [0, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8, 4]

const LONG = 4
const ENTRY = 12

/** Directories within directories: EXIF, GPS, interoperability. */
const POINTERS: readonly number[] = [0x8769, 0x8825, 0xa005]

/** Of the first directory those that tell about the picture; the others tell how it is stored. */
const TOLD: readonly number[] = [
  ...[0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x4746, 0x4749, 0x8298],
  ...[0x8769, 0x8825, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f],
]

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  /** Little-endian; empty for a directory. */
  readonly value: Uint8Array
  readonly directory?: readonly Entry[]
}

/** @param depth ends a file whose directories name each other */
const readDirectory = (bytes: Uint8Array, at: number, isLittle: boolean, depth = 0): Entry[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at < 8 || at + 2 > bytes.length || depth > 3) return []
  const found: Entry[] = []
  const count = view.getUint16(at, isLittle)
  for (
    let place = at + 2;
    found.length <= count && place < at + 2 + count * ENTRY;
    place += ENTRY
  ) {
    if (place + ENTRY > bytes.length) break
    const tag = view.getUint16(place, isLittle)
    const type = view.getUint16(place + 2, isLittle)
    const number = view.getUint32(place + 4, isLittle)
    const length = (SIZES[type] ?? 0) * number
    const from = length <= 4 ? place + 8 : view.getUint32(place + 8, isLittle)
    // Damaged or unknown: the others are still worth keeping.
    if (length === 0 || from + length > bytes.length) continue
    if (POINTERS.includes(tag)) {
      const directory = readDirectory(bytes, view.getUint32(from, isLittle), isLittle, depth + 1)
      if (directory.length > 0) {
        found.push({ tag, type: LONG, count: 1, value: new Uint8Array(), directory })
      }
      continue
    }
    const value = bytes.slice(from, from + length)
    const unit = UNITS[type] ?? 1
    if (!isLittle) for (let i = 0; i < length; i += unit) value.subarray(i, i + unit).reverse()
    found.push({ tag, type, count: number, value })
  }
  return found
}

/** The directory's bytes and those of what it names, for a place in a file. */
const writeDirectory = (entries: readonly Entry[], at: number, next: number): Uint8Array => {
  const sorted = [...entries].sort((a, b) => a.tag - b.tag)
  const head = new Uint8Array(2 + sorted.length * ENTRY + 4)
  const view = new DataView(head.buffer)
  view.setUint16(0, sorted.length, true)
  view.setUint32(head.length - 4, next, true)
  const behind: Uint8Array[] = []
  let end = at + head.length
  const append = (bytes: Uint8Array): number => {
    const place = end
    // Everything begins at an even place.
    const padded = new Uint8Array(bytes.length + (bytes.length % 2))
    padded.set(bytes)
    behind.push(padded)
    end += padded.length
    return place
  }
  for (const [i, { tag, type, count, value, directory }] of sorted.entries()) {
    const place = 2 + i * ENTRY
    view.setUint16(place, tag, true)
    view.setUint16(place + 2, type, true)
    view.setUint32(place + 4, count, true)
    if (directory !== undefined) {
      view.setUint32(place + 8, append(writeDirectory(directory, end, 0)), true)
    } else if (value.length <= 4) head.set(value, place + 8)
    else view.setUint32(place + 8, append(value), true)
  }
  return concatBytes([head, ...behind])
}

/**
 * The file with the EXIF's directories at its end; its pixels stay where they are.
 *
 * @param tiff little-endian with 32-bit offsets, as libvips writes it; any other comes back as it is
 * @param exif a bare TIFF structure in either byte order; what is damaged of it is left out
 */
export const tiffWithExif = (tiff: Uint8Array, exif: Uint8Array): Uint8Array => {
  const order = String.fromCharCode(...exif.subarray(0, 2))
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const isOurs = tiff.length > 8 && view.getUint32(0, true) === 0x002a4949
  if (!isOurs || exif.length < 8 || (order !== 'II' && order !== 'MM')) return tiff
  const isLittle = order === 'II'
  const start = new DataView(exif.buffer, exif.byteOffset, 8).getUint32(4, isLittle)
  const first = view.getUint32(4, true)
  const own = readDirectory(tiff, first, true)
  const known = new Set(own.map(({ tag }) => tag))
  const told = readDirectory(exif, start, isLittle).filter(
    ({ tag }) => TOLD.includes(tag) && !known.has(tag),
  )
  if (told.length === 0) return tiff
  const next = view.getUint32(first + 2 + view.getUint16(first, true) * ENTRY, true)
  const at = tiff.length + (tiff.length % 2)
  const whole = concatBytes([
    tiff,
    new Uint8Array(at - tiff.length),
    writeDirectory([...own, ...told], at, next),
  ])
  new DataView(whole.buffer).setUint32(4, at, true)
  return whole
}
