/**
 * What a page still says in English to somebody who reads another language: every text a person sees
 * or hears (labels, titles, placeholders too), held against the English catalogues and against words
 * that no other language of ours has.
 */
import { readdirSync } from 'node:fs'
import type { Language } from '@inlay/shared'
import { loadErrorWords } from '@inlay/shared/words'
import type { Frame, Page } from 'playwright-core'

const WORDS = new URL('../../companion/src/pages/home/words/', import.meta.url)

/** Little words without which there is no English sentence, and which the others do not have. */
const SMALL = /\b(?:the|of|and|with|for|from|this|that|you|your|are|not|there|which|was used|is)\b/i

/** What the companion's page says. */
const pageWords = async (language: Language): Promise<string[]> => {
  const sections = readdirSync(WORDS, { withFileTypes: true }).filter((one) => one.isDirectory())
  const files = await Promise.all(
    sections.map(async ({ name }) => {
      const file: { readonly default: Readonly<Record<string, string>> } = await import(
        new URL(`${name}/${language}.ts`, WORDS).href
      )
      return Object.values(file.default)
    }),
  )
  return files.flat()
}

/** Values alone ("{detail}", "{name}: {size}") would pass for anything. */
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, ''))

/** What is the same in every language: names, and what the person wrote. */
const isName = (text: string): boolean => !hasWords(text)

const errorWords = async (language: Language): Promise<string[]> =>
  Object.values(await loadErrorWords(language)).flatMap(({ message, next }) => [message, next])

const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{\w+\}/g, '.+')
      .replace(/`/g, '`?')}$`,
    's',
  )

export interface EnglishReader {
  /** Texts of the page, as it stands, that are English; must be empty. */
  left(page: Page | Frame): Promise<string[]>
}

/**
 * @param allowed texts that somebody else wrote: prompts, names of programs
 * @param wordsIn what is said there in a language, but for failures; by default what the page says
 */
export const readEnglish = async (
  language: Exclude<Language, 'en'>,
  allowed: RegExp = /^$/,
  wordsIn: (language: Language) => Promise<readonly string[]> = pageWords,
): Promise<EnglishReader> => {
  const catalogue = async (one: Language) =>
    [...(await wordsIn(one)), ...(await errorWords(one))].filter(hasWords).map(patternOf)
  const [own, english] = await Promise.all([catalogue(language), catalogue('en')])
  const isEnglish = (text: string): boolean =>
    !isName(text) &&
    !allowed.test(text) &&
    !own.some((pattern) => pattern.test(text)) &&
    (SMALL.test(text) || english.some((pattern) => pattern.test(text)))
  return {
    left: async (page) => (await textsIn(page)).filter(isEnglish),
  }
}

/** What is seen or read out, but for what is to be typed, the log's lines and the report for helpers. */
const textsIn = (page: Page | Frame): Promise<string[]> =>
  page.evaluate(() => {
    const found = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (parent === null || parent.closest('code, script, textarea, noscript, [role=log] .what'))
        continue
      if (parent.tagName === 'OPTION' || parent.checkVisibility()) {
        found.push(walker.currentNode.textContent ?? '')
      }
    }
    for (const element of document.querySelectorAll('body *')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) {
        found.push(element.getAttribute(name) ?? '')
      }
    }
    return [...new Set(found.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean))]
  })
