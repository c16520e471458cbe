/** What reads a PNG's rows as they are, without a canvas (PNG specification, third edition). */

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits of a value. */
  readonly depth: number
  readonly colourType: number
  readonly isInterlaced: boolean
}

/** Values of a pixel by colour type; 3 is a palette, whose values are its colours' numbers. */
export const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** @param chunks as `pngChunks` gives them; undefined for what is no PNG */
export const pngHeader = ([first]: readonly {
  readonly type: string
  readonly bytes: Uint8Array
}[]): PngHeader | undefined => {
  if (first?.type !== 'IHDR' || first.bytes.length < 25) return undefined
  const view = new DataView(first.bytes.buffer, first.bytes.byteOffset + 8, 13)
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth: view.getUint8(8),
    colourType: view.getUint8(9),
    isInterlaced: view.getUint8(12) !== 0,
  }
}

/** What was packed into a PNG, to be unpacked as one stream (chapter 10). */
export const packedRows = (
  chunks: readonly { readonly type: string; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer>[] =>
  chunks
    .filter(({ type }) => type === 'IDAT')
    .map(({ bytes }) => new Uint8Array(bytes.subarray(8, bytes.length - 4)))

export interface PngRowsOptions {
  /** Bytes of a row, without its filter's number. */
  readonly stride: number
  /** Bytes of a pixel. */
  readonly pixel: number
  /** Index of the first byte of a row that is not needed; all are when absent. */
  readonly end?: number
  /** @param row its filter's number, then its values; changed again after the call */
  readonly onRow: (row: Uint8Array, y: number) => void
}

export interface PngRows {
  /** Rows that are whole by now. */
  readonly count: number
  /**
   * Takes bytes of the unpacked stream from `at` on, to the end of one row at the most.
   * @returns where to go on
   * @throws RangeError for a damaged file
   */
  take(piece: Uint8Array, at: number): number
}

/** Puts together the rows of a file without interlace from pieces of any size. */
export const createPngRows = ({
  stride,
  pixel,
  end = 1 + stride,
  onRow,
}: PngRowsOptions): PngRows => {
  let row = new Uint8Array(1 + stride)
  let above = new Uint8Array(1 + stride)
  let [filled, count] = [0, 0]
  return {
    get count() {
      return count
    },
    take: (piece, at) => {
      const part = piece.subarray(at, at + row.length - filled)
      row.set(part, filled)
      filled += part.length
      if (filled === row.length) {
        undoPngFilter(row, above, end, pixel)
        onRow(row, count)
        ;[row, above] = [above, row]
        filled = 0
        count += 1
      }
      return at + part.length
    },
  }
}

/**
 * A row's values in place of what its filter left of them (chapter 9).
 * @param row its filter's number, then its bytes
 * @param above the row before, undone already; zeros for the first
 * @param end index of the first byte that is not needed
 * @param pixel bytes of a pixel
 * @throws RangeError for a filter there is not
 */
const undoPngFilter = (row: Uint8Array, above: Uint8Array, end: number, pixel: number): void => {
  switch (row[0]) {
    case 0:
      return
    case 1:
      for (let i = 1 + pixel; i < end; i++) row[i] = row[i]! + row[i - pixel]!
      return
    case 2:
      for (let i = 1; i < end; i++) row[i] = row[i]! + above[i]!
      return
    case 3:
      for (let i = 1; i < end; i++) {
        const left = i > pixel ? row[i - pixel]! : 0
        row[i] = row[i]! + ((left + above[i]!) >> 1)
      }
      return
    case 4:
      for (let i = 1; i < end; i++) {
        const left = i > pixel ? row[i - pixel]! : 0
        row[i] = row[i]! + paeth(left, above[i]!, i > pixel ? above[i - pixel]! : 0)
      }
      return
    default:
      throw new RangeError(`A filter of PNG is 0 to 4, not ${row[0]}.`)
  }
}

/** Chapter 9.4. */
const paeth = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ]
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
