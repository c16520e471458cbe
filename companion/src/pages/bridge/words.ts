/** What the window says, in the language of the companion's page in this browser, else the browser's. */
import { localeOf, preferredLanguage } from '../language.ts'
import { CATALOGUES, type Word } from './catalogues.ts'

const language = preferredLanguage()

const isWord = (key: string): key is Word => Object.hasOwn(CATALOGUES.en, key)

export const say = (word: Word, values: Readonly<Record<string, string>> = {}): string =>
  CATALOGUES[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** The day of an ISO 8601 date, in full. */
export const formatDay = (iso: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long' }).format(new Date(iso))

/**
 * Says everything below `root` that names its word by `data-say`. A value within a sentence gets an
 * element of its own, so that it shows as what a stranger said: `show` fills it in.
 */
export const sayAll = (root: HTMLElement): void => {
  root.lang = language
  for (const element of root.querySelectorAll('[data-say]')) {
    const word = element.getAttribute('data-say') ?? ''
    if (!isWord(word)) throw new Error(`The window has no word ${word}`)
    element.replaceChildren(
      ...say(word)
        .split(/(?=\{\w+\})|(?<=\})/)
        .map(asNode),
    )
  }
}

const asNode = (part: string): Node => {
  const name = /^\{(\w+)\}$/.exec(part)?.[1]
  if (name === undefined) return document.createTextNode(part)
  const value = document.createElement('strong')
  value.className = 'value'
  value.dataset.word = name
  return value
}
