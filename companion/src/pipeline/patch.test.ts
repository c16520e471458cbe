import { describe, expect, it } from 'vitest'
import { type Patch, patchMask, patchPixels, patchToRgba } from './patch.ts'
import { box, boxMask, noisePicture, sourceOf } from './testing/pictures.ts'

const twoPieces = (colours: 1 | 3, alphaRule: Patch['alphaRule'] = 'keep'): Patch => {
  const soft = boxMask(3, 2, [box(0, 0, 3, 2)], 100)
  soft.data[0] = 0
  return {
    index: 0,
    seed: 1,
    alphaRule,
    bounds: box(2, 1, 9, 6),
    regions: [
      { bounds: box(2, 1, 3, 2), mask: soft, pixels: noisePicture(3, 2, colours, 8, 7) },
      {
        bounds: box(8, 5, 3, 2),
        mask: boxMask(3, 2, [box(0, 0, 3, 2)]),
        pixels: noisePicture(3, 2, colours, 8, 8),
      },
    ],
  }
}

describe('patchPixels', () => {
  it('holds the fill beneath the mask and the original elsewhere, opaque', () => {
    const source = sourceOf(noisePicture(14, 9, 3))
    const patch = twoPieces(3)
    const layer = patchPixels(patch, source)
    expect([layer.width, layer.height, layer.channels]).toEqual([9, 6, 4])
    const pixel = (x: number, y: number): number[] => {
      const at = (y * 9 + x) * 4
      return [...layer.data.subarray(at, at + 4)]
    }
    const original = (x: number, y: number): number[] => {
      const at = (y * 14 + x) * 3
      return [...source.pixels.data.subarray(at, at + 3)]
    }
    expect(pixel(0, 0)).toEqual([...original(2, 1), 0])
    expect(pixel(5, 3)).toEqual([...original(7, 4), 0])
    expect(pixel(1, 0)).toEqual([...patch.regions[0]!.pixels.data.subarray(3, 6), 100])
    expect(pixel(8, 5)).toEqual([...patch.regions[1]!.pixels.data.subarray(15, 18), 255])
    expect(patchMask(patch).data.filter((v) => v > 0).length).toBe(11)
  })

  it('multiplies the mask by the picture’s own alpha, except where the fill is opaque', () => {
    const canvas = noisePicture(14, 9, 4)
    for (let i = 3; i < canvas.data.length; i += 4) canvas.data[i] = 51
    const source = sourceOf(canvas)
    const alphaAt = (patch: Patch): number => patchPixels(patch, source).data[1 * 4 + 3]!
    expect(alphaAt(twoPieces(3))).toBe(20)
    expect(alphaAt(twoPieces(3, 'fill'))).toBe(100)
  })

  it('keeps 16 bits, and grey grey; RGBA on demand', () => {
    const source = sourceOf(noisePicture(14, 9, 1, 16))
    const patch = twoPieces(1)
    const regions = patch.regions.map((region) => ({
      ...region,
      pixels: noisePicture(3, 2, 1, 16, 3),
    }))
    const layer = patchPixels({ ...patch, regions }, source)
    expect(layer.channels).toBe(2)
    expect(layer.data).toBeInstanceOf(Uint16Array)
    const [grey, alpha] = layer.data.subarray(2)
    expect(alpha).toBe(Math.round((100 * 65535) / 255))
    const rgba = patchToRgba({ ...patch, regions }, source)
    expect(rgba.channels).toBe(4)
    expect([...rgba.data.subarray(4, 8)]).toEqual([grey, grey, grey, alpha])
  })
})
