/** What long work in the document needs: Figma, its own pace, and loans that are always given back. */
import type { PluginAPI } from '@figma/plugin-typings/plugin-api-standalone'
import type { Pace } from './slices.ts'
import type { SandboxWords } from './words.ts'

/**
 * What is changed in the document for a moment and put back, even when a person closes the plugin or
 * the document meanwhile: nothing runs after that but what listens to Figma's `close`.
 */
export interface Loans {
  /** Does it, then gives back, whatever comes of it. */
  during<T>(giveBack: () => void, doIt: () => Promise<T>): Promise<T>
  /** At once. */
  giveBackAll(): void
}

export const createLoans = (): Loans => {
  const open = new Set<() => void>()
  return {
    during: async (giveBack, doIt) => {
      open.add(giveBack)
      try {
        return await doIt()
      } finally {
        // Else it was given back when the plugin was closed.
        if (open.delete(giveBack)) giveBack()
      }
    },
    giveBackAll: () => {
      for (const giveBack of open) giveBack()
      open.clear()
    },
  }
}

export interface Scope {
  readonly figma: PluginAPI
  readonly pace: Pace
  readonly loans: Loans
  /** In the language of the moment. */
  readonly words: () => SandboxWords
}
