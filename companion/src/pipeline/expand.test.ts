import { describe, expect, it } from 'vitest'
import { expandedExtent, expandMask, expandPixels } from './expand.ts'
import { box, boxMask, noisePicture } from './testing/pictures.ts'

const BY = { left: 2, top: 1, right: 0, bottom: 3 }

describe('expand', () => {
  it('puts the picture in its new place, byte for byte, and clears the rest', () => {
    const picture = noisePicture(5, 4, 4, 16)
    const canvas = expandPixels(picture, BY)
    expect([canvas.width, canvas.height]).toEqual([7, 8])
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 7; x++) {
        const inside = x >= 2 && y >= 1 && y < 5
        const at = (y * 7 + x) * 4
        const from = ((y - 1) * 5 + x - 2) * 4
        const expected = inside ? [...picture.data.subarray(from, from + 4)] : [0, 0, 0, 0]
        expect([...canvas.data.subarray(at, at + 4)]).toEqual(expected)
      }
    }
  })

  it('masks the new area, and the user’s mask with it', () => {
    const plain = expandMask({ width: 5, height: 4 }, BY, undefined)
    expect(plain.data.filter((v) => v === 255).length).toBe(56 - 20)
    const user = boxMask(5, 4, [box(4, 3, 1, 1)], 9)
    const both = expandMask({ width: 5, height: 4 }, BY, user)
    expect(both.data[4 * 7 + 6]).toBe(9)
    expect(both.data[1 * 7 + 2]).toBe(0)
  })

  it('refuses to add nothing, and more than is allowed', () => {
    const size = { width: 5, height: 4 }
    const none = { left: 0, top: 0, right: 0, bottom: 0 }
    expect(() => expandedExtent(size, undefined, 1e6)).toThrow('Expected 1 pixel or more')
    expect(() => expandedExtent(size, none, 1e6)).toThrow('Expected 1 pixel or more')
    expect(() => expandedExtent(size, BY, 55)).toThrow('The expanded picture is 7 x 8')
    expect(expandedExtent(size, BY, 56)).toEqual({ width: 7, height: 8 })
    const long = { ...none, right: 8192 }
    expect(() => expandedExtent({ width: 60000, height: 1 }, long, 1e9)).toThrow('longest side')
  })
})
