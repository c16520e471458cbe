/** Orientation is read from real JPEGs, and damaged ones do no harm. */
import * as fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { jpegOrientation } from './orientation.ts'

let plain: Buffer

beforeAll(async () => {
  plain = await sharp({ create: { width: 4, height: 3, channels: 3, background: '#123' } })
    .jpeg()
    .toBuffer()
})

describe('a JPEG’s orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i', async (orientation) => {
    const turned = await sharp(plain).withMetadata({ orientation }).jpeg().toBuffer()
    expect(jpegOrientation(turned)).toBe(orientation)
  })

  it('is 1 where none is told', () => {
    expect(jpegOrientation(plain)).toBe(1)
    expect(jpegOrientation(new Uint8Array())).toBe(1)
  })

  it('is a number of a file cut anywhere and damaged anyhow', async () => {
    const turned = await sharp(plain).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    fc.assert(
      fc.property(
        fc.nat(turned.length),
        fc.nat(199),
        fc.integer({ min: 0, max: 255 }),
        (length, at, value) => {
          const damaged = Uint8Array.from(turned.subarray(0, length))
          if (at < damaged.length) damaged[at] = value
          expect(typeof jpegOrientation(damaged)).toBe('number')
        },
      ),
      { numRuns: 500 },
    )
  })
})
