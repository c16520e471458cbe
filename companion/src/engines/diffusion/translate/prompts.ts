/** Prompts in English, for models that were taught English: translated here, or a word to the user. */
import { InlayError } from '@inlay/shared'
import { evidentLanguage, languageName } from './language.ts'
import type { Translator } from './translator.ts'

export interface Prompts {
  readonly prompt: string
  readonly negativePrompt: string
}

export interface EnglishPrompts extends Prompts {
  /** A sentence for the user, where there is something to say. */
  readonly note?: string
}

/** What weighs a part of a prompt, and is not part of its words: `(`, `:1.2)`, `BREAK`. */
const SYNTAX = /(\\?[()[\]{}]|:\s*-?\d+(?:\.\d+)?(?=\s*[)\]])|\bBREAK\b)/u

/**
 * Prompts that are evidently not English come back in it where a translator is installed and wanted.
 * @param wanted false leaves them as they are, and says nothing
 * @throws InlayError cancelled
 */
export const englishPrompts = async (
  prompts: Prompts,
  wanted: boolean,
  translator: Translator,
  signal: AbortSignal,
): Promise<EnglishPrompts> => {
  if (!wanted) return prompts
  const language = evidentLanguage(`${prompts.prompt} ${prompts.negativePrompt}`)
  if (language === undefined) return prompts
  const name = languageName(language)
  if (!translator.isHere()) {
    return {
      ...prompts,
      note: `This model understands English best, and the prompt looks like ${name}; docs/diffusion.md says how to have prompts translated on this machine.`,
    }
  }
  try {
    const [prompt, negativePrompt] = [
      await translated(prompts.prompt, language, translator, signal),
      await translated(prompts.negativePrompt, language, translator, signal),
    ]
    return { prompt, negativePrompt, note: `The prompt was translated from ${name}: “${prompt}”.` }
  } catch (error) {
    if (error instanceof InlayError && error.code === 'cancelled') throw error
    return {
      ...prompts,
      note: `This model understands English best, and the translator failed on the prompt, which looks like ${name}.`,
    }
  }
}

/** Its words alone: brackets, weights and breaks stay where they are. */
const translated = async (
  prompt: string,
  language: string,
  translator: Translator,
  signal: AbortSignal,
): Promise<string> => {
  const parts = prompt.split(SYNTAX)
  const isWords = (part: string, i: number): boolean => i % 2 === 0 && /\p{L}/u.test(part)
  const words = parts.filter(isWords)
  if (words.length === 0) return prompt
  const english = await translator.translate(
    words.map((part) => part.trim()),
    language,
    signal,
  )
  let next = 0
  return parts
    .map((part, i) => {
      if (!isWords(part, i)) return part
      const [before = ''] = /^\s*/.exec(part) ?? []
      const [after = ''] = /\s*$/.exec(part) ?? []
      const given = english[next++]?.trim() ?? ''
      // Translators end what looks like a sentence to them.
      const text = part.trim().endsWith('.') ? given : given.replace(/\.$/, '')
      return `${before}${text}${after}`
    })
    .join('')
}
