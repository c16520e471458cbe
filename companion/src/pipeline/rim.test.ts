import type { Margins, PixelImage } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRim, rimBoxes } from './rim.ts'
import { box, noisePicture, smoothPicture } from './testing/pictures.ts'

const ALL = { left: 9, top: 9, right: 9, bottom: 9 }
const NONE = { left: 0, top: 0, right: 0, bottom: 0 }

/** The picture with one colour over its outermost pixels. */
const framed = (picture: PixelImage, { left, top, right, bottom }: Margins, value: number) => {
  const { width, height, channels } = picture
  const data = picture.data.slice()
  for (let i = 0; i < width * height; i++) {
    const x = i % width
    const y = Math.floor(i / width)
    if (x >= left && x < width - right && y >= top && y < height - bottom) continue
    data.fill(value, i * channels, i * channels + (channels < 3 ? 1 : 3))
  }
  return { ...picture, data }
}

const depth = fc.integer({ min: 0, max: 8 })
const rims = fc.record({ left: depth, top: depth, right: depth, bottom: depth })

describe('findRim', () => {
  it('finds a frame of up to 8 pixels on each side, on smooth pictures and rough ones', () => {
    fc.assert(
      fc.property(rims, fc.boolean(), (rim, isRough) => {
        const picture = smoothPicture(160, 120, 3, 8, isRough ? 14 : 2)
        expect(findRim(framed(picture, rim, 20), ALL)).toEqual(rim)
      }),
      { numRuns: 60 },
    )
  })

  it('finds it at 16 bits and in grey', () => {
    const rim = { left: 0, top: 3, right: 1, bottom: 0 }
    const deep = framed(smoothPicture(160, 120, 3, 16), rim, 20 * 257)
    expect(findRim(deep, ALL)).toEqual(rim)
    expect(findRim(framed(smoothPicture(160, 120, 1), rim, 20), ALL)).toEqual(rim)
  })

  it('looks only where canvas is added', () => {
    const picture = framed(smoothPicture(160, 120), { ...NONE, left: 2, top: 2 }, 0)
    expect(findRim(picture, { ...NONE, top: 40 })).toEqual({ ...NONE, top: 2 })
  })

  it('takes nothing of a picture for a frame that is none', () => {
    for (const picture of [
      smoothPicture(200, 90),
      noisePicture(160, 120, 3),
      // A thicker border belongs to the picture: a letterbox goes on as one.
      framed(smoothPicture(160, 120), { ...NONE, top: 20, bottom: 20 }, 0),
      // Too small to tell.
      framed(smoothPicture(30, 30), { ...NONE, top: 2 }, 0),
    ]) {
      expect(findRim(picture, ALL)).toEqual(NONE)
    }
  })

  it('does not look at colours under transparency', () => {
    const picture = noisePicture(80, 80, 4)
    for (let i = 0; i < 80 * 80; i++) {
      const isClear = i < 80 * 2
      picture.data.fill(isClear ? 255 : 100, 4 * i, 4 * i + 3)
      picture.data[4 * i + 3] = isClear ? 0 : 255
    }
    expect(findRim(picture, ALL)).toEqual(NONE)
  })
})

describe('rimBoxes', () => {
  it('lie along the edges of the picture, wherever it lies', () => {
    expect(rimBoxes(box(10, 20, 100, 50), { left: 3, top: 0, right: 0, bottom: 2 })).toEqual([
      box(10, 20, 3, 50),
      box(10, 68, 100, 2),
    ])
  })
})
