/** The manifest does what it says: ports equal the companion's, and every rule bites. */
import { COMPANION_PORTS, LANGUAGES } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from './commands.ts'
import { manifestFor, networkDomains } from './manifest.ts'
import { manifestFaults } from './manifest-rules.ts'

const manifest = manifestFor('inlay-from-disk')

describe('the manifest', () => {
  it('has no fault', () => {
    expect(manifestFaults(JSON.parse(JSON.stringify(manifest)))).toEqual([])
  })

  it('names each port of the companion for http and ws, by name and by number, and no other', () => {
    const domains = networkDomains()
    for (const port of COMPANION_PORTS) {
      for (const scheme of ['http', 'ws']) {
        for (const host of ['localhost', '127.0.0.1']) {
          expect(domains).toContain(`${scheme}://${host}:${port}`)
        }
      }
    }
    expect(domains).toHaveLength(COMPANION_PORTS.length * 4)
    expect(manifest.requiredPermissions).toEqual({ network: { domains } })
  })

  it('lists every command', () => {
    const commands = manifest.entrypoints.filter(({ type }) => type === 'command')
    expect(commands.map(({ id }) => id)).toEqual(COMMANDS)
    for (const { label } of commands) expect(Object.keys(label)).toHaveLength(LANGUAGES.length)
    expect(commands[1]?.label).toMatchObject({ default: 'Inlay: Fill…', de: 'Inlay: Füllen …' })
  })

  const networks = [
    'all',
    ['all'],
    ['localhost:43117'],
    ['http://localhost'],
    ['http://localhost:*'],
  ]
  const faulty: readonly (readonly [string, object])[] = [
    ['manifestVersion', { manifestVersion: 6 }],
    ['main', { main: 'main.js' }],
    ['host', { host: [manifest.host] }],
    ['host.data', { host: { ...manifest.host, data: { apiVersion: 1, loadEvent: 'use' } } }],
    ['version', { version: '0.1' }],
    ['entrypoints', { entrypoints: [...manifest.entrypoints, manifest.entrypoints[0]] }],
    ['requiredPermissions', { requiredPermissions: {} }],
    ...networks.map(
      (domains) =>
        ['requiredPermissions', { requiredPermissions: { network: { domains } } }] as const,
    ),
    ['', { featureFlags: {} }],
  ]

  it.each(faulty)('is refused for %s: %j', (where, change) => {
    const [fault] = manifestFaults({ ...manifest, ...change })
    expect(fault).toMatch(new RegExp(`^${where}`))
  })
})
