/** Names the kind of a file from its first bytes, so that a refusal can say what it was given. */

const ascii = (head: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...head.subarray(from, from + length))

/** First bytes -> name, for kinds people try and this project does not read. */
const MAGIC: readonly (readonly [string, (head: Uint8Array) => boolean])[] = [
  ['GIF', (head) => ascii(head, 0, 4) === 'GIF8'],
  ['PDF', (head) => ascii(head, 0, 5) === '%PDF-'],
  ['PSD', (head) => ascii(head, 0, 4) === '8BPS'],
  ['BMP', (head) => ascii(head, 0, 2) === 'BM'],
  ['JPEG XL', (head) => (head[0] === 0xff && head[1] === 0x0a) || ascii(head, 4, 4) === 'JXL '],
  ['JPEG 2000', (head) => ascii(head, 4, 4) === 'jP  '],
  ['OpenEXR', (head) => head[0] === 0x76 && head[1] === 0x2f && head[2] === 0x31],
  [
    'HEIC',
    (head) => ascii(head, 4, 4) === 'ftyp' && /^(hei|hev|mif1|msf1)/.test(ascii(head, 8, 4)),
  ],
  ['SVG', (head) => /<svg[\s>]|<!DOCTYPE svg/i.test(ascii(head, 0, 1024))],
  ['a web page or XML', (head) => /^\s*</.test(ascii(head, 0, 16))],
]

/** "SVG", "PDF", ... or undefined when the bytes are none of the known kinds. */
export const sniffKind = (head: Uint8Array): string | undefined =>
  MAGIC.find(([, matches]) => matches(head))?.[0]
