import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advanceClock, createRetentionClock, LONGEST_LEAP } from './retention-clock.ts'

const YEAR = 365 * 24 * 3600 * 1000

test('goes on as the wall clock does, asleep or switched off too', () => {
  let wall = 1000
  let steady = 0
  const clock = createRetentionClock(
    undefined,
    () => wall,
    () => steady,
  )
  expect(clock.now()).toBe(0)
  wall += 5000
  steady += 5000
  expect(clock.now()).toBe(5000)
  wall += 3_600_000
  expect(clock.now()).toBe(3_605_000)
  const kept = clock.reading()
  wall += 60_000
  expect(
    createRetentionClock(
      kept,
      () => wall,
      () => 7,
    ).now(),
  ).toBe(3_665_000)
})

test.each([
  ['forward by twenty years', 20 * YEAR, LONGEST_LEAP],
  ['back by twenty years', -20 * YEAR, 0],
])('a leap %s counts little', (_, leap, counted) => {
  let wall = 1.7e12
  let steady = 0
  const clock = createRetentionClock(
    undefined,
    () => wall,
    () => steady,
  )
  wall += leap
  expect(clock.now()).toBe(counted)
  wall += 1000
  steady += 1000
  expect(clock.now()).toBe(counted + 1000)
})

test('never goes back and never runs ahead', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -1e13, max: 1e13 }), fc.integer({ min: 0, max: 1e9 }))),
      (steps) => {
        let reading = { age: 0, wall: 0 }
        for (const [wall, waited] of steps) {
          const next = advanceClock(reading, wall, waited)
          expect(next.age - reading.age).toBeGreaterThanOrEqual(waited)
          expect(next.age - reading.age).toBeLessThanOrEqual(waited + LONGEST_LEAP)
          reading = next
        }
      },
    ),
  )
})
