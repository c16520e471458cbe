/** Failures and what the companion says in detail, in every language. */
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../errors.ts'
import { LANGUAGES } from '../languages.ts'
import english from './errors/en.ts'
import { createTranslator, loadErrorWords, loadHeardWords } from './index.ts'

/** What is to be typed, or is a name. */
const tokens = (text: string): string[] =>
  [...text.matchAll(/`[^`]+`|--[a-z-]+|\/v1\/\S+\.json|"\w+"|\.(?:onnx|safetensors|pt|ckpt|bin)/g)]
    .map(([token]) => token)
    .sort()

describe.each(LANGUAGES.filter((one) => one !== 'en'))('failures in %s', (language) => {
  it('are all there, with what is to be typed', async () => {
    const words = await loadErrorWords(language)
    for (const code of ERROR_CODES) {
      const { message, next } = words[code]
      expect([code, tokens(next)]).toEqual([code, tokens(english[code].next)])
      expect([code, message, next]).not.toContain('')
      expect([code, message]).not.toEqual([code, english[code].message])
      expect([code, next]).not.toEqual([code, english[code].next])
    }
  })
})

it('nobody at a window is told of options for a command line', () => {
  const told = ERROR_CODES.filter((code) =>
    /--(?:from|accept-licence|convert)|over HTTP|`inlay (?:models|engines)/.test(
      english[code].next,
    ),
  )
  expect(told).toEqual([])
})

describe('what is heard', () => {
  const german = async () =>
    createTranslator(await loadHeardWords('de'), {
      number: (text) => text.replace('.', ','),
      language: (name) => (name === 'Turkish' ? 'Türkisch' : undefined),
    })

  it.each([
    [
      'Expected 0.5 or more for idleMinutes but received 0',
      'Erwartet für „Modelle aus dem Speicher entfernen nach“: mindestens 0,5; erhalten: 0',
    ],
    [
      'Expected 640 x 480 for the mask but received 32 x 32.',
      'Erwartet für die Maske: 640 x 480; erhalten: 32 x 32.',
    ],
    ['The server answers 503.', 'Der Server antwortet mit 503.'],
    ['CPU, 4 threads, SIMD', 'CPU, 4 Threads, SIMD'],
    ['CPU (CUDA: there is no NVIDIA driver)', 'CPU (CUDA: Es gibt keinen NVIDIA-Treiber)'],
    [
      'Running on CPU because Core ML: it computed wrong values; WebGPU: there is not enough memory on it.',
      'Läuft auf CPU. Grund: Core ML: Es kamen falsche Werte heraus; WebGPU: Der Speicher darauf reicht nicht.',
    ],
    [
      'The picture was converted from CMYK to sRGB through its profile; the result is 8-bit sRGB.',
      'Das Bild wurde von CMYK in sRGB umgewandelt (über das eigene Profil); das Ergebnis ist sRGB mit 8 Bit.',
    ],
    [
      'PatchMatch does not paint step by step; strength and steps made no difference.',
      'PatchMatch malt nicht in Schritten; ohne Wirkung blieb: die Stärke, die Schritte.',
    ],
    [
      'The picture has a thin frame (left, top); it stays but is not continued. To paint over it, grow the mask by 3.',
      'Das Bild hat einen schmalen Rand (links, oben); er bleibt, wird aber nicht fortgesetzt. Um ihn zu übermalen, erweitern Sie die Maske um 3 px.',
    ],
    [
      'The prompt was translated from Turkish: “a red boat”.',
      'Der Prompt wurde übersetzt (Türkisch): „a red boat“.',
    ],
    [
      'lama_fp32.onnx has another size than it had.',
      'lama_fp32.onnx hat eine andere Größe als zuvor.',
    ],
  ])('is said anew: %s', async (heard, said) => {
    expect((await german()).translate(heard)).toBe(said)
  })

  it.each([
    'The moon is full.',
    'Expected a moon for the mask but received nothing',
    'The server answers 503. The moon is full.',
    'CPU (CUDA: the moon is full)',
    'The moon: there is no NVIDIA driver',
  ])('stays as it came where a part is not known: %s', async (heard) => {
    expect((await german()).translate(heard)).toBeUndefined()
  })
})
