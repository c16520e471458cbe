/** The language the plugin speaks follows the person, then the browser; the sandbox follows the window. */
import { describe, expect, it } from 'vitest'
import { languageFor, languageKept } from './language.ts'

describe('the plugin’s language', () => {
  it('is the one that was chosen, else the browser’s first that there is, else English', () => {
    expect(languageFor('ja', ['de-AT'])).toBe('ja')
    expect(languageFor(null, ['fr-CA', 'es-419', 'de'])).toBe('es')
    expect(languageFor(null, ['fr'])).toBe('en')
  })

  it.each([
    [{ choice: 'tr', last: 'de' }, 'tr'],
    [{ choice: null, last: 'de' }, 'de'],
    [{ choice: 'xx', last: 'de' }, 'en'],
    [undefined, 'en'],
  ])('is in the sandbox what %j says', (stored, language) => {
    expect(languageKept(stored)).toBe(language)
  })
})
