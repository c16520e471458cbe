/** Sheds Node's Buffer: its `slice` shares memory where a Uint8Array's copies. */

/** The same memory as a plain Uint8Array. */
export const plainBytes = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** 16-bit view of bytes; a copy only where they do not start on an even address. */
export const wordsOf = (bytes: Uint8Array): Uint16Array => {
  const even = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes)
  return new Uint16Array(even.buffer, even.byteOffset, even.byteLength >> 1)
}
