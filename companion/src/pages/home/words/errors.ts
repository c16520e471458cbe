/** Failures in the person's language: shared's closed table, and what each row is in the others. */
import { ERRORS, type InlayError, type WireError } from '@inlay/shared'
import { type ErrorWords, loadErrorWords } from '@inlay/shared/words'
import type { Language } from '../../language.ts'

export type SaidError = ErrorWords[keyof ErrorWords]

let table: ErrorWords = ERRORS

/** Loaded before anything fails: a companion that is gone can tell nobody in which words. */
export const speakErrors = async (language: Language): Promise<void> => {
  table = await loadErrorWords(language)
}

/** @param error as it was thrown, or as a fill keeps it */
export const sayError = ({ code }: InlayError | WireError): SaidError => table[code]
