/** Takes out of metadata the small pictures that would still show what was filled away. */

const PREFIX = [0x45, 0x78, 0x69, 0x66, 0, 0]

/** JPEGInterchangeFormat and its length: where the thumbnail of IFD1 lies (EXIF 2.32, 4.6.3). */
const THUMBNAIL_AT = 0x0201
const THUMBNAIL_LENGTH = 0x0202

/**
 * The EXIF block as a bare TIFF structure (no "Exif\0\0"), without its thumbnail: the link to the
 * second directory is cut and the thumbnail's bytes are zeroed. A copy; what is damaged is kept as
 * it is.
 */
export const exifWithoutThumbnail = (block: Uint8Array): Uint8Array => {
  const wrapped = PREFIX.every((byte, i) => block[i] === byte)
  const exif = new Uint8Array(wrapped ? block.subarray(PREFIX.length) : block)
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength)
  if (view.byteLength < 8) return exif
  const little = view.getUint16(0) === 0x4949
  const link = endOfDirectory(view, view.getUint32(4, little), little)
  if (link === undefined) return exif
  const second = view.getUint32(link, little)
  view.setUint32(link, 0, little)
  const at = tagValue(view, second, THUMBNAIL_AT, little)
  const length = tagValue(view, second, THUMBNAIL_LENGTH, little)
  if (at !== undefined && length !== undefined) exif.fill(0, at, at + length)
  return exif
}

/** Where a directory's link to the next one stands. */
const endOfDirectory = (view: DataView, at: number, little: boolean): number | undefined => {
  if (at === 0 || at + 2 > view.byteLength) return undefined
  const end = at + 2 + view.getUint16(at, little) * 12
  return end + 4 > view.byteLength ? undefined : end
}

/** The 32-bit value of one tag. */
const tagValue = (
  view: DataView,
  directory: number,
  tag: number,
  little: boolean,
): number | undefined => {
  const end = endOfDirectory(view, directory, little)
  if (end === undefined) return undefined
  for (let entry = directory + 2; entry < end; entry += 12) {
    if (view.getUint16(entry, little) === tag) return view.getUint32(entry + 8, little)
  }
  return undefined
}

/** XMP without `xmp:Thumbnails` (XMP specification part 1, 8.4), which hold JPEGs in base64. */
export const xmpWithoutThumbnails = (xmp: Uint8Array): Uint8Array => {
  const text = Buffer.from(xmp).toString('latin1')
  const without = text.replace(/<xmp:Thumbnails\b[^>]*>[\s\S]*?<\/xmp:Thumbnails>/g, '')
  return without.length === text.length ? xmp : new Uint8Array(Buffer.from(without, 'latin1'))
}
