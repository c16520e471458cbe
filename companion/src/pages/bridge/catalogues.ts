/**
 * The window's words in every language. All of them come with it: they are small, and a window that
 * asks whether somebody may come in asks nobody else for anything.
 */
import type { Language } from '@inlay/shared'
import de from './words/de.ts'
import en from './words/en.ts'
import es from './words/es.ts'
import ja from './words/ja.ts'
import tr from './words/tr.ts'

export type Word = keyof typeof en
export type Catalogue = Readonly<Record<Word, string>>

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, de, tr, ja, es }
