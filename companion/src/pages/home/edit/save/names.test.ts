import { expect, test } from 'vitest'
import { kindOfName, nameFor, SAVED_AS } from './names.ts'

test.each([
  ['photo.jpg', 'png', 'photo-inlay.png'],
  ['photo.jpg', 'jpeg', 'photo-inlay.jpg'],
  ['a.b.tar.PNG', 'webp', 'a.b.tar-inlay.webp'],
  ['no ending', 'tiff', 'no ending-inlay.tif'],
  ['.hidden', 'png', '.hidden-inlay.png'],
  ['photo-inlay.png', 'png', 'photo-inlay.png'],
  ['', 'png', '-inlay.png'],
] as const)('%s as %s is saved as %s', (name, format, saved) => {
  expect(nameFor(name, format)).toBe(saved)
})

test('the original’s own kind comes first, PNG for all others', () => {
  expect(['a.JPG', 'b.jpeg', 'c.webp', 'd.TIF', 'e.png', 'f.avif', 'g'].map(kindOfName)).toEqual([
    ...['jpeg', 'jpeg', 'webp', 'tiff', 'png', 'png', 'png'],
  ])
})

test('the names it makes are of the kind they are made for', () => {
  for (const format of SAVED_AS) expect(kindOfName(nameFor('x.y', format))).toBe(format)
})
