import { expect, test } from 'vitest'
import { systemLanguage } from './language.ts'

const linux = (env: NodeJS.ProcessEnv) => systemLanguage({ platform: 'linux', env })

test('Linux desktops say it by their environment', async () => {
  expect(await linux({ LANG: 'de_AT.UTF-8' })).toBe('de')
  expect(await linux({ LANG: 'de_AT.UTF-8', LC_MESSAGES: 'tr_TR.UTF-8' })).toBe('tr')
  expect(await linux({ LANG: 'de_AT.UTF-8', LC_ALL: 'ja_JP.UTF-8' })).toBe('ja')
  expect(await linux({ LANG: 'pl_PL.UTF-8', LANGUAGE: 'pl:es:en' })).toBe('es')
  expect(await linux({ LANG: 'C.UTF-8', LANGUAGE: 'de' })).toBe('en')
  expect(await linux({})).toBe('en')
})

test('a Mac is asked', async () => {
  const mac = (tags: readonly string[]) =>
    systemLanguage({ platform: 'darwin', env: { LANG: 'de' }, askMac: async () => tags })
  expect(await mac(['es-MX', 'en-MX'])).toBe('es')
  expect(await mac([])).toBe('en')
})
