import { describe, expect, it } from 'vitest'
import { expandMask, expandPixels, marginsOf, seeThroughMask } from './expand.ts'
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
    expect(marginsOf(size, undefined, 1e6)).toBeUndefined()
    expect(() => marginsOf(size, none, 1e6)).toThrow('Expected 1 pixel or more')
    expect(() => marginsOf(size, BY, 55)).toThrow('The expanded picture is 7 x 8')
    expect(marginsOf(size, BY, 56)).toEqual(BY)
    const long = { ...none, right: 8192 }
    expect(() => marginsOf({ width: 60000, height: 1 }, long, 1e9)).toThrow('longest side')
  })

  it('adds the least that makes a shape, and refuses the shape there is', () => {
    const size = { width: 90, height: 90 }
    const wide = { aspect: '16:9', anchor: 'left' } as const
    expect(marginsOf(size, wide, 1e6)).toEqual({ left: 0, top: 0, right: 70, bottom: 0 })
    expect(() => marginsOf(size, wide, 14_399)).toThrow('The expanded picture is 160 x 90')
    const same = { aspect: '1:1', anchor: 'centre' } as const
    expect(() => marginsOf(size, same, 1e6)).toThrow(
      'Expected another shape than the picture’s own for expand.aspect but received "1:1"',
    )
  })
})

describe('seeThroughMask', () => {
  it('holds all that is not wholly opaque, at 8 and 16 bits', () => {
    for (const depth of [8, 16] as const) {
      const opaque = depth === 16 ? 65535 : 255
      const picture = noisePicture(4, 1, 2, depth)
      for (const [x, alpha] of [opaque, 0, opaque - 1, 1].entries()) picture.data[2 * x + 1] = alpha
      expect([...seeThroughMask(picture).data]).toEqual([0, 255, 255, 255])
    }
  })

  it('refuses a picture that is opaque already, and says what else there is', () => {
    const sentence = 'Expected pixels to add, a shape, a mask or a see-through picture for expand'
    expect(() => seeThroughMask(noisePicture(4, 3, 3))).toThrow(sentence)
    const opaque = noisePicture(4, 3, 4)
    for (let i = 3; i < opaque.data.length; i += 4) opaque.data[i] = 255
    expect(() => seeThroughMask(opaque)).toThrow(sentence)
  })
})
