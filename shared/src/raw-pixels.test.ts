import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pixelsFromBytes, pixelsToBytes } from './raw-pixels.ts'

const shape = { width: 2, height: 1, channels: 1 } as const

describe('bare pixels on the wire', () => {
  it('writes 16 bits little-endian', () => {
    expect([...pixelsToBytes({ data: Uint16Array.of(0x0102, 0xff00) })]).toEqual([2, 1, 0, 255])
    expect([...pixelsToBytes({ data: Uint8Array.of(1, 2) })]).toEqual([1, 2])
  })

  it('reads them back from any place in memory', () => {
    fc.assert(
      fc.property(
        fc.uint16Array({ minLength: 2, maxLength: 2 }),
        fc.nat({ max: 5 }),
        (data, at) => {
          const bytes = pixelsToBytes({ data })
          const larger = new Uint8Array(20)
          larger.set(bytes, at)
          const view = larger.subarray(at, at + bytes.length)
          expect(pixelsFromBytes(shape, 16, view)).toEqual({ ...shape, data })
        },
      ),
    )
  })

  it('gives views where it can', () => {
    const bytes = new Uint8Array(4)
    expect(pixelsFromBytes(shape, 16, bytes).data.buffer).toBe(bytes.buffer)
    expect(pixelsFromBytes(shape, 8, bytes.subarray(0, 2)).data.buffer).toBe(bytes.buffer)
  })

  it.each([
    [8, 3],
    [16, 3],
    [16, 2],
  ] as const)('refuses %i-bit pixels in %i bytes', (bitDepth, length) => {
    expect(() => pixelsFromBytes(shape, bitDepth, new Uint8Array(length))).toThrow(
      `Expected ${bitDepth / 4} bytes for the pixels but received "${length} bytes"`,
    )
  })
})
