import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQueue, isWorthTelling } from './queue.ts'

test('first come, first served, places counted from 0', () => {
  const queue = createQueue()
  expect([queue.join('a'), queue.join('b'), queue.join('c')]).toEqual([0, 1, 2])
  expect(queue.leave('b')).toBe(true)
  expect(queue.leave('b')).toBe(false)
  expect(queue.placeOf('c')).toBe(1)
  expect(queue.placeOf('b')).toBeUndefined()
  expect([queue.next(), queue.next(), queue.next()]).toEqual(['a', 'c', undefined])
})

test('behaves as a plain list does', () => {
  const command = fc.oneof(
    fc.record({ do: fc.constant('join' as const), id: fc.integer({ min: 0, max: 50 }) }),
    fc.record({ do: fc.constant('leave' as const), id: fc.integer({ min: 0, max: 50 }) }),
    fc.record({ do: fc.constant('next' as const), id: fc.constant(0) }),
  )
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const queue = createQueue()
      let model: string[] = []
      for (const { do: what, id: number } of commands) {
        const id = String(number)
        if (what === 'join' && !model.includes(id)) {
          expect(queue.join(id)).toBe(model.length)
          model = [...model, id]
        } else if (what === 'leave') {
          expect(queue.leave(id)).toBe(model.includes(id))
          model = model.filter((one) => one !== id)
        } else if (what === 'next') {
          expect(queue.next()).toBe(model[0])
          model = model.slice(1)
        }
        expect(queue.list()).toEqual(model)
        expect(queue.size).toBe(model.length)
      }
    }),
  )
})

test('telling places costs far less than n^2 events', () => {
  const told = Array.from({ length: 2000 }, (_, place) => isWorthTelling(place)).filter(Boolean)
  expect(told.length).toBeLessThan(250)
  expect([0, 1, 2, 9, 10, 20].every(isWorthTelling)).toBe(true)
  expect([11, 19, 101].some(isWorthTelling)).toBe(false)
})
