/**
 * Which language the plugin speaks: the person's choice, else the browser's own. Figma tells plugins
 * nothing of its language, and the sandbox cannot ask the browser: it goes by what the window kept.
 */
import { bestLanguage, LANGUAGES, type Language } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

/** In Figma's clientStorage. */
export const KeptLanguage = z.object({
  /** Null where the browser is followed. */
  choice: z.enum(LANGUAGES).nullable(),
  /** What the window spoke last. */
  last: z.enum(LANGUAGES),
})
export type KeptLanguage = z.infer<typeof KeptLanguage>

/** @param stored anything: what clientStorage holds */
export const languageKept = (stored: unknown): Language => {
  const kept = KeptLanguage.safeParse(stored).data
  return kept?.choice ?? kept?.last ?? 'en'
}

/** @param wished tags of languages, the first is liked best (`navigator.languages`) */
export const languageFor = (choice: Language | null, wished: readonly string[]): Language =>
  choice ?? bestLanguage(wished)
