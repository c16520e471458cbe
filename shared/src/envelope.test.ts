import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeEnvelope,
  ENVELOPE_LIMITS,
  type EnvelopeLimits,
  encodeEnvelope,
  readEnvelopeOutline,
} from './envelope.ts'
import { refusalOf } from './errors.fixture.ts'
import { InlayError } from './errors.ts'
import { encodeUtf8 } from './utf8.ts'

const partName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/)
const part = fc.uint8Array({ maxLength: 50 })

const message = fc.record({
  header: fc.dictionary(
    fc.string().filter((key) => key !== 'parts' && key !== '__proto__'),
    fc.jsonValue(),
    { maxKeys: 4 },
  ),
  parts: fc.dictionary(partName, part, { maxKeys: 5 }),
})

/** An envelope as anybody might write it: the header's text, then bytes. */
const handmade = (header: unknown, body: readonly number[] = [], length?: number): Uint8Array => {
  const text = typeof header === 'string' ? encodeUtf8(header) : encodeUtf8(JSON.stringify(header))
  const size = length ?? text.length
  return Uint8Array.from([...new Uint8Array(Uint32Array.of(size).buffer), ...text, ...body])
}

describe('round trip', () => {
  it('gives back every header and every part', () => {
    fc.assert(
      fc.property(message, ({ header, parts }) => {
        const decoded = decodeEnvelope(encodeEnvelope({ header, parts }))
        // Through JSON, which knows no -0 and no undefined.
        expect(decoded.header).toEqual(JSON.parse(JSON.stringify(header)))
        expect([...decoded.parts.keys()]).toEqual(Object.keys(parts))
        for (const [name, bytes] of decoded.parts) expect(bytes).toEqual(parts[name])
      }),
    )
  })

  it('works from the middle of a larger buffer', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 1, max: 9 }), ({ header, parts }, offset) => {
        const bytes = encodeEnvelope({ header, parts })
        const larger = new Uint8Array(bytes.length + 20).fill(7)
        larger.set(bytes, offset)
        const decoded = decodeEnvelope(larger.subarray(offset, offset + bytes.length))
        expect([...decoded.parts]).toEqual(Object.entries(parts))
      }),
    )
  })

  it('reads the outline from any prefix that holds the header, and from no shorter one', () => {
    fc.assert(
      fc.property(message, ({ header, parts }) => {
        const bytes = encodeEnvelope({ header, parts })
        const end = 4 + new DataView(bytes.buffer).getUint32(0, true)
        for (let length = 0; length <= bytes.length; length++) {
          const outline = readEnvelopeOutline(bytes.subarray(0, length))
          if (length < end) expect(outline).toBeNull()
          else {
            expect(outline?.byteLength).toBe(bytes.length)
            expect(outline?.parts.map((one) => [one.name, one.length])).toEqual(
              Object.entries(parts).map(([name, part]) => [name, part.length]),
            )
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('gives views, not copies, the first at a multiple of 8 bytes', () => {
    const bytes = encodeEnvelope({ header: { a: 1 }, parts: { pixels: Uint8Array.of(1, 2, 3, 4) } })
    const pixels = decodeEnvelope(bytes).parts.get('pixels')!
    expect(pixels.buffer).toBe(bytes.buffer)
    expect(pixels.byteOffset % 8).toBe(0)
    expect(new Uint16Array(pixels.buffer, pixels.byteOffset, 2)[1]).toBe(0x0403)
  })

  it('writes exactly the documented bytes', () => {
    const bytes = encodeEnvelope({ header: { n: 1 }, parts: { a: Uint8Array.of(9) } })
    const text = '{"parts":[{"name":"a","length":1}],"n":1}'
    const header = new TextDecoder().decode(bytes.subarray(4, bytes.length - 1))
    expect(header.trimEnd()).toBe(text)
    expect([...bytes.subarray(0, 4)]).toEqual([header.length, 0, 0, 0])
    expect(bytes.at(-1)).toBe(9)
  })

  it('carries names that objects have of themselves', () => {
    const parts = { constructor: Uint8Array.of(1), toString: Uint8Array.of(2) }
    const decoded = decodeEnvelope(encodeEnvelope({ header: {}, parts })).parts
    expect([...decoded]).toEqual(Object.entries(parts))
    expect(decoded.get('hasOwnProperty')).toBeUndefined()
  })
})

describe('what cannot be written', () => {
  it.each([
    [{ parts: [] }, {}, 'The envelope header’s own field "parts" is taken.'],
    [{}, { 'a/b': new Uint8Array(0) }, 'for parts[0].name but received "a/b"'],
    [{}, { '..': new Uint8Array(0) }, 'for parts[0].name but received ".."'],
    [{}, { '': new Uint8Array(0) }, 'for parts[0].name but received ""'],
    [{ long: 'x'.repeat(300_000) }, {}, 'Expected 262144 bytes or less for the header'],
  ])('refuses %#', (header, parts, detail) => {
    const error = refusalOf(() => encodeEnvelope({ header, parts: { ...parts } }))
    expect(error.code).toBe('invalid_request')
    expect(error.detail).toContain(detail)
  })
})

describe('damage', () => {
  const whole = encodeEnvelope({
    header: { request: { prompt: 'a prompt nobody may see' } },
    parts: { image: Uint8Array.of(1, 2, 3), mask: Uint8Array.of(4, 5) },
  })

  it('is seen at every length an envelope may be cut to', () => {
    for (let length = 0; length < whole.length; length++) {
      const error = refusalOf(() => decodeEnvelope(whole.subarray(0, length)))
      expect(error.code).toBe('envelope_invalid')
      expect(error.detail).toMatch(/^Expected .* but received \d+ bytes$/)
    }
  })

  it.each([
    ['a trailing byte', Uint8Array.from([...whole, 0]), `but received ${whole.length + 1} bytes`],
    [
      'a header longer than the limit',
      handmade({ parts: [] }, [], 0xffff_ffff),
      '4294967295 bytes',
    ],
    [
      'a header longer than the message',
      handmade({ parts: [] }, [], 99),
      'Expected a whole header',
    ],
    ['an empty header', handmade(''), 'The header is not JSON.'],
    ['a header that is not JSON', handmade('{"parts":[}'), 'The header is not JSON.'],
    ['two JSON values', handmade('{"parts":[]}{}'), 'The header is not JSON.'],
    ['a header that is not UTF-8', handmade('{"parts":[]}').fill(0xff, 5, 6), 'is not UTF-8'],
    ['a list', handmade([]), 'Expected an object for the header but received a list of 0'],
    ['null', handmade(null), 'Expected an object for the header but received nothing'],
    ['no parts', handmade({}), 'Expected a list for parts but received nothing'],
    ['a part without a length', handmade({ parts: [{ name: 'a' }] }), 'for parts[0].length'],
    ['a negative length', handmade({ parts: [{ name: 'a', length: -1 }] }), 'received -1'],
    ['half a byte', handmade({ parts: [{ name: 'a', length: 0.5 }] }), 'received 0.5'],
    ['a length in words', handmade({ parts: [{ name: 'a', length: '1' }] }, [0]), 'received "1"'],
    [
      'a length past 2^53',
      handmade({ parts: [{ name: 'a', length: 2 ** 60 }] }),
      'parts[0].length',
    ],
    [
      'more than is there',
      handmade({ parts: [{ name: 'a', length: 2 }] }, [0]),
      'for the envelope',
    ],
    ['less than is there', handmade({ parts: [{ name: 'a', length: 1 }] }, [0, 0]), 'the envelope'],
    [
      'a part twice',
      handmade({
        parts: [
          { name: 'a', length: 0 },
          { name: 'a', length: 0 },
        ],
      }),
      'Expected each part once for the envelope but received "a" twice',
    ],
    ['a prototype’s name', handmade('{"parts":[{"name":"__proto__","length":0}]}'), '"__proto__"'],
    ['a path', handmade({ parts: [{ name: '../a', length: 0 }] }), 'received "../a"'],
    ['a name that is none', handmade({ parts: [{ name: '', length: 0 }] }), 'received ""'],
    [
      'something else in a part',
      handmade({ parts: [{ name: 'a', length: 0, x: 1 }] }),
      'parts[0].x',
    ],
    [
      'too many parts',
      handmade({ parts: Array.from({ length: 17 }, (_, i) => ({ name: `p${i}`, length: 0 })) }),
      'Expected 16 parts or fewer for the envelope but received 17',
    ],
  ])('%s is refused', (_, bytes, detail) => {
    const error = refusalOf(() => decodeEnvelope(bytes))
    expect(error.code).toBe('envelope_invalid')
    expect(error.detail).toContain(detail)
  })

  it('never reaches a prototype', () => {
    const { header } = decodeEnvelope(handmade('{"parts":[],"__proto__":{"admin":true}}'))
    expect(Reflect.get(header, 'admin')).toBeUndefined()
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })

  it('keeps to the limits it is given, before the rest has come', () => {
    const limits: EnvelopeLimits = { ...ENVELOPE_LIMITS, maxBytes: whole.length - 1 }
    const prefix = whole.subarray(0, whole.length - 5)
    for (const read of [
      () => readEnvelopeOutline(prefix, limits),
      () => decodeEnvelope(whole, limits),
    ]) {
      expect(refusalOf(read).code).toBe('body_too_large')
    }
    const small: EnvelopeLimits = { ...ENVELOPE_LIMITS, maxHeaderBytes: 16 }
    expect(refusalOf(() => readEnvelopeOutline(whole.subarray(0, 4), small)).code).toBe(
      'envelope_invalid',
    )
    const huge = handmade({
      parts: [
        { name: 'a', length: 2 ** 52 },
        { name: 'b', length: 2 ** 52 },
      ],
    })
    expect(refusalOf(() => readEnvelopeOutline(huge)).code).toBe('body_too_large')
  })

  it('is InlayError whatever the bytes, and never quotes the message', () => {
    const mutated = fc
      .array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1 })
      .map((changes) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
        try {
          decodeEnvelope(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(InlayError)
          expect(String(error)).not.toContain('nobody may see')
        }
      }),
      { numRuns: 5000 },
    )
  })
})
