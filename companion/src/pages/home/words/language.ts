/** Which language the page speaks: what the person chose on this machine, else the browser's own. */
export const LANGUAGES = ['en', 'de', 'tr', 'ja', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each in its own language, as a list of languages shows it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  tr: 'Türkçe',
  ja: '日本語',
  es: 'Español',
}

const KEPT = 'inlay.language'

const asLanguage = (tag: string | null): Language | undefined => {
  const [primary = ''] = (tag ?? '').toLowerCase().split(/[-_]/)
  return LANGUAGES.find((one) => one === primary)
}

/** The first of the wished languages that there is, `en` when there is none. */
export const bestLanguage = (wished: readonly string[]): Language => {
  for (const tag of wished) {
    const found = asLanguage(tag)
    if (found !== undefined) return found
  }
  return 'en'
}

/** Undefined when the browser's own is followed. */
export const chosenLanguage = (): Language | undefined => asLanguage(localStorage.getItem(KEPT))

export const keepLanguage = (choice: Language | undefined): void => {
  if (choice === undefined) localStorage.removeItem(KEPT)
  else localStorage.setItem(KEPT, choice)
}

export const preferredLanguage = (): Language =>
  chosenLanguage() ?? bestLanguage(navigator.languages)

/** The language as the browser's own region writes it, e.g. "en-GB": for numbers and dates. */
export const localeOf = (language: Language): string =>
  navigator.languages.find((tag) => asLanguage(tag) === language) ?? language
