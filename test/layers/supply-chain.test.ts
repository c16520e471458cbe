/** What we build on comes as it was checked: exact versions, hashes, no code of its own at install. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Locked {
  readonly link?: boolean
  readonly resolved?: string
  readonly integrity?: string
}

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const lock: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'))
const workspaces: readonly string[] = JSON.parse(read('package.json')).workspaces

describe('row 25: dependency supply chain', () => {
  it('runs no script of a dependency at install', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true')
  })

  it('names every dependency by its exact version', () => {
    for (const folder of ['.', ...workspaces]) {
      const { dependencies, devDependencies, optionalDependencies }: Package = JSON.parse(
        read(join(folder, 'package.json')),
      )
      const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
      for (const [name, version] of Object.entries(all)) {
        expect([folder, name, version]).toEqual([
          folder,
          name,
          expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
        ])
      }
    }
  })

  it('knows the hash of everything it installs, and installs from the registry only', () => {
    const installed = Object.entries(lock.packages).filter(
      ([path, { link }]) => path.includes('node_modules/') && link !== true,
    )
    expect(installed.length).toBeGreaterThan(100)
    for (const [path, { integrity, resolved }] of installed) {
      expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)])
      expect([path, resolved ?? 'https://registry.npmjs.org/']).toEqual([
        path,
        expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//),
      ])
    }
  })
})
