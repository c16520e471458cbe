import { describe, expect, it } from 'vitest'
import { describeBatch, percent, seconds } from './words.ts'

describe('percent', () => {
  it.each([
    [0, '0%'],
    [0.000012, '0.0012%'],
    [0.0312, '3.1%'],
    [0.0999, '10%'],
    [0.256, '26%'],
    [1, '100%'],
  ])('%f reads %s', (fraction, text) => {
    expect(percent(fraction)).toBe(text)
  })
})

describe('seconds', () => {
  it.each([
    [4, '0.00 s'],
    [412, '0.41 s'],
    [12345, '12.3 s'],
  ])('%i ms reads %s', (milliseconds, text) => {
    expect(seconds(milliseconds)).toBe(text)
  })
})

describe('describeBatch', () => {
  it('leaves out what did not happen', () => {
    expect(describeBatch({ done: 2, skipped: 0, failed: 0, total: 1500 })).toBe(
      '2 filled in 1.50 s\n',
    )
    expect(describeBatch({ done: 0, skipped: 1, failed: 3, total: 10 })).toBe(
      '0 filled, 1 skipped (already there; --force redoes), 3 failed in 0.01 s\n',
    )
  })
})
