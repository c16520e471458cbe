import { InlayError } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchor,
  expand,
  integer,
  lora,
  number,
  oneOf,
  oneOfNumbers,
  words,
} from './option-values.ts'

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof InlayError && error.code === 'invalid_request') return error.detail ?? ''
    throw error
  }
  throw new Error('it was taken')
}

describe('lora', () => {
  const read = lora('--lora', [-4, 4])

  it('takes names with and without a strength, one after the other', () => {
    expect(read('ink')).toEqual([{ name: 'ink', strength: 1 }])
    expect(read('old film.v2:-0.5', read('ink'))).toEqual([
      { name: 'ink', strength: 1 },
      { name: 'old film.v2', strength: -0.5 },
    ])
  })

  it.each(['', '../ink', 'a/b', 'ink:', 'ink:x', 'ink:5'])('refuses "%s"', (text) => {
    expect(refusal(() => read(text))).toContain('for --lora')
  })
})

describe('integer', () => {
  const grow = integer('--grow', 0, 512)

  it.each([
    ['0', 0],
    ['512', 512],
    ['+7', 7],
    ['1e2', 100],
    ['5.0', 5],
  ])('takes %s', (text, value) => {
    expect(grow(text)).toBe(value)
  })

  it.each(['', ' ', '-1', '513', '1.5', '0x10', 'Infinity', 'NaN', '1 2', '1,5', '１'])(
    'refuses "%s", naming the option, what was expected and what came',
    (text) => {
      expect(refusal(() => grow(text))).toBe(
        `Expected an integer from 0 to 512 for --grow but received "${text}"`,
      )
    },
  )

  it('takes every integer in range and none outside it', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        if (value >= 0 && value <= 512) expect(grow(String(value))).toBe(value)
        else expect(() => grow(String(value))).toThrow(InlayError)
      }),
    )
  })
})

describe('number', () => {
  const strength = number('--strength', 0, 1)

  it.each([
    ['0', 0],
    ['1', 1],
    ['.5', 0.5],
    ['0.', 0],
    ['5e-1', 0.5],
  ])('takes %s', (text, value) => {
    expect(strength(text)).toBe(value)
  })

  it.each(['', '.', '1.01', '-0.1', '0,5', 'half'])('refuses "%s"', (text) => {
    expect(refusal(() => strength(text))).toBe(
      `Expected a number from 0 to 1 for --strength but received "${text}"`,
    )
  })
})

describe('oneOf', () => {
  it('names the choices', () => {
    const form = oneOf('--form', ['patch', 'composite'])
    expect(form('patch')).toBe('patch')
    expect(refusal(() => form('Patch'))).toBe(
      'Expected one of patch, composite for --form but received "Patch"',
    )
  })

  it('takes numbers only as they are written', () => {
    const port = oneOfNumbers('--port', [43117])
    expect(port('43117')).toBe(43117)
    expect(() => port('43117.0')).toThrow(InlayError)
  })
})

describe('words', () => {
  it('refuses a text that is too long without repeating it', () => {
    expect(words('--prompt', 3)('abc')).toBe('abc')
    expect(refusal(() => words('--prompt', 40)('secret '.repeat(10)))).toBe(
      'Expected at most 40 characters for --prompt but received 70 characters',
    )
  })
})

describe('expand', () => {
  const read = expand('--expand', 8192)

  it('reads a shape', () => {
    expect(read('16:9')).toEqual({ aspect: '16:9' })
    expect(read('2.39:1')).toEqual({ aspect: '2.39:1' })
  })

  it('reads left, top, right, bottom', () => {
    expect(read('1, 2,3,0')).toEqual({ left: 1, top: 2, right: 3, bottom: 0 })
  })

  it.each([
    '',
    '1',
    '1,2,3',
    '1,2,3,4,5',
    '0,0,0,0',
    '-1,0,0,0',
    '1.5,0,0,0',
    '8193,0,0,0',
    'a,b,c,d',
    ',,,',
    '16/9',
    '0:1',
    '16:9:1',
  ])('refuses "%s"', (text) => {
    expect(refusal(() => read(text))).toContain('for --expand but received')
  })
})

describe('anchor', () => {
  it('reads a place, in either spelling of the middle', () => {
    expect(anchor('--anchor')('top-left')).toBe('top-left')
    expect(anchor('--anchor')('centre')).toBe('centre')
    expect(anchor('--anchor')('center')).toBe('centre')
    expect(refusal(() => anchor('--anchor')('north'))).toContain('Expected one of centre, left,')
  })
})
