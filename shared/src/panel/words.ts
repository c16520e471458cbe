/** Every sentence that the plugins' panels say, in five languages; all of them are in the bundle. */
import type { Language } from '../languages.ts'
import deErrors from '../words/errors/de.ts'
import enErrors from '../words/errors/en.ts'
import esErrors from '../words/errors/es.ts'
import jaErrors from '../words/errors/ja.ts'
import trErrors from '../words/errors/tr.ts'
import type { ErrorWords } from '../words/errors.ts'
import deHeard from '../words/heard/de.ts'
import esHeard from '../words/heard/es.ts'
import jaHeard from '../words/heard/ja.ts'
import trHeard from '../words/heard/tr.ts'
import type { HeardWords } from '../words/heard.ts'
import de from './words/de/index.ts'
import en from './words/en/index.ts'
import es from './words/es/index.ts'
import ja from './words/ja/index.ts'
import tr from './words/tr/index.ts'

/** `{name}` is replaced by the value of that name. `.one` and `.other` go by the value `count`. */
export type WordKey = keyof typeof en

/** Keys that come as `.one` and `.other`. */
export type CountKey = WordKey extends infer K
  ? K extends `${infer Base}.one`
    ? Base
    : never
  : never

export interface Catalogue {
  readonly language: Language
  readonly words: Readonly<Record<WordKey, string>>
  readonly errors: ErrorWords
  /** What the companion says in detail; it says it in English by itself. */
  readonly heard?: HeardWords
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { language: 'en', words: en, errors: enErrors },
  de: { language: 'de', words: de, errors: deErrors, heard: deHeard },
  tr: { language: 'tr', words: tr, errors: trErrors, heard: trHeard },
  ja: { language: 'ja', words: ja, errors: jaErrors, heard: jaHeard },
  es: { language: 'es', words: es, errors: esErrors, heard: esHeard },
}

export const panelCatalogue = (language: Language): Catalogue => CATALOGUES[language]
