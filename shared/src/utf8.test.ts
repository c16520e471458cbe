import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

/** Bytes that come close to UTF-8: starts, continuations and limits are likelier than by chance. */
const nearlyUtf8 = fc
  .array(
    fc.oneof(
      fc.nat({ max: 255 }),
      fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2),
      fc.constantFrom(0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xbb, 0xf0, 0xf1, 0xf4, 0xf5, 0xff),
    ),
    { maxLength: 40 },
  )
  .map((values) => Uint8Array.from(values))

describe('UTF-8', () => {
  it.each([
    ['', []],
    ['A', [0x41]],
    ['é', [0xc3, 0xa9]],
    ['€', [0xe2, 0x82, 0xac]],
    ['😀', [0xf0, 0x9f, 0x98, 0x80]],
    ['\u0000\u007f\u0080\u07ff\u0800\uffff', null],
    ['\u{10000}\u{10ffff}', null],
  ])('writes and reads %j', (text, expected) => {
    const encoded = encodeUtf8(text)
    if (expected !== null) expect([...encoded]).toEqual(expected)
    expect(utf8Length(text)).toBe(encoded.length)
    expect(decodeUtf8(encoded, { fatal: true })).toBe(text)
  })

  it.each([
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate', '\udc00'],
    ['surrogates the wrong way round', '\udc00\ud800'],
    ['a high surrogate before a letter', '\ud83dA'],
    ['two high surrogates', '\ud83d\ud83d\ude00'],
  ])('writes U+FFFD for %s, as TextEncoder does', (_, text) => {
    expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
  })

  it('writes what TextEncoder writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0xd700, max: 0xe0ff })), (units) => {
        const text = String.fromCharCode(...units)
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
      }),
    )
  })

  it('reads what TextDecoder reads, whatever the bytes', () => {
    const plain = new TextDecoder()
    const keeping = new TextDecoder('utf-8', { ignoreBOM: true })
    fc.assert(
      fc.property(nearlyUtf8, (input) => {
        expect(decodeUtf8(input)).toBe(plain.decode(input))
        expect(decodeUtf8(input, { ignoreBOM: true })).toBe(keeping.decode(input))
      }),
      { numRuns: 5000 },
    )
  })

  it('refuses what a fatal TextDecoder refuses', () => {
    const strict = new TextDecoder('utf-8', { fatal: true })
    const attempt = (read: () => string): string | null => {
      try {
        return read()
      } catch {
        return null
      }
    }
    fc.assert(
      fc.property(nearlyUtf8, (input) => {
        expect(attempt(() => decodeUtf8(input, { fatal: true }))).toBe(
          attempt(() => strict.decode(input)),
        )
      }),
      { numRuns: 5000 },
    )
  })

  it('says at which byte it goes wrong', () => {
    expect(() => decodeUtf8(bytes(0x41, 0xc3, 0x28), { fatal: true })).toThrow(
      'Byte 1 of the text is not UTF-8.',
    )
  })

  it('reads long texts, across its chunks', () => {
    const text = 'aé€😀'.repeat(20_000)
    expect(decodeUtf8(encodeUtf8(text), { fatal: true })).toBe(text)
    expect(decodeUtf8(encodeUtf8(`a${text}`))).toBe(`a${text}`)
  })
})
