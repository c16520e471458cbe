/** Every section says the same things in every language, with the same values in them. */
import { readdirSync } from 'node:fs'
import { loadErrorWords, loadHeardWords } from '@inlay/shared/words'
import { describe, expect, it } from 'vitest'
import { bestLanguage, LANGUAGES } from '../../language.ts'

const here = new URL('.', import.meta.url)

const BRIDGE = '../../bridge/words'

const sections = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .concat(BRIDGE)

const read = async (section: string, language: string): Promise<Map<string, string>> => {
  const file: { readonly default: Record<string, string> } = await import(
    new URL(`${section}/${language}.ts`, here).href
  )
  return new Map(Object.entries(file.default))
}

/** `{names}` in a sentence, sorted. */
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()

describe.each(sections)('the words of %s', (section) => {
  it.each(LANGUAGES.slice(1))('are all there in %s, and so are their values', async (language) => {
    const english = await read(section, 'en')
    const other = await read(section, language)
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of english) {
      expect([key, placeholders(other.get(key) ?? '')]).toEqual([key, placeholders(text)])
      expect([key, (other.get(key) ?? '').trim()]).not.toEqual([key, ''])
    }
  })

  it('have a sentence for one and for many where they count', async () => {
    const keys = [...(await read(section, 'en')).keys()]
    const counted = keys.filter((key) => key.endsWith('.other')).map((key) => key.slice(0, -6))
    expect(keys.filter((key) => key.endsWith('.one'))).toEqual(counted.map((key) => `${key}.one`))
  })
})

it('sets Japanese without spaces between its letters and Latin ones', async () => {
  const files = await Promise.all(sections.map((section) => read(section, 'ja')))
  const errors = Object.values(await loadErrorWords('ja')).flatMap((one) => Object.values(one))
  const heard = await loadHeardWords('ja')
  const texts = [
    ...files.flatMap((words) => [...words.values()]),
    ...errors.map(String),
    ...Object.values({ ...heard.sentences, ...heard.parts }),
  ]
  expect(
    texts.filter((text) => /[ぁ-ヶ一-龠。、「」（）：] | [ぁ-ヶ一-龠。、「」（）：]/.test(text)),
  ).toEqual([])
})

it('says nothing twice under one key', async () => {
  const all = (
    await Promise.all(
      sections.filter((one) => one !== BRIDGE).map((section) => read(section, 'en')),
    )
  ).flatMap((words) => [...words.keys()])
  expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([])
})

it('speaks the first language of the browser that there is', () => {
  expect(bestLanguage(['fr-FR', 'de-CH', 'en'])).toBe('de')
  expect(bestLanguage(['ja'])).toBe('ja')
  expect(bestLanguage(['pt-BR', 'fr'])).toBe('en')
})
