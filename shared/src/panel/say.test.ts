/** Sentences come out whole, and every catalogue entry can be said. */
import { describe, expect, it } from 'vitest'
import { createSay } from './say.ts'
import { stageSentence } from './stages.ts'
import { ENGLISH } from './words.ts'

const say = createSay(ENGLISH)

describe('say', () => {
  it('fills in values and leaves what it was not told standing', () => {
    expect(say('expand.size', { width: 3, height: 4 })).toBe('3 × 4 px')
    expect(say({ key: 'expand.size', values: { width: 3 } })).toBe('3 × {height} px')
  })

  it('tells one from many', () => {
    expect(say({ plural: 'job.queued.behind', count: 1 })).toBe('Waiting behind 1 other fill')
    expect(say({ plural: 'job.queued.behind', count: 2 })).toBe('Waiting behind 2 other fills')
  })

  it('says errors in words for people at a window, never of a command line flag', () => {
    expect(say({ error: 'mask_empty', part: 'message' })).toBe('The mask selects nothing.')
    expect(say({ error: 'companion_unreachable', part: 'next' })).not.toContain('npm')
  })

  it.each([
    ['Finding detail, 2 of 5', 'Finding detail, 2 of 5'],
    ['Encoding', 'Writing the result'],
    ['Denoising, 3 of 20', 'Denoising, 3 of 20'],
  ])('says the stage %s', (stage, said) => {
    expect(say(stageSentence(stage))).toBe(said)
  })
})

describe('the English catalogue', () => {
  it('has a plural for each singular, with the same values in both', () => {
    const words: Readonly<Record<string, string>> = ENGLISH.words
    const valuesIn = (text = ''): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
    const singular = Object.keys(words).filter((key) => key.endsWith('.one'))
    expect(singular.length).toBeGreaterThan(3)
    for (const key of singular) {
      const other = words[key.replace(/\.one$/, '.other')]
      // "a layer" need not say that it is one.
      const rest = (text = ''): string[] => valuesIn(text).filter((value) => value !== '{count}')
      expect([key, rest(other)]).toEqual([key, rest(words[key])])
      expect(valuesIn(other), key).toContain('{count}')
    }
  })

  it('ends its sentences and its labels alike', () => {
    for (const [key, text] of Object.entries(ENGLISH.words)) {
      expect(text, key).toBe(text.trim())
      expect(text, key).not.toMatch(/ {2}|\.\.\.|"/)
      if (/^(host|note)\./.test(key) && !key.endsWith('place_page'))
        expect(text, key).toMatch(/\.$/)
    }
  })
})
