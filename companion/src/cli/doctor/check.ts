/** One finding of `inlay doctor`: what was looked at, how it stands, and what to do about it. */

export interface Check {
  /** Short name for people and programs: "node", "images", "port 43117". */
  readonly name: string
  readonly state: 'ok' | 'warning' | 'problem'
  /** One plain sentence. */
  readonly finding: string
  /** What to do; always there unless all is well. */
  readonly next?: string
}

export const ok = (name: string, finding: string): Check => ({ name, state: 'ok', finding })

export const warning = (name: string, finding: string, next: string): Check => ({
  name,
  state: 'warning',
  finding,
  next,
})

export const problem = (name: string, finding: string, next: string): Check => ({
  name,
  state: 'problem',
  finding,
  next,
})

/** The first line of an error, for a finding. */
export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n')[0]! : String(error)
