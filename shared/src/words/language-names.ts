/** What a prompt's language is called, in the person's own: as far as the host knows (`Intl`). */
import type { Language } from '../languages.ts'

/** Those that a prompt is likely to be in. */
const PROMPT_LANGUAGES =
  'ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(
    ' ',
  )

/** @returns from "German" to what `language` calls it; undefined for what is no language's name */
export const languageNames = (language: Language): ((name: string) => string | undefined) => {
  if (typeof Intl === 'undefined' || Intl.DisplayNames === undefined) return () => undefined
  const english = new Intl.DisplayNames(['en'], { type: 'language' })
  const own = new Intl.DisplayNames([language], { type: 'language' })
  const names = new Map(PROMPT_LANGUAGES.map((code) => [english.of(code), own.of(code)]))
  return (name) => names.get(name)
}
