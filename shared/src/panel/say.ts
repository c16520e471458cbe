/** Sentences as data, so that state machines name what is said and a catalogue says it. */
import type { ErrorCode } from '../errors.ts'
import type { Catalogue, CountKey, WordKey } from './words.ts'

export type Values = Readonly<Record<string, string | number>>

export type Sentence =
  | { readonly key: WordKey; readonly values?: Values }
  /** `.one` or `.other` of this key, by `count`. */
  | { readonly plural: CountKey; readonly count: number; readonly values?: Values }
  | { readonly error: ErrorCode; readonly part: 'message' | 'next' }
  /** Words that came from elsewhere and are said as they are. */
  | { readonly text: string }

export type Say = (sentence: Sentence | WordKey, values?: Values) => string

/** @throws never: a value that is missing leaves its `{name}` standing */
export const createSay =
  (catalogue: Catalogue): Say =>
  (sentence, values) => {
    if (typeof sentence === 'string') return fillIn(catalogue.words[sentence], values)
    if ('text' in sentence) return sentence.text
    if ('error' in sentence) return catalogue.errors[sentence.error][sentence.part]
    if ('plural' in sentence) {
      const { plural, count } = sentence
      const key = count === 1 ? (`${plural}.one` as const) : (`${plural}.other` as const)
      return fillIn(catalogue.words[key], { count, ...sentence.values })
    }
    return fillIn(catalogue.words[sentence.key], sentence.values)
  }

const fillIn = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
