/** How the sandbox says no: a code of the closed list, and Figma's own words where it has any. */
import type { Refusal } from '../messages.ts'

export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: Refusal
  readonly detail: string | undefined

  constructor(code: Refusal, detail?: string, options?: { readonly cause?: unknown }) {
    super(detail === undefined ? code : `${code}: ${detail}`, options)
    this.code = code
    this.detail = detail
  }
}

/** Figma throws Errors, and rejects with plain strings (exportAsync): the words of either. */
export const wordsOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 300)

/** Does it, and turns whatever Figma throws into a refusal; refusals pass as they are. */
export const orRefuse = async <T>(code: Refusal, doIt: () => T | Promise<T>): Promise<T> => {
  try {
    return await doIt()
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    throw new Refused(isReadOnly(cause) ? 'read_only' : code, wordsOf(cause), { cause })
  }
}

const isReadOnly = (thrown: unknown): boolean =>
  /read[- ]?only|view[- ]only|not (?:allowed|permitted) to edit|no (?:edit|write) access/i.test(
    wordsOf(thrown),
  )
