/** What is held stays within its room, the newest in any case. */
import { expect, it } from 'vitest'
import { createHeld } from './held.ts'

it('lets the oldest go when there is no room, and never the newest', () => {
  const held = createHeld<string>(10)
  held.set('a', 'A', 4)
  held.set('b', 'B', 4)
  // Told again it is new again, and weighs once.
  held.set('a', 'A', 4)
  held.set('c', 'C', 4)
  expect(['a', 'b', 'c'].filter(held.has)).toEqual(['a', 'c'])
  held.set('d', 'D', 40)
  expect(['a', 'b', 'c', 'd'].filter(held.has)).toEqual(['d'])
  held.delete('d')
  expect(held.get('d')).toBeUndefined()
})
