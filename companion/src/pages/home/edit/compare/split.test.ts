import { expect, test } from 'vitest'
import { splitByKey } from './split.ts'

test('moves as sliders do, and stops at both ends', () => {
  expect(splitByKey(0.5, 'ArrowRight', false)).toBe(0.51)
  expect(splitByKey(0.5, 'ArrowDown', false)).toBe(0.49)
  expect(splitByKey(0.5, 'ArrowUp', true)).toBe(0.6)
  expect(splitByKey(0.95, 'PageUp', false)).toBe(1)
  expect(splitByKey(0.05, 'PageDown', false)).toBe(0)
  expect([splitByKey(0.3, 'Home', false), splitByKey(0.3, 'End', false)]).toEqual([0, 1])
})

test('leaves all other keys alone', () => {
  for (const key of ['Tab', 'Escape', 'a', ' ']) expect(splitByKey(0.5, key, false)).toBeUndefined()
})
