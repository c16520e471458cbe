import type { PixelImage } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { maskOfPixels } from './mask-values.ts'

const image = (channels: 1 | 2 | 3 | 4, values: number[], bits: 8 | 16 = 8): PixelImage => ({
  width: values.length / channels,
  height: 1,
  channels,
  data: bits === 8 ? Uint8Array.from(values) : Uint16Array.from(values),
})

const values = (picture: PixelImage): number[] => [...maskOfPixels(picture).data]

describe('maskOfPixels', () => {
  it('takes greys as they are, in one channel or three', () => {
    const greys = Array.from({ length: 256 }, (_, v) => v)
    expect(values(image(1, greys))).toEqual(greys)
    expect(
      values(
        image(
          3,
          greys.flatMap((v) => [v, v, v]),
        ),
      ),
    ).toEqual(greys)
    expect(
      values(
        image(
          1,
          greys.map((v) => v * 257),
          16,
        ),
      ),
    ).toEqual(greys)
  })

  it('rounds 16 bits to 8', () => {
    expect(values(image(1, [128, 129, 65535, 65406], 16))).toEqual([0, 1, 255, 254])
  })

  it('weighs colours as eyes do', () => {
    expect(values(image(3, [255, 0, 0, 0, 255, 0, 0, 0, 255]))).toEqual([54, 182, 19])
  })

  it('ignores an alpha that says nothing', () => {
    expect(values(image(2, [10, 255, 200, 255]))).toEqual([10, 200])
    expect(values(image(4, [10, 10, 10, 7, 200, 200, 200, 7]))).toEqual([10, 200])
  })

  it('reads paint of one colour on an empty layer by its alpha', () => {
    // Red paint, soft; what is empty holds another colour, as editors leave it.
    expect(values(image(4, [255, 0, 0, 255, 255, 0, 0, 90, 0, 0, 0, 0]))).toEqual([255, 90, 0])
    expect(values(image(2, [0, 255, 0, 128, 77, 0]))).toEqual([255, 128, 0])
  })

  it('lays a picture with both on black', () => {
    expect(values(image(2, [255, 255, 255, 128, 100, 255]))).toEqual([255, 128, 100])
  })
})
