/** What is typed for an expansion becomes whole pixels on each side. */
import { describe, expect, it } from 'vitest'
import { marginsFor, marginsLike } from './margins.ts'

const EXTENT = { width: 600, height: 400 }

describe('margins as they are typed', () => {
  it.each([
    ['16:9', { left: 55, top: 0, right: 56, bottom: 0 }],
    [' 1 : 1 ', { left: 0, top: 100, right: 0, bottom: 100 }],
    ['20%', { left: 120, top: 80, right: 120, bottom: 80 }],
    ['0.1 %', { left: 1, top: 0, right: 1, bottom: 0 }],
    ['200', { left: 200, top: 200, right: 200, bottom: 200 }],
    ['12px', { left: 12, top: 12, right: 12, bottom: 12 }],
    ['99999', { left: 8192, top: 8192, right: 8192, bottom: 8192 }],
  ])('%s', (typed, margins) => {
    expect(marginsFor(typed, EXTENT)).toEqual(margins)
  })

  it.each(['', 'wide', '3:2', '0', '-5', '16:', '%'])('nothing for "%s"', (typed) => {
    expect(marginsFor(typed, EXTENT)).toBeNull()
  })
})

describe('margins of one picture for another', () => {
  const other = { width: 300, height: 900 }
  const none = { left: 0, top: 0, right: 0, bottom: 0 }

  it('are the shape that was chosen', () => {
    const wide = marginsFor('16:9', EXTENT) ?? none
    expect(marginsLike(wide, EXTENT, other)).toEqual({ left: 650, top: 0, right: 650, bottom: 0 })
  })

  it.each([none, { ...none, right: 60 }])('are the same pixels otherwise', (margins) => {
    expect(marginsLike(margins, EXTENT, other)).toEqual(margins)
  })
})
