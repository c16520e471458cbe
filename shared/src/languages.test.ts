import { expect, test } from 'vitest'
import { asLanguage, bestLanguage } from './languages.ts'

test('a tag is read whoever writes it; the first that there is counts', () => {
  expect(asLanguage('de-AT')).toBe('de')
  expect(asLanguage('tr_TR.UTF-8')).toBe('tr')
  expect(asLanguage('es@euro')).toBe('es')
  expect(asLanguage('C')).toBeUndefined()
  expect(asLanguage('english')).toBeUndefined()
  expect(bestLanguage(['fr', 'ja-JP', 'de'])).toBe('ja')
  expect(bestLanguage(['fr'])).toBe('en')
})
