import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SETTING_KEYS } from '@inlay/shared'
import { expect, test } from 'vitest'
import { changeTyped, keyNamed, typedName, typedValue } from './names.ts'

test.each([
  ['keep-days', '30', { keepDays: 30 }],
  ['keepDays', '0.5', { keepDays: 0.5 }],
  ['graphics-card', 'off', { graphicsCard: false }],
  ['tray', 'on', { tray: true }],
  ['mirror', 'none', { mirror: null }],
  ['engine', 'lama', { engine: 'lama' }],
  ['language', 'de', { language: 'de' }],
])('%s %s', (name, value, change) => {
  expect(changeTyped(keyNamed(name), value)).toEqual(change)
})

test.each([
  ['keep-days', 'soon', /0.01 to 3650 days/],
  ['concurrency', '1.5', /1 to 4/],
  ['tray', '2', /on or off/],
  ['language', 'xx', /auto, en/],
])('%s %s is refused with what was expected', (name, value, detail) => {
  expect(() => changeTyped(keyNamed(name), value)).toThrow(detail)
})

test('a name that is none tells those that are', () => {
  expect(() => keyNamed('colour')).toThrow(/keep-days/)
})

test('every setting is read back as it is typed, and stands in docs/settings.md', () => {
  const docs = readFileSync(
    fileURLToPath(new URL('../../../../docs/settings.md', import.meta.url)),
    'utf8',
  )
  for (const key of SETTING_KEYS) {
    expect(keyNamed(typedName(key))).toBe(key)
    expect(docs).toContain(`| \`${typedName(key)}\` |`)
  }
  expect([typedValue(true), typedValue(null), typedValue(3)]).toEqual(['on', 'none', '3'])
})
