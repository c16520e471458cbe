/**
 * A PNG writer for straight alpha: a canvas would multiply colours by alpha and lose them (PNG
 * specification, third edition, chapters 5 and 9).
 */
import { concatBytes } from '../bytes.ts'
import type { ByteReader } from '../client/platform.ts'

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]

/** Chunks that say what the values mean; they go before the pixels. */
const COLOUR_CHUNKS = ['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM']

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** One chunk of a PNG file: its length, type, data and checksum. */
export const pngChunk = (type: string, data: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crcOf(bytes.subarray(4, 8 + data.length)))
  return bytes
}

/** Each chunk of a PNG file as a whole (data from byte 8 to 4 before its end); none for no PNG. */
export const pngChunks = (png: Uint8Array): { type: string; bytes: Uint8Array }[] => {
  if (!SIGNATURE.every((byte, i) => png[i] === byte)) return []
  const view = new DataView(png.buffer, png.byteOffset, png.length)
  const chunks: { type: string; bytes: Uint8Array }[] = []
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    if (at + 12 + length > png.length) break
    chunks.push({ type, bytes: png.subarray(at, at + 12 + length) })
    at += 12 + length
  }
  return chunks
}

/** The chunks of a PNG file that say what its values mean. */
export const colourChunks = (png: Uint8Array): Uint8Array[] =>
  pngChunks(png)
    .filter(({ type }) => COLOUR_CHUNKS.includes(type))
    .map(({ bytes }) => bytes)

/** Bits of each value of a PNG file; undefined for what is no PNG. */
export const pngDepth = (png: Uint8Array): number | undefined =>
  pngChunks(png.subarray(0, 64)).find(({ type }) => type === 'IHDR')?.bytes[16]

export interface Raster {
  /** Row by row, alpha straight. */
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  /** Bytes a pixel: 1 is grey, 3 RGB, 4 (unless said) RGBA. */
  readonly channels?: 1 | 3 | 4
}

/** What a host brings along to pack a PNG. */
export interface Packer {
  /** The host's `new CompressionStream('deflate')`. */
  readonly stream: {
    readonly readable: { getReader(): ByteReader }
    readonly writable: {
      getWriter(): { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void> }
    }
  }
  /** Called between bands, so that a window may go on meanwhile. */
  breathe?(): Promise<void>
}

/** @param colour as `colourChunks` gives them */
export const encodePng = async (
  raster: Raster,
  packer: Packer,
  colour: readonly Uint8Array[] = [],
): Promise<Uint8Array<ArrayBuffer>> => {
  const { width, height, channels = 4 } = raster
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, COLOUR_TYPES[channels], 0, 0, 0], 8)
  return packPng([pngChunk('IHDR', header), ...colour], rows(raster), packer)
}

/** Chapter 11.2.2 of the specification. */
const COLOUR_TYPES = { 1: 0, 3: 2, 4: 6 } as const

/**
 * @param before chunks that go before the pixels, IHDR first
 * @param bands whole rows, each behind the number of its filter
 */
export const packPng = async (
  before: readonly Uint8Array[],
  bands: Iterable<Uint8Array<ArrayBuffer>>,
  packer: Packer,
): Promise<Uint8Array<ArrayBuffer>> =>
  concatBytes([
    Uint8Array.from(SIGNATURE),
    ...before,
    ...(await deflate(bands, packer, (piece) => pngChunk('IDAT', piece))),
    pngChunk('IEND', new Uint8Array()),
  ])

/** Bytes packed as a PNG packs them (zlib). */
export const deflateBytes = async (
  bytes: Uint8Array<ArrayBuffer>,
  packer: Packer,
): Promise<Uint8Array> => concatBytes(await deflate([bytes], packer, (piece) => piece))

/** Rows in bands, each filtered by what lies to its left (filter 1). */
function* rows({ data, width, height, channels = 4 }: Raster): Generator<Uint8Array<ArrayBuffer>> {
  const stride = width * channels
  const rowsAtOnce = Math.max(1, Math.floor((1 << 19) / stride))
  for (let top = 0; top < height; top += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, height - top)
    const band = new Uint8Array(count * (stride + 1))
    for (let row = 0; row < count; row++) {
      const from = (top + row) * stride
      const to = row * (stride + 1)
      band[to] = 1
      for (let i = 0; i < stride; i++) {
        band[to + 1 + i] = data[from + i]! - (i < channels ? 0 : data[from + i - channels]!)
      }
    }
    yield band
  }
}

/** Each piece is dealt with as it comes: a checksum over all of them would take long. */
const deflate = async (
  bands: Iterable<Uint8Array<ArrayBuffer>>,
  { stream, breathe }: Packer,
  each: (piece: Uint8Array) => Uint8Array,
): Promise<Uint8Array[]> => {
  const whole = readAll(stream.readable.getReader(), each)
  const writer = stream.writable.getWriter()
  for (const band of bands) {
    await writer.write(band)
    await breathe?.()
  }
  await writer.close()
  return whole
}

const readAll = async (
  reader: ByteReader,
  each: (piece: Uint8Array) => Uint8Array,
): Promise<Uint8Array[]> => {
  const pieces: Uint8Array[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return pieces
    if (value !== undefined) pieces.push(each(value))
  }
}
