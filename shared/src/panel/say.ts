/** Sentences as data, so that state machines name what is said and a catalogue says it. */
import type { ErrorCode } from '../errors.ts'
import type { Language } from '../languages.ts'
import { createTranslator, type Translator } from '../words/heard.ts'
import { languageNames } from '../words/language-names.ts'
import { sayStage } from '../words/stages.ts'
import type { Catalogue, CountKey, WordKey } from './words.ts'

export type Values = Readonly<Record<string, string | number | Sentence>>

/**
 * What is to be said, in whichever language: plain data. Keep sentences, not what `say` made of
 * them, and they change with the language.
 */
export type Sentence =
  | { readonly key: WordKey; readonly values?: Values }
  /** `.one` or `.other` of this key, by `count`. */
  | { readonly plural: CountKey; readonly count: number; readonly values?: Values }
  | { readonly error: ErrorCode; readonly part: 'message' | 'next' }
  /** What a fill is at, as the companion says it in a `progress` event. */
  | { readonly stage: string }
  /** What the companion says in detail, in English: a note, an error's detail, a device, a reason. */
  | { readonly heard: string }
  /** Whole sentences, one after the other. */
  | { readonly all: readonly Sentence[] }

/**
 * A catalogue's sentences.
 * @throws never: a value that is missing leaves its `{name}` standing
 */
export type Say = (sentence: Sentence | WordKey, values?: Values) => string

/** Japanese has one form for any count. */
const formOf = (language: Language, count: number): 'one' | 'other' =>
  count === 1 && language !== 'ja' ? 'one' : 'other'

/** "2.5" as the language writes it. */
const numberIn = (language: Language, text: string): string =>
  language === 'en' || language === 'ja' ? text : text.replace('.', ',')

/** After this no space comes before the next sentence. */
const FULL_WIDTH_STOP = /[。！？）」]$/

export const createSay = ({ language, words, errors, heard }: Catalogue): Say => {
  let translator: Translator | undefined
  const translate = (text: string): string => {
    if (heard === undefined) return text
    translator ??= createTranslator(heard, {
      number: (written) => numberIn(language, written),
      language: languageNames(language),
    })
    return translator.translate(text) ?? text
  }

  const fillIn = (text: string, values: Values = {}): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined) return whole
      return typeof value === 'object' ? say(value) : String(value)
    })

  const say: Say = (sentence, values) => {
    if (typeof sentence === 'string') return fillIn(words[sentence], values)
    if ('heard' in sentence) return translate(sentence.heard)
    if ('error' in sentence) return errors[sentence.error][sentence.part]
    if ('stage' in sentence) return sayStage(sentence.stage, say)
    if ('all' in sentence) {
      return sentence.all
        .map((one) => say(one))
        .reduce((before, one) => `${before}${FULL_WIDTH_STOP.test(before) ? '' : ' '}${one}`, '')
        .trimStart()
    }
    if ('plural' in sentence) {
      const { plural, count } = sentence
      const key = `${plural}.${formOf(language, count)}` as const
      return fillIn(words[key], { count, ...sentence.values })
    }
    return fillIn(words[sentence.key], sentence.values)
  }
  return say
}
