import { expect, test } from 'vitest'
import { createProgressGate } from './progress-gate.ts'
import { done, progress, started, variation } from './testing/events.ts'

const preview = (length = 100) => ({ type: 'preview', index: 0, png: 'x'.repeat(length) }) as const

test('a talkative engine is thinned out, but no stage and no end is lost', () => {
  let now = 0
  const gate = createProgressGate(() => now)
  let passed = 0
  for (let i = 0; i < 10_000; i++) {
    now += 1
    if (gate(progress(i / 10_000, 'Level 1'))) passed += 1
  }
  expect(passed).toBeGreaterThan(90)
  expect(passed).toBeLessThan(110)
  expect(gate(progress(0.99, 'Level 2'))).toBe(true)
  expect(gate(progress(0.995, 'Level 2'))).toBe(false)
  expect(gate(progress(1, 'Level 2'))).toBe(true)
})

test('previews are few and small', () => {
  let now = 0
  const gate = createProgressGate(() => now)
  expect(gate(preview())).toBe(true)
  expect(gate(preview())).toBe(false)
  now += 1000
  expect(gate(preview(10_000_000))).toBe(false)
  let passed = 1
  for (let i = 0; i < 100; i++) {
    now += 1000
    if (gate(preview())) passed += 1
  }
  expect(passed).toBe(32)
})

test('everything else passes', () => {
  const gate = createProgressGate(() => 0)
  for (const body of [started, started, variation, variation, done]) expect(gate(body)).toBe(true)
})
