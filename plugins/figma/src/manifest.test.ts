/** The manifest is one that Figma takes, and names what the companion and the plugin really use. */
import { COMPANION_PORTS } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { allowedDomains, manifestFor, RELAUNCH } from './manifest.ts'
import { manifestFaults } from './manifest-rules.ts'
import { COMMANDS } from './messages.ts'

const manifest = manifestFor('1')

describe('the manifest', () => {
  it('has nothing that Figma refuses', () => {
    expect(manifestFaults(manifest)).toEqual([])
  })

  it('names every port of the companion for http and ws, and nothing else', () => {
    const urls = manifest.networkAccess.allowedDomains
    expect(urls).toHaveLength(2 * COMPANION_PORTS.length)
    for (const port of COMPANION_PORTS) {
      expect(urls).toContain(`http://localhost:${port}`)
      expect(urls).toContain(`ws://localhost:${port}`)
    }
  })

  it('asks for Figma alone, one page at a time, and no permission', () => {
    expect(manifest.editorType).toEqual(['figma'])
    expect(manifest.documentAccess).toBe('dynamic-page')
    expect(Object.keys(manifest)).not.toContain('permissions')
  })

  it('lists each command once, and the relaunch button among them', () => {
    const commands = manifest.menu.flatMap((entry) => ('command' in entry ? [entry.command] : []))
    expect([...commands].sort()).toEqual([...COMMANDS].sort())
    expect(manifest.relaunchButtons.map(({ command }) => command)).toEqual([RELAUNCH])
  })
})

describe('the rules bite', () => {
  const withDomains = (domains: readonly string[]) => ({
    ...manifest,
    networkAccess: { ...manifest.networkAccess, allowedDomains: domains },
  })

  it.each([
    ['http://127.0.0.1:43117', 'valid URL'],
    ['http://[::1]:43117', 'valid URL'],
    ['http://localhost:*', 'valid URL'],
    ['localhost:43117', 'valid URL'],
    ['ftp://localhost:43117', 'valid URL'],
    ['http://*.*.example.com', 'valid URL'],
    ['http://printer:80', 'valid URL'],
  ])('on the address %s', (domain, why) => {
    expect(manifestFaults(withDomains([...allowedDomains(), domain])).join()).toContain(why)
  })

  it.each([
    ['no list', withDomains([]), 'write ["none"]'],
    ['none among others', withDomains(['none', 'https://a.example.com']), 'must be alone'],
    ['one twice', withDomains(['http://localhost:1', 'http://localhost:1']), 'twice'],
    [
      'localhost without a reason',
      { ...manifest, networkAccess: { allowedDomains: allowedDomains() } },
      'reasoning',
    ],
    [
      'a long reason',
      {
        ...manifest,
        networkAccess: { allowedDomains: allowedDomains(), reasoning: 'a'.repeat(1000) },
      },
      '1000',
    ],
    ['another access', { ...manifest, documentAccess: 'full' }, 'documentAccess'],
    ['an unknown field', { ...manifest, permision: [] }, 'permision'],
    ['dev with figjam', { ...manifest, editorType: ['dev', 'figjam'] }, 'figjam'],
    ['a main above', { ...manifest, main: '../main.js' }, 'main'],
    ['no name', { ...manifest, name: '' }, 'name'],
    [
      'a required parameter after an optional one',
      {
        ...manifest,
        menu: [
          {
            name: 'a',
            command: 'a',
            parameters: [
              { name: 'x', key: 'x', optional: true },
              { name: 'y', key: 'y' },
            ],
          },
        ],
      },
      'menu',
    ],
  ])('on %s', (_what, broken, why) => {
    expect(manifestFaults(broken).join()).toContain(why)
  })

  it.each([
    ['https://*.example.com'],
    ['wss://a.example.com:8080/path'],
    ['*'],
    ['http://localhost'],
  ])('not on %s', (domain) => {
    expect(manifestFaults(withDomains([domain]))).toEqual([])
  })
})
