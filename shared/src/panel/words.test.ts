/** The panels say the same things in every language, with the same values in them. */
import { describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '../languages.ts'
import { panelCatalogue, type WordKey } from './words.ts'

const OTHERS = ['de', 'tr', 'ja', 'es'] as const

const wordsIn = (language: (typeof LANGUAGES)[number]): ReadonlyMap<string, string> =>
  new Map(Object.entries(panelCatalogue(language).words))

const english = wordsIn('en')

/** `{names}` in a sentence, sorted, and what is to be typed. */
const fixed = (text = ''): string[] => (text.match(/\{\w+\}|`[^`]+`/g) ?? []).sort()

/** Names, units and loanwords that designers use in that language too; keys that all of them share. */
const ALIKE: Readonly<Record<Exclude<Language, 'en'>, readonly WordKey[]>> = {
  de: ['prompt.label', 'engine.label', 'seed.label', 'place.frame', 'result.before'],
  tr: [],
  ja: [],
  es: ['prompt.label', 'place.frame', 'result.before'],
}
const NAMES: readonly WordKey[] = ['expand.size', 'unit.pixels', 'link.command']

/** Values and signs alone are no language's. */
const isSaid = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\w+\}/g, ''))

describe.each(LANGUAGES)('the words in %s', (language) => {
  const words = wordsIn(language)

  it('have a plural for each singular, with the same values in both', () => {
    const singular = [...words.keys()].filter((key) => key.endsWith('.one'))
    expect(singular.length).toBeGreaterThan(3)
    for (const key of singular) {
      const one = words.get(key)
      const other = words.get(key.replace(/\.one$/, '.other'))
      // "a layer" need not say that it is one.
      const rest = (text = ''): string[] => fixed(text).filter((value) => value !== '{count}')
      expect([key, rest(other)]).toEqual([key, rest(one)])
      expect(fixed(other), key).toContain('{count}')
    }
  })

  it('end sentences and labels alike', () => {
    for (const [key, text] of words) {
      expect(text, key).toBe(text.trim())
      expect(text, key).not.toMatch(/ {2}|\.\.\.|"/)
      if (/^(host|note)\./.test(key) && !key.endsWith('place_page'))
        expect(text, key).toMatch(language === 'ja' ? /。$/ : /\.$/)
    }
  })
})

describe.each(OTHERS)('the words in %s', (language) => {
  const words = wordsIn(language)

  it('are all there, and so are their values and what is to be typed', () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of english) {
      expect([key, fixed(words.get(key))]).toEqual([key, fixed(text)])
    }
  })

  it('are not English', () => {
    const known: readonly string[] = [...NAMES, ...ALIKE[language]]
    const same = [...english].filter(([key, text]) => isSaid(text) && words.get(key) === text)
    expect(same.map(([key]) => key).filter((key) => !known.includes(key))).toEqual([])
  })
})

it('sets Japanese without spaces between its letters and Latin ones', () => {
  const texts = [...wordsIn('ja').values()]
  expect(
    texts.filter((text) => /[ぁ-ヶ一-龠。、「」（）：] | [ぁ-ヶ一-龠。、「」（）：]/.test(text)),
  ).toEqual([])
})
