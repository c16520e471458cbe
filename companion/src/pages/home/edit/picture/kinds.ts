/** Which files the browser shows as the companion reads them; the others are left to the companion. */
import { pngChunks } from '@inlay/shared/studio'

/** What every browser of today decodes and turns upright alike. */
const BROWSERS: readonly ((head: Uint8Array, text: string) => boolean)[] = [
  // WebKit does not turn a PNG upright by its EXIF.
  (head, text) => text.startsWith('\x89PNG\r\n\x1a\n') && !hasChunk(head, 'eXIf'),
  (_, text) => text.startsWith('\xff\xd8\xff'),
  // Chromium does not turn a WebP upright by its EXIF, which the flags of its header tell of.
  (_, text) =>
    text.startsWith('RIFF') &&
    text.startsWith('WEBP', 8) &&
    !(text.startsWith('VP8X', 12) && (text.charCodeAt(20) & EXIF) !== 0),
  // Nor WebKit an AVIF by the properties for it (ISO/IEC 23008-12, 6.5.10 and 6.5.12).
  (_, text) => /^ftypavi[fs]/.test(text.slice(4)) && !/irot|imir/.test(text),
]

/** Flag of an extended WebP (RFC 9649, 2.7). */
const EXIF = 0x08

/** Bytes that hold what a file says of itself before its pixels, but for a very large profile. */
const HEAD = 1 << 16

const hasChunk = (head: Uint8Array, name: string): boolean =>
  pngChunks(head).some(({ type }) => type === name)

/** By its first bytes; a name may lie. */
export const isBrowsers = async (blob: Blob): Promise<boolean> => {
  const head = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer())
  // A letter for a byte, whatever it means.
  const text = Array.from(head, (byte) => String.fromCharCode(byte)).join('')
  return BROWSERS.some((fits) => fits(head, text))
}
