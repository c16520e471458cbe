import { expect, test } from 'vitest'
import { passesFor } from './run-upscale.ts'

test.each([
  [4, undefined, [4]],
  [4, 4, [4]],
  [4, 2, [2]],
  [4, 3, [3]],
  [4, 8, [4, 2]],
  [2, 8, [2, 2, 2]],
  [2, 4, [2, 2]],
  [1, undefined, [1]],
])('a net of %i makes %s in %j', (own, wanted, passes) => {
  expect(passesFor(own, wanted)).toEqual(passes)
})

test.each([
  [4, 6, 'one of 2, 3, 4, 8'],
  [2, 3, 'one of 2, 4, 8'],
  [3, 4, 'one of 2, 3, 6'],
  [1, 2, 'none with this model'],
])('a net of %i does not reach %i, and says what it reaches', (own, wanted, what) => {
  expect(() => passesFor(own, wanted)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      detail: `Expected ${what} for scale but received ${wanted}`,
    }),
  )
})
