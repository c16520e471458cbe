/**
 * Every sentence of the page, in the person's language: one catalogue a section and language, loaded
 * when the section is. Numbers, dates and plurals are the browser's own (`Intl`).
 */

import { createListeners } from '@inlay/shared'
import {
  chosenLanguage,
  keepLanguage,
  type Language,
  localeOf,
  preferredLanguage,
} from '../../language.ts'
import { speakErrors } from './errors.ts'
import { speakHeard } from './heard.ts'

/** One line a section; its five files lie in the folder of that name. */
interface Catalogues {
  readonly shell: typeof import('./shell/en.ts').default
  readonly edit: typeof import('./edit/en.ts').default
  readonly batch: typeof import('./batch/en.ts').default
  readonly stage: typeof import('./stage/en.ts').default
  readonly fills: typeof import('./fills/en.ts').default
  readonly devices: typeof import('./devices/en.ts').default
  readonly parts: typeof import('./parts/en.ts').default
  readonly models: typeof import('./models/en.ts').default
  readonly catalogue: typeof import('./catalogue/en.ts').default
  readonly engines: typeof import('./engines/en.ts').default
  readonly settings: typeof import('./settings/en.ts').default
  readonly logs: typeof import('./logs/en.ts').default
  readonly plugins: typeof import('./plugins/en.ts').default
}

export type Section = keyof Catalogues
export type Word = { [S in Section]: keyof Catalogues[S] }[Section]
/** `KEY.one` and `KEY.other` and whatever else its language has (`Intl.PluralRules`). */
export type CountedWord = Word extends infer W ? (W extends `${infer K}.other` ? K : never) : never
export type Values = Readonly<Record<string, string | number>>

let language: Language = 'en'
const loaded = new Set<Section>()
const words = new Map<string, string>()
const listeners = createListeners()

const load = async (section: Section, of: Language): Promise<Readonly<Record<string, string>>> => {
  const file: { readonly default: Readonly<Record<string, string>> } = await import(
    `./${section}/${of}.ts`
  )
  return file.default
}

/** The language in use. */
export const currentLanguage = (): Language => language

/** To be awaited before anything of the section is said. */
export const loadWords = async (section: Section): Promise<void> => {
  if (loaded.has(section)) return
  const of = language
  const found = await load(section, of)
  // Another language was chosen meanwhile.
  if (of !== language) return loadWords(section)
  for (const [key, text] of Object.entries(found)) words.set(key, text)
  loaded.add(section)
}

const speak = async (next: Language): Promise<void> => {
  const had = loaded.size
  const [found] = await Promise.all([
    Promise.all([...loaded].map((section) => load(section, next))),
    speakErrors(next),
    speakHeard(next),
  ])
  // A section that has come meanwhile has its words in the language before.
  if (loaded.size !== had) return speak(next)
  language = next
  for (const [key, text] of found.flatMap((one) => Object.entries(one))) words.set(key, text)
  document.documentElement.lang = next
  listeners.tell()
}

/** Speaks as the person or their browser wishes; before anything else. */
export const beginWords = (): Promise<void> => speak(preferredLanguage())

/** @param choice undefined follows the browser again */
export const chooseLanguage = (choice: Language | undefined): Promise<void> => {
  keepLanguage(choice)
  return speak(preferredLanguage())
}

/** The companion's own setting: what holds where nothing else does. */
export const followSetting = async (set: Language | 'auto'): Promise<void> => {
  const choice = set === 'auto' ? undefined : set
  if (choice !== chosenLanguage()) await chooseLanguage(choice)
}

export const onLanguage = listeners.subscribe

/**
 * The sentence with its values filled in, numbers as the language writes them; what must stay as it
 * is (a port, a version) comes as a string. A value that is missing leaves its `{name}` standing.
 */
export const say = (key: Word, values: Values = {}): string => fillIn(key, values)

/** The sentence that fits the count, which it may name as `{count}`. */
export const sayCount = (key: CountedWord, count: number, values: Values = {}): string => {
  const exact = `${key}.${new Intl.PluralRules(language).select(count)}`
  return fillIn(words.has(exact) ? exact : `${key}.other`, { count, ...values })
}

const fillIn = (key: string, values: Values): string =>
  (words.get(key) ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number'
      ? new Intl.NumberFormat(localeOf(language)).format(value)
      : value
  })
