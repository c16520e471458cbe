/** Every sentence of the tray in the language of the desktop. */
import type { Language } from '@inlay/shared'
import de from './de.ts'
import en from './en.ts'
import es from './es.ts'
import ja from './ja.ts'
import tr from './tr.ts'

export type Word = keyof typeof en
export type Catalogue = Readonly<Record<Word, string>>

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, de, tr, ja, es }

export interface Speech {
  /** The sentence with its `{values}` filled in. */
  say(word: Word, values?: Readonly<Record<string, string | number>>): string
  /** @param fraction 0..1; told no higher than what is done */
  percent(fraction: number): string
  /** "15 seconds". */
  seconds(count: number): string
}

export const speechIn = (language: Language): Speech => {
  const numbers = new Intl.NumberFormat(language)
  const percents = new Intl.NumberFormat(language, { style: 'percent' })
  const seconds = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
  })
  return {
    say: (word, values = {}) =>
      CATALOGUES[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values[name]
        if (value === undefined) return whole
        return typeof value === 'number' ? numbers.format(value) : value
      }),
    percent: (fraction) => percents.format(Math.floor(fraction * 100) / 100),
    seconds: (count) => seconds.format(count),
  }
}
