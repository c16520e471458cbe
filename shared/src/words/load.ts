/** Fetches one language's words, and only that one's: a bundle that can be split keeps them apart. */
import type { Language } from '../languages.ts'
import type { ErrorWords } from './errors.ts'
import type { HeardWords, Translator, TranslatorOptions } from './heard.ts'

interface File<Words> {
  readonly default: Words
}

const ERROR_FILES: Readonly<Record<Language, () => Promise<File<ErrorWords>>>> = {
  en: () => import('./errors/en.ts'),
  de: () => import('./errors/de.ts'),
  tr: () => import('./errors/tr.ts'),
  ja: () => import('./errors/ja.ts'),
  es: () => import('./errors/es.ts'),
}

const HEARD_FILES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<File<HeardWords>>>> = {
  de: () => import('./heard/de.ts'),
  tr: () => import('./heard/tr.ts'),
  ja: () => import('./heard/ja.ts'),
  es: () => import('./heard/es.ts'),
}

export const loadErrorWords = async (language: Language): Promise<ErrorWords> =>
  (await ERROR_FILES[language]()).default

export const loadHeardWords = async (language: Exclude<Language, 'en'>): Promise<HeardWords> =>
  (await HEARD_FILES[language]()).default

/** What takes sentences apart comes with the words: whoever reads English needs neither. */
export const loadTranslator = async (
  language: Exclude<Language, 'en'>,
  options: TranslatorOptions,
): Promise<Translator> => {
  const [{ createTranslator }, words] = await Promise.all([
    import('./heard.ts'),
    loadHeardWords(language),
  ])
  return createTranslator(words, options)
}
