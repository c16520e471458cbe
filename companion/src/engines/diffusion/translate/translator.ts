/** The parent's side of translating: one process, started on first need, gone when idle. */
import { InlayError } from '@inlay/shared'
import { type ForkedChild, forkChild } from '../../../system/child/fork-child.ts'
import { distFile } from '../../../system/dist.ts'
import { TranslateAnswer } from './messages.ts'
import { findTranslator } from './places.ts'

export interface Translator {
  /** False when none is installed; looks afresh each time, as it may come meanwhile. */
  isHere(): boolean
  /**
   * Texts of one language in English, one for one.
   * @param from ISO 639-1
   * @throws InlayError engine_unavailable | engine_failed | out_of_memory | cancelled
   */
  translate(texts: readonly string[], from: string, signal: AbortSignal): Promise<string[]>
  close(): Promise<void>
}

export interface TranslatorOptions {
  /** Milliseconds without a task after which the process leaves. */
  readonly idleAfter?: number
  readonly entry?: string
}

/** @param folder see `translatorFolder` */
export const createTranslator = (
  folder: string,
  { idleAfter = 60_000, entry }: TranslatorOptions = {},
): Translator => {
  let child: ForkedChild | undefined
  let idle: NodeJS.Timeout | undefined
  const fork = (): ForkedChild =>
    forkChild({
      entry: entry ?? distFile('translate-process.js'),
      name: 'translating process',
      killAfter: 500,
      readyWithin: 30_000,
    })
  return {
    isHere: () => findTranslator(folder) !== undefined,
    translate: async (texts, from, signal) => {
      const places = findTranslator(folder)
      if (places === undefined) {
        throw new InlayError('engine_unavailable', 'No translator is installed.')
      }
      clearTimeout(idle)
      if (child === undefined || child.gone) child = fork()
      const on = child
      try {
        const answer = await on.call({ places, from, texts: [...texts] }, { signal })
        return TranslateAnswer.parse(answer).texts
      } catch (cause) {
        if (signal.aborted) throw new InlayError('cancelled', undefined, { cause })
        if (cause instanceof InlayError) throw cause
        throw new InlayError('engine_failed', 'The translator stopped.', { cause })
      } finally {
        if (on === child && !on.gone) {
          idle = setTimeout(() => void on.leave(), idleAfter).unref()
        }
      }
    },
    close: async () => {
      clearTimeout(idle)
      const leaving = child
      child = undefined
      await leaving?.leave()
    },
  }
}
