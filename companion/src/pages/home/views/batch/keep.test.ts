/** What results are called. */
import { describe, expect, it } from 'vitest'
import { resultName } from './keep.ts'

describe('the name of a result', () => {
  it.each([
    ['a/b/beach.jpg', 'same', 1, ['a', 'b'], 'beach-filled.jpg', 'jpeg'],
    ['beach.JPEG', 'same', 1, [], 'beach-filled.JPEG', 'jpeg'],
    ['beach.tif', 'same', 2, [], 'beach-filled-2.tif', 'tiff'],
    ['beach.jpg', 'png', 1, [], 'beach-filled.png', 'png'],
    ['v1.2/beach.final.png', 'jpeg', 3, ['v1.2'], 'beach.final-filled-3.jpg', 'jpeg'],
    ['beach', 'same', 1, [], 'beach-filled.png', 'png'],
  ] as const)('of %s as %s, %s', (path, format, count, folders, name, kind) => {
    expect(resultName(path, format, count)).toEqual({ folders, name, kind })
  })
})
