/**
 * What the companion says in English beside its errors' own sentences (details, notes, reasons,
 * devices), in the person's language where it is known.
 */
import { loadTranslator, type Translator } from '@inlay/shared/words'
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
    language: languageIn(language),
  })
}

export const sayHeard = (text: string): Said => {
  if (translator === undefined) return { text, isSaid: true }
  const said = translator.translate(text)
  return { text: said ?? text, isSaid: said !== undefined }
}

/** Those that a prompt is likely to be in. */
const PROMPT_LANGUAGES =
  'ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(
    ' ',
  )

/** "German" as the language itself calls it. */
const languageIn = (language: Language): ((name: string) => string | undefined) => {
  const english = new Intl.DisplayNames(['en'], { type: 'language' })
  const own = new Intl.DisplayNames([language], { type: 'language' })
  const names = new Map(PROMPT_LANGUAGES.map((code) => [english.of(code), own.of(code)]))
  return (name) => names.get(name)
}
