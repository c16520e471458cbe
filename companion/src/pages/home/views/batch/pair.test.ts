/** Masks find their pictures by name, whatever way a folder is kept. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairUp, picturesOf } from './pair.ts'

const files = (...paths: string[]) => paths.map((path) => ({ path }))
const told = (paths: string[], masks?: string[]) => {
  const { pairs, left } = pairUp(files(...paths), masks && files(...masks))
  return {
    pairs: pairs.map(({ picture, mask }) => [picture.path, mask?.path]),
    left: left.map(({ path }) => path),
  }
}

describe('a folder of pictures', () => {
  it('is pictures alone, in the order people count', () => {
    const paths = [
      'b10.jpg',
      'b2.JPG',
      '.DS_Store',
      '._b2.jpg',
      'notes.txt',
      'a/.git/x.png',
      'c.tif',
    ]
    expect(picturesOf(files(...paths)).map(({ path }) => path)).toEqual([
      'b2.JPG',
      'b10.jpg',
      'c.tif',
    ])
  })

  it('pairs masks by their names beside the pictures', () => {
    expect(told(['beach.jpg', 'beach_mask.png', 'cat.png', 'Cat-Mask001.PNG', 'dog.webp'])).toEqual(
      {
        pairs: [
          ['beach.jpg', 'beach_mask.png'],
          ['cat.png', 'Cat-Mask001.PNG'],
          ['dog.webp', undefined],
        ],
        left: [],
      },
    )
    expect(told(['beach.jpg', 'beach.jpg.mask.png']).pairs).toEqual([
      ['beach.jpg', 'beach.jpg.mask.png'],
    ])
  })

  it('pairs them from a folder "masks", inside or beside', () => {
    expect(told(['t/beach.jpg', 't/masks/beach.png', 't/masks/other.png'])).toEqual({
      pairs: [['t/beach.jpg', 't/masks/beach.png']],
      left: ['t/masks/other.png'],
    })
    expect(told(['t/images/beach.jpg', 't/mask/beach.png']).pairs).toEqual([
      ['t/images/beach.jpg', 't/mask/beach.png'],
    ])
  })

  it('never gives a mask to two pictures, nor guesses between namesakes', () => {
    expect(told(['a/1.jpg', 'b/1.jpg', 'masks/1.png'])).toEqual({
      pairs: [
        ['a/1.jpg', undefined],
        ['b/1.jpg', undefined],
      ],
      left: ['masks/1.png'],
    })
    expect(told(['a/1.jpg', 'b/1.jpg', 'a/1_mask.png', 'b/masks/1.png']).pairs).toEqual([
      ['a/1.jpg', 'a/1_mask.png'],
      ['b/1.jpg', 'b/masks/1.png'],
    ])
  })

  it('takes all for pictures when the masks lie in a folder of their own', () => {
    expect(told(['p/a_mask.png', 'p/b.png', 'p/c.jpg'], ['m/a_mask.png', 'm/b-mask.png'])).toEqual({
      pairs: [
        ['p/a_mask.png', 'm/a_mask.png'],
        ['p/b.png', 'm/b-mask.png'],
        ['p/c.jpg', undefined],
      ],
      left: [],
    })
  })

  it('loses no file and uses none twice', () => {
    const name = fc.constantFrom('a', 'b', 'a_mask', 'b-mask2', 'mask', 'c.d')
    const path = fc
      .tuple(fc.constantFrom('', 'x/', 'masks/', 'x/masks/'), name, fc.constantFrom('png', 'jpg'))
      .map(([folder, stem, ending]) => `${folder}${stem}.${ending}`)
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const { pairs, left } = pairUp(files(...paths))
        const used = [
          ...pairs.flatMap(({ picture, mask }) => (mask ? [picture, mask] : [picture])),
          ...left,
        ]
        expect(used.map((file) => file.path).sort()).toEqual([...paths].sort())
      }),
    )
  })
})
