import { expect, test } from 'vitest'
import { type OwnProgram, whatRemains } from './program-itself.ts'

const last = (path: string, over: Partial<OwnProgram> = {}): string =>
  whatRemains({ path, isSelfContained: false, platform: 'linux', ...over }).at(-1) ?? ''

test('each kind of install is removed in its own way', () => {
  expect(last('/usr/lib/node_modules/inlay/dist/inlay.js')).toContain('`npm uninstall -g inlay`')
  expect(last('/home/a/inlay/companion/dist/inlay.js')).toContain('the folder it was cloned to')
  expect(last('/home/a/.npm/_npx/1f/node_modules/inlay/dist/inlay.js')).toContain(
    '/home/a/.npm/_npx/1f.',
  )
  expect(last('/opt/inlay/inlay', { isSelfContained: true })).toContain('`sudo apt remove inlay`')
  expect(last('/home/jö/my tools/inlay-linux-x64/inlay', { isSelfContained: true })).toContain(
    'delete the folder /home/jö/my tools/inlay-linux-x64.',
  )
})

test('on Windows with its own separators', () => {
  const windows = { platform: 'win32' } as const
  const folder = String.raw`C:\Users\Jörg Ü\Inlay`
  expect(last(`${folder}\\inlay.exe`, { ...windows, isSelfContained: true })).toContain(
    `${folder}.`,
  )
  const npm = String.raw`C:\Users\Jörg Ü\AppData\Roaming\npm\node_modules\inlay\dist\inlay.js`
  expect(last(npm, windows)).toContain('`npm uninstall -g inlay`')
})
