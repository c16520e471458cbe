/** The languages that people are spoken to in, by companion, page, tray and panels. */

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

/**
 * The language a tag means, whatever its region and script: "de-AT", "pt_BR.UTF-8".
 * Undefined for one that is not spoken here.
 */
export const asLanguage = (tag: string): Language | undefined => {
  const [primary = ''] = tag.toLowerCase().split(/[-_.@]/)
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
