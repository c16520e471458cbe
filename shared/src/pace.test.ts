import { expect, test } from 'vitest'
import { createPaceMeter } from './pace.ts'

test('tells speed and time left over the last seconds, and nothing before it knows', () => {
  let at = 0
  const meter = createPaceMeter(() => at)
  expect(meter.add(0, 1000)).toBeUndefined()
  at = 400
  expect(meter.add(50, 1000)).toBeUndefined()
  at = 1000
  expect(meter.add(100, 1000)).toEqual({ speed: 100, left: 9 })
  // Much faster from here on: what was long ago counts no more.
  at = 5800
  meter.add(100, 1000)
  at = 6800
  expect(meter.add(500, 1000)).toEqual({ speed: 400, left: 1.25 })
})

test('a download that begins anew has no speed of the last one', () => {
  let at = 0
  const meter = createPaceMeter(() => at)
  meter.add(900, 1000)
  at = 1000
  expect(meter.add(10, 1000)).toBeUndefined()
  at = 2000
  expect(meter.add(20, 1000)).toEqual({ speed: 10, left: 98 })
})
