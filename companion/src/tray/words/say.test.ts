import { LANGUAGES } from '@inlay/shared'
import { describe, expect, test } from 'vitest'
import { CATALOGUES, speechIn } from './say.ts'

const blanks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([all]) => all).sort()

describe.each(LANGUAGES)('the tray in %s', (language) => {
  test('has every sentence, with the same values in it', () => {
    for (const [word, text] of Object.entries(CATALOGUES.en)) {
      const said = Object.entries(CATALOGUES[language]).find(([key]) => key === word)?.[1] ?? ''
      expect([word, blanks(said)]).toEqual([word, blanks(text)])
      expect(said.trim()).toBe(said)
      expect(said).not.toBe('')
    }
  })

  test('writes numbers as the language does', () => {
    const { say, percent, seconds } = speechIn(language)
    expect(say('fills', { count: 12, percent: percent(0.429) })).toMatch(/12.*42/)
    expect(percent(0.999)).toMatch(/99/)
    expect(seconds(15)).toContain('15')
  })
})

test('what is filled in is taken as it is', () => {
  const { say } = speechIn('en')
  expect(say('asks', { name: '$& {code}' })).toBe('$& {code} wants to connect')
})
