/**
 * What the companion says in English, in another language: a sentence is taken apart along the one it
 * was made of (`heard/english.ts`) and put together anew. What is not known stays as it came, and is
 * said to be English: never a sentence in two languages.
 */
import { type HeardPart, type HeardSentence, PARTS, SENTENCES } from './heard/english.ts'

export interface HeardWords {
  /** Ends a sentence, with the space before the next one. */
  readonly stop: string
  /** Between the members of a list. */
  readonly comma: string
  readonly sentences: Readonly<Record<HeardSentence, string>>
  readonly parts: Readonly<Record<HeardPart, string>>
}

export interface Translator {
  /** Undefined for what is not known. */
  translate(text: string): string | undefined
}

export interface TranslatorOptions {
  /** Writes a number ("2.5") as the language does. */
  readonly number: (text: string) => string
  /** What a language is called, by its English name; undefined when that is none. */
  readonly language: (name: string) => string | undefined
}

interface Template {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly text: string
}

/** A name: with a capital, a digit, a dot or a slash in it, and without a space unless all of it is one. */
const NAME = /[^\s",]*[A-Z\d._/@][^\s",]*/

/** Stays the same in every language: numbers and sizes, names, lists of them, what is quoted. */
const AS_IT_IS = new RegExp(
  [
    '"[^"]*"',
    '[\\d.,×x% -]+(?:[kMGT]?B)?',
    '[A-Z]\\w* [A-Z]\\w*',
    `${NAME.source}(?:, ${NAME.source})*`,
  ]
    .map((one) => `^${one}$`)
    .join('|'),
)

const NUMBER = /^\d+\.\d+/

/** Values that are numbers and nothing else. */
const NUMBERS: readonly string[] = [
  'bits',
  'count',
  'height',
  'megapixels',
  'most',
  'offered',
  'percent',
  'pixels',
  'seconds',
  'status',
  'steps',
  'width',
]

const isPart = (name: string): boolean => name === name.toUpperCase()

/** A value is somebody's word; a part may be left out. */
const patternOf = (name: string): string => {
  if (isPart(name)) return '(.*?)'
  return NUMBERS.includes(name) ? '([\\d.]+)' : '(.+?)'
}

/** @param from as the companion says it, with `{values}`; @param to the same in the other language */
const templateOf = ([from, to]: readonly [string, string]): Template => {
  const names: string[] = []
  const source = from
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name)
      return patternOf(name)
    })
  return { pattern: new RegExp(`^${source}$`, 's'), names, text: to }
}

export const createTranslator = (
  { stop, comma, sentences, parts }: HeardWords,
  { number, language }: TranslatorOptions,
): Translator => {
  const wholes = SENTENCES.map((from) => templateOf([from, sentences[from]]))
  const pieces = PARTS.map((from) => templateOf([from, parts[from]]))

  const fit = (templates: readonly Template[], text: string): string | undefined => {
    for (const template of templates) {
      const found = fillIn(template, text)
      if (found !== undefined) return found
    }
    return undefined
  }

  const fillIn = ({ pattern, names, text: to }: Template, text: string): string | undefined => {
    const [, ...found] = pattern.exec(text) ?? []
    if (found.length === 0 && !pattern.test(text)) return undefined
    const values = new Map<string, string>()
    for (const [i, name] of names.entries()) {
      const value = found[i] ?? ''
      const said = isPart(name) ? part(value) : value.replace(NUMBER, number)
      if (said === undefined) return undefined
      values.set(name, said)
    }
    return to.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole)
  }

  /** Anything within a sentence, lists and sentences included. */
  const part = (text: string): string | undefined => {
    if (text === '') return ''
    const known = fit(pieces, text)
    if (known !== undefined) return known
    const tongue = language(text)
    if (tongue !== undefined) return tongue
    if (AS_IT_IS.test(text)) return text.replace(NUMBER, number)
    return (
      all(text.split(/, | and /), comma) ??
      all(text.split(/; (?=[A-Z][A-Za-z ]*: )/), '; ') ??
      fit(wholes, text)
    )
  }

  const all = (texts: readonly string[], between: string): string | undefined => {
    if (texts.length < 2) return undefined
    const said = texts.map(part)
    return said.includes(undefined) ? undefined : said.join(between)
  }

  const sentence = (text: string): string | undefined => {
    const isWhole = text.endsWith('.')
    const bare = isWhole ? text.slice(0, -1) : text
    const said = fit(wholes, bare) ?? part(bare)
    return said === undefined || !isWhole ? said : `${said}${stop}`
  }

  return {
    translate: (text) => {
      const whole = sentence(text)
      if (whole !== undefined) return whole.trimEnd()
      const said = text.split(/(?<=\.) (?=[A-Z"“])/).map(sentence)
      return said.length < 2 || said.includes(undefined) ? undefined : said.join('').trimEnd()
    },
  }
}
