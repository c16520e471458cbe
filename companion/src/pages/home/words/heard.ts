/**
 * What the companion says in English beside its errors' own sentences (details, notes, reasons,
 * devices), in the person's language where it is known.
 */
import { languageNames, loadTranslator, type Translator } from '@inlay/shared/words'
import { type Language, localeOf } from '../../language.ts'

export interface Said {
  readonly text: string
  /** False when it stays in English. */
  readonly isSaid: boolean
}

let translator: Translator | undefined

/** Loaded before anything is heard. */
export const speakHeard = async (language: Language): Promise<void> => {
  if (language === 'en') {
    translator = undefined
    return
  }
  const numbers = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 20 })
  translator = await loadTranslator(language, {
    number: (text) => numbers.format(Number(text)),
    language: languageNames(language),
  })
}

export const sayHeard = (text: string): Said => {
  if (translator === undefined) return { text, isSaid: true }
  const said = translator.translate(text)
  return { text: said ?? text, isSaid: said !== undefined }
}
