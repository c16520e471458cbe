/** Sentences come out whole, in each language by its own rules. */
import { describe, expect, it } from 'vitest'
import { createSay, type Sentence } from './say.ts'
import { panelCatalogue } from './words.ts'

const say = createSay(panelCatalogue('en'))
const german = createSay(panelCatalogue('de'))
const japanese = createSay(panelCatalogue('ja'))

describe('say', () => {
  it('fills in values and leaves what it was not told standing', () => {
    expect(say('expand.size', { width: 3, height: 4 })).toBe('3 × 4 px')
    expect(say({ key: 'expand.size', values: { width: 3 } })).toBe('3 × {height} px')
  })

  it('tells one from many', () => {
    expect(say({ plural: 'job.queued.behind', count: 1 })).toBe('Waiting behind 1 other fill')
    expect(say({ plural: 'job.queued.behind', count: 2 })).toBe('Waiting behind 2 other fills')
  })

  it('says errors in words for people at a window, never of a command line flag', () => {
    expect(say({ error: 'mask_empty', part: 'message' })).toBe('The mask selects nothing.')
    expect(say({ error: 'companion_unreachable', part: 'next' })).not.toContain('npm')
  })

  it.each([
    ['Finding detail, 2 of 5', 'Finding detail, 2 of 5', 'Details werden gesucht, 2 von 5'],
    ['Encoding', 'Writing the result', 'Ergebnis wird geschrieben'],
    ['Polishing, 3 of 20', 'Polishing, 3 of 20', 'Polishing, 3 of 20'],
    [
      'Variation 2 of 4: Step 3 of 20',
      'Variation 2 of 4: Step, 3 of 20',
      'Variante 2 von 4: Schritt, 3 von 20',
    ],
  ])('says the stage %s', (stage, inEnglish, inGerman) => {
    expect([say({ stage }), german({ stage })]).toEqual([inEnglish, inGerman])
  })

  it('says what the companion says in detail, as it came where it is not known', () => {
    const known: Sentence = { heard: 'CPU (CUDA: there is no NVIDIA driver)' }
    expect(say(known)).toBe('CPU (CUDA: there is no NVIDIA driver)')
    expect(german(known)).toBe('CPU (CUDA: Es gibt keinen NVIDIA-Treiber)')
    const number: Sentence = { heard: 'Expected 0.5 or more for idleMinutes but received 0' }
    expect(german(number)).toContain('mindestens 0,5')
    expect(german({ heard: 'The moon is full.' })).toBe('The moon is full.')
  })

  it('says sentences one after the other, and within others', () => {
    const both: Sentence = {
      all: [{ error: 'mask_empty', part: 'message' }, { heard: 'The server answers 503.' }],
    }
    expect(say(both)).toBe('The mask selects nothing. The server answers 503.')
    expect(japanese(both)).not.toMatch(/ /)
    const unknown: Sentence = { heard: 'The moon is full.' }
    expect(japanese({ all: [unknown, unknown] })).toBe('The moon is full. The moon is full.')
    expect(say({ key: 'link.failing.text', values: { detail: both } })).toBe(
      'It answers, but with an error: The mask selects nothing. The server answers 503.',
    )
  })
})
