/** What a failure is called in a window, and what to do about it: one entry for each row of the table. */
import type { ErrorCode } from '../errors.ts'

export type ErrorWords = Readonly<
  Record<ErrorCode, { readonly message: string; readonly next: string }>
>
