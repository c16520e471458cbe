/** Which language the page speaks: what the person chose on this machine, else the browser's own. */
import { asLanguage, bestLanguage, type Language } from '@inlay/shared'

export { bestLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '@inlay/shared'

const KEPT = 'inlay.language'

/** Undefined when the browser's own is followed. */
export const chosenLanguage = (): Language | undefined =>
  asLanguage(localStorage.getItem(KEPT) ?? '')

export const keepLanguage = (choice: Language | undefined): void => {
  if (choice === undefined) localStorage.removeItem(KEPT)
  else localStorage.setItem(KEPT, choice)
}

export const preferredLanguage = (): Language =>
  chosenLanguage() ?? bestLanguage(navigator.languages)

/** The language as the browser's own region writes it, e.g. "en-GB": for numbers and dates. */
export const localeOf = (language: Language): string =>
  navigator.languages.find((tag) => asLanguage(tag) === language) ?? language
