import { describe, expect, it } from 'vitest'
import { kindOfName, kindToWrite, nameInFolder, variationNames } from './output-names.ts'

describe('kindOfName', () => {
  it.each([
    ['a.png', 'png'],
    ['a.JPG', 'jpeg'],
    ['a.jpeg', 'jpeg'],
    ['dir.png/a.webp', 'webp'],
    ['a.tif', 'tiff'],
    ['a.tiff', 'tiff'],
    ['a.b.avif', 'avif'],
    ['a.gif', undefined],
    ['png', undefined],
    ['.png', undefined],
  ])('%s is %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind)
  })
})

describe('kindToWrite', () => {
  it('names the endings there are', () => {
    expect(() => kindToWrite('out/a.bmp', 'composite')).toThrow(
      'Expected a name ending in .png, .jpg, .jpeg, .webp, .tif, .tiff, .avif for --out but received "a.bmp"',
    )
  })

  it('writes patches as PNG only: they need alpha and 16 bits', () => {
    expect(kindToWrite('a.png', 'patch')).toBe('png')
    expect(() => kindToWrite('a.webp', 'patch')).toThrow('.png for --out with --form patch')
  })
})

describe('variationNames', () => {
  it('keeps the name for one, numbers several from 1', () => {
    expect(variationNames('dir/out.png', 1)).toEqual(['dir/out.png'])
    expect(variationNames('dir/out.v2.png', 3)).toEqual([
      'dir/out.v2-1.png',
      'dir/out.v2-2.png',
      'dir/out.v2-3.png',
    ])
  })
})

describe('nameInFolder', () => {
  it.each([
    ['photos/a.jpg', 'composite', 'a.jpg'],
    ['photos/a.jpg', 'patch', 'a.png'],
    ['photos/a', 'composite', 'a.png'],
    ['photos/a.dat', 'composite', 'a.png'],
  ] as const)('%s as %s becomes %s', (image, form, name) => {
    expect(nameInFolder('out', image, form).replaceAll('\\', '/')).toBe(`out/${name}`)
  })
})
