import { InlayError } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { englishPrompts } from './prompts.ts'
import type { Translator } from './translator.ts'

const { signal } = new AbortController()

const shouting = (asked: string[][] = []): Translator => ({
  isHere: () => true,
  translate: (texts) => {
    asked.push([...texts])
    return Promise.resolve(texts.map((text) => `${text.toUpperCase()}.`))
  },
  close: () => Promise.resolve(),
})
const absent: Translator = { ...shouting(), isHere: () => false }
const GERMAN = { prompt: 'eine rote Mauer mit Efeu', negativePrompt: '' }

describe('englishPrompts', () => {
  it('translates what is not English, and says so', async () => {
    expect(await englishPrompts(GERMAN, true, shouting(), signal)).toEqual({
      prompt: 'EINE ROTE MAUER MIT EFEU',
      negativePrompt: '',
      note: 'The prompt was translated from German: “EINE ROTE MAUER MIT EFEU”.',
    })
  })

  it('hands the translator words alone: weights, brackets and breaks stay', async () => {
    const asked: string[][] = []
    const prompt = '(eine rote Mauer:1.3) mit [Efeu] BREAK im Wald, \\(alt\\)'
    const { prompt: got } = await englishPrompts(
      { prompt, negativePrompt: 'unscharf' },
      true,
      shouting(asked),
      signal,
    )
    expect(got).toBe('(EINE ROTE MAUER:1.3) MIT [EFEU] BREAK IM WALD, \\(ALT\\)')
    expect(asked).toEqual([['eine rote Mauer', 'mit', 'Efeu', 'im Wald,', 'alt'], ['unscharf']])
  })

  it('without a translator says that English is understood best, only when it is not English', async () => {
    const { note, prompt } = await englishPrompts(GERMAN, true, absent, signal)
    expect(prompt).toBe(GERMAN.prompt)
    expect(note).toBe(
      'This model understands English best, and the prompt looks like German; docs/diffusion.md says how to have prompts translated on this machine.',
    )
    const english = { prompt: 'a red wall with ivy', negativePrompt: 'blurry' }
    expect(await englishPrompts(english, true, absent, signal)).toEqual(english)
    expect(await englishPrompts(GERMAN, false, absent, signal)).toEqual(GERMAN)
  })

  it('goes on with the prompt as it is when the translator fails, but not when cancelled', async () => {
    const failing = (code: 'engine_failed' | 'cancelled'): Translator => ({
      ...shouting(),
      translate: () => Promise.reject(new InlayError(code)),
    })
    const { prompt, note } = await englishPrompts(GERMAN, true, failing('engine_failed'), signal)
    expect(prompt).toBe(GERMAN.prompt)
    expect(note).toContain('the translator failed')
    await expect(englishPrompts(GERMAN, true, failing('cancelled'), signal)).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
