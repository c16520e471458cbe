/** Failures in the person's language: shared's closed table, and what each row is in the others. */
import { ERRORS, type ErrorCode, type InlayError, type WireError } from '@inlay/shared'
import type { Language } from '../../language.ts'

export type ErrorWords = Readonly<
  Record<ErrorCode, { readonly message: string; readonly next: string }>
>

export interface SaidError {
  readonly message: string
  /** What exactly was wrong, in English as the companion says it; undefined when there is no more. */
  readonly detail: string | undefined
  readonly next: string
}

let table: ErrorWords = ERRORS

/** Loaded before anything fails: a companion that is gone can tell nobody in which words. */
export const speakErrors = async (language: Language): Promise<void> => {
  const file: { readonly default: ErrorWords } = await import(`./errors/${language}.ts`)
  table = file.default
}

/** @param error as it was thrown, or as a fill keeps it */
export const sayError = (error: InlayError | WireError): SaidError => {
  const { code, detail } = error
  return { ...table[code], detail }
}
