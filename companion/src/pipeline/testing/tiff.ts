/** Writes small bare TIFFs of kinds no encoder at hand makes (TIFF 6.0; one strip, little-endian). */

export interface TiffOptions {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: 8 | 16 | 32
  /** PhotometricInterpretation: 0/1 grey, 2 RGB, 5 CMYK, 8 Lab. */
  readonly photometric: number
  /** SampleFormat: 1 unsigned, 2 signed, 3 floating point. */
  readonly format?: number
  /** ExtraSamples: 1 premultiplied alpha, 2 straight alpha, 0 unspecified. */
  readonly extra?: readonly number[]
  readonly data: ArrayBufferView
}

const SHORT = 3
const LONG = 4

export const tiffFile = (options: TiffOptions): Uint8Array => {
  const { width, height, samples, bits, photometric, format = 1, extra, data } = options
  const all = (value: number): number[] => Array(samples).fill(value)
  const tags: [tag: number, type: number, values: readonly number[]][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, all(bits)],
    [259, SHORT, [1]],
    [262, SHORT, [photometric]],
    [273, LONG, [8]],
    [277, SHORT, [samples]],
    [278, LONG, [height]],
    [279, LONG, [data.byteLength]],
    [284, SHORT, [1]],
    ...(extra === undefined ? [] : [[338, SHORT, extra] as [number, number, readonly number[]]]),
    [339, SHORT, all(format)],
  ]
  const padded = data.byteLength + (data.byteLength % 2)
  const ifdAt = 8 + padded
  const ifd = Buffer.alloc(2 + tags.length * 12 + 4)
  ifd.writeUInt16LE(tags.length, 0)
  const overflow: Buffer[] = []
  let overflowAt = ifdAt + ifd.length
  for (const [i, [tag, type, values]] of tags.entries()) {
    const at = 2 + i * 12
    const bytes = Buffer.alloc(values.length * (type === SHORT ? 2 : 4))
    for (const [k, value] of values.entries()) {
      if (type === SHORT) bytes.writeUInt16LE(value, 2 * k)
      else bytes.writeUInt32LE(value, 4 * k)
    }
    ifd.writeUInt16LE(tag, at)
    ifd.writeUInt16LE(type, at + 2)
    ifd.writeUInt32LE(values.length, at + 4)
    if (bytes.length <= 4) bytes.copy(ifd, at + 8)
    else {
      ifd.writeUInt32LE(overflowAt, at + 8)
      overflowAt += bytes.length
      overflow.push(bytes)
    }
  }
  const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])
  head.writeUInt32LE(ifdAt, 4)
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return Buffer.concat([head, pixels, Buffer.alloc(padded - data.byteLength), ifd, ...overflow])
}
