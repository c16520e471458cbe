/** Every sentence that the plugins' panels say, in English; another language is another catalogue. */
import ERROR_WORDS from '../words/errors/en.ts'
import type { ErrorWords } from '../words/errors.ts'
import { CONNECTION } from './words/connection.ts'
import { EDITING } from './words/editing.ts'
import { HOSTS } from './words/hosts.ts'
import { JOBS } from './words/jobs.ts'
import { PHOTOSHOP } from './words/photoshop.ts'

/** `{name}` is replaced by the value of that name. `.one` and `.other` go by the value `count`. */
const WORDS = { ...EDITING, ...JOBS, ...CONNECTION, ...HOSTS, ...PHOTOSHOP } as const

export type WordKey = keyof typeof WORDS

/** Keys that come as `.one` and `.other`. */
export type CountKey = WordKey extends infer K
  ? K extends `${infer Base}.one`
    ? Base
    : never
  : never

export interface Catalogue {
  readonly words: Readonly<Record<WordKey, string>>
  readonly errors: ErrorWords
}

export const ENGLISH: Catalogue = { words: WORDS, errors: ERROR_WORDS }
