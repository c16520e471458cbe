/** Which files the browser shows as the companion reads them; the others are left to the companion. */

/** What every browser of today decodes, upright by its EXIF. */
const BROWSERS: readonly ((text: string) => boolean)[] = [
  (text) => text.startsWith('\x89PNG\r\n\x1a\n'),
  (text) => text.startsWith('\xff\xd8\xff'),
  // Chromium does not turn a WebP upright by its EXIF, which the flags of its header tell of.
  (text) =>
    text.startsWith('RIFF') &&
    text.startsWith('WEBP', 8) &&
    !(text.startsWith('VP8X', 12) && (text.charCodeAt(20) & EXIF) !== 0),
  (text) => /^ftypavi[fs]/.test(text.slice(4)),
]

/** Flag of an extended WebP (RFC 9649, 2.7). */
const EXIF = 0x08

/** By its first bytes; a name may lie. */
export const isBrowsers = async (blob: Blob): Promise<boolean> => {
  const head = new Uint8Array(await blob.slice(0, 24).arrayBuffer())
  const text = String.fromCharCode(...head)
  return BROWSERS.some((fits) => fits(text))
}
