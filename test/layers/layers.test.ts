/** The layers hold, and the rules that say so bite. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { COMPANION_ORDER, type House, violationsOf } from './rules.ts'
import { listCode, parseSource, readSource, type Source } from './sources.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const FOLDERS = ['shared', 'companion', 'plugins', 'test']

const packageJson = (folder: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

const namesIn = (field: unknown): string[] =>
  typeof field === 'object' && field !== null ? Object.keys(field) : []

const listed = packageJson('.').workspaces
const workspaces = Array.isArray(listed) ? listed.map(String) : []

const house: House = {
  workspaces: new Map(workspaces.map((folder) => [String(packageJson(folder).name), folder])),
  sharedPackages: ['@noble/curves', '@noble/hashes', 'zod'],
  companionPackages: ['dependencies', 'optionalDependencies'].flatMap((field) =>
    namesIn(packageJson('companion')[field]),
  ),
}

const paths = FOLDERS.flatMap((folder) => listCode(root, folder)).filter(
  // AssemblyScript: its own compiler knows only the folder it stands in.
  (path) => !path.endsWith('.as.ts'),
)

describe('the house', () => {
  const sources = paths.map((path) => readSource(root, path))

  it('keeps its layers', () => {
    expect(violationsOf(sources, house)).toEqual([])
  })

  it('was looked at whole', () => {
    expect(workspaces.length).toBeGreaterThan(2)
    for (const workspace of workspaces) {
      const within = sources.filter(({ path }) => path.startsWith(`${workspace}/`))
      expect(within.length, `files in ${workspace}`).toBeGreaterThan(2)
      const imports = within.flatMap((source) => source.imports)
      expect(imports.length, `imports in ${workspace}`).toBeGreaterThan(5)
    }
    for (const path of [
      'shared/src/index.ts',
      'shared/src/client/client.ts',
      'companion/src/pipeline/run-fill.ts',
      'companion/setup/build.mjs',
      'test/layers/layers.test.ts',
    ]) {
      expect(paths).toContain(path)
    }
    const folders = new Set(paths.map((path) => /^companion\/src\/([^/]+)\//.exec(path)?.[1]))
    folders.delete(undefined)
    expect([...folders].sort()).toEqual([...COMPANION_ORDER].sort())
  })

  it('lists for shared what its package.json lists', () => {
    expect(namesIn(packageJson('shared').dependencies)).toEqual(house.sharedPackages)
  })

  it('sees nothing in a folder that is not there', () => {
    expect(listCode(root, 'no-such-folder')).toEqual([])
  })
})

describe('the rules bite', () => {
  const withPlugin: House = {
    ...house,
    workspaces: new Map([...house.workspaces, ['@inlay/figma', 'plugins/figma']]),
  }
  const judge = (path: string, text: string): string[] =>
    violationsOf([parseSource(path, text)], withPlugin)

  it.each([
    ['shared/src/a.ts', `import { x } from '../../companion/src/system/dist.ts'`, 'of ours'],
    ['shared/src/a.ts', `import type { X } from '@inlay/companion/engines/engine.ts'`, 'of ours'],
    ['shared/src/a.test.ts', `import '@inlay/companion/http/daemon.ts'`, 'of ours'],
    ['shared/src/a.ts', `import { x } from '@inlay/test/e2e/inlay.ts'`, 'tests stay out'],
    ['shared/src/a.ts', `type X = import('@inlay/companion/a.ts').X`, 'of ours'],
    ['shared/src/a.ts', `export * from '../../companion/src/http/app.ts'`, 'of ours'],
    ['shared/src/a.ts', `import { readFileSync } from 'node:fs'`, 'no Node'],
    ['shared/src/a.ts', `import { readFileSync } from 'fs'`, 'no Node'],
    ['shared/src/a.ts', `import { join } from 'path/posix'`, 'no Node'],
    ['shared/src/a.ts', `const f = () => import('node:fs/promises')`, 'no Node'],
    ['shared/src/a.ts', `import sharp from 'sharp'`, 'of @noble only'],
    ['shared/src/a.ts', `import { x } from '@noble/ciphers/aes.js'`, 'of @noble only'],
    ['shared/src/a.ts', `const f = (name: string) => import(name)`, 'at run time'],
    ['shared/src/a.ts', `import { x } from './b.test.ts'`, 'tests stay out'],
    ['shared/src/a.ts', `import { x } from './mask/masks.fixture.ts'`, 'tests stay out'],
    ['shared/src/a.ts', `export const text = new TextDecoder()`, 'TextDecoder'],
    ['shared/src/a.ts', `export type Shared = Uint8Array<SharedArrayBuffer>`, 'SharedArrayBuffer'],
    ['shared/src/a.ts', `export const run = (code: string) => eval(code)`, 'eval'],
    ['shared/src/a.ts', `export const make = new Function('return 1')`, 'Function'],
    ['shared/src/a.ts', `export const id = crypto.randomUUID()`, 'crypto'],
    ['companion/src/http/a.ts', `import '@inlay/figma/main.ts'`, 'nothing imports a plugin'],
    ['companion/src/http/a.ts', `import '../../../plugins/figma/src/a.ts'`, 'imports a plugin'],
    ['shared/src/a.ts', `import '../../plugins/figma/src/a.ts'`, 'nothing imports a plugin'],
    ['plugins/figma/src/a.ts', `import '../../bundling.mjs'`, 'no part of anything'],
    ['companion/src/http/a.ts', `import '../../../plugins/bundling.mjs'`, 'no part of anything'],
    ['companion/src/http/a.test.ts', `import '@inlay/figma/a.ts'`, 'nothing imports a plugin'],
    ['plugins/figma/src/a.ts', `import '../../photoshop-uxp/src/a.ts'`, 'imports a plugin'],
    ['plugins/figma/src/a.ts', `import type { X } from '@inlay/companion/a.ts'`, 'HTTP only'],
    ['plugins/figma/src/a.ts', `import '../../../companion/src/http/app.ts'`, 'HTTP only'],
    ['plugins/figma/src/a.ts', `import '@inlay/test/e2e/inlay.ts'`, 'tests stay out'],
    ['plugins/figma/src/host/a.ts', `export const a = fetch('http://localhost')`, 'fetch'],
    ['plugins/figma/src/host/a.ts', `export const a = new TextEncoder()`, 'TextEncoder'],
    ['plugins/figma/src/a.ts', `import { x } from './ui/a.ts'`, 'below the window'],
    ['companion/src/http/a.ts', `import { it } from 'vitest'`, 'dependencies'],
    [
      'companion/src/cli/a.ts',
      `const f = async () => (await import('esbuild')).build`,
      'dependenc',
    ],
    ['companion/src/cli/a.ts', `const e = require('esbuild')`, 'dependencies'],
    ['companion/src/cli/a.ts', `const e = import.meta.resolve('esbuild')`, 'dependencies'],
    ['companion/src/http/a.ts', `import '../../../test/e2e/inlay.ts'`, 'tests stay out'],
    ['companion/src/http/a.ts', `import './testing/daemon.ts'`, 'tests stay out'],
    ['companion/setup/a.mjs', `import '../src/http/app.test.ts'`, 'tests stay out'],
    ['companion/src/pipeline/a.ts', `import '../http/app.ts'`, 'pipeline lies below http'],
    ['companion/src/engines/a.ts', `import type { P } from '../pipeline/patch.ts'`, 'engines lies'],
    ['companion/src/jobs/a.ts', `import '../cli/main.ts'`, 'jobs lies below cli'],
  ])('on %s: %s', (path, text, reason) => {
    const violations = judge(path, text)
    expect(violations).toHaveLength(1)
    expect(violations[0]).toContain(path)
    expect(violations[0]).toContain(reason)
  })

  it.each([
    ['shared/src/client/a.ts', `import { x } from '../errors.ts'; import * as z from 'zod'`],
    ['shared/src/a.ts', `import { sha256 } from '@noble/hashes/sha2.js'`],
    ['shared/src/a.test.ts', `import { it } from 'vitest'; import { readFileSync } from 'node:fs'`],
    ['shared/src/a.ts', `export const f = (host: { URL: string }) => host.URL // not new URL()`],
    [
      'companion/src/http/a.ts',
      `import '@inlay/shared'; import '../jobs/jobs.ts'; import 'express'`,
    ],
    ['companion/src/http/a.test.ts', `import { it } from 'vitest'; import './testing/daemon.ts'`],
    ['companion/setup/build.mjs', `import { build } from 'esbuild'`],
    ['plugins/figma/src/a.ts', `import '@inlay/shared'; import './b.ts'; import 'preact'`],
    ['plugins/figma/src/ui/a.ts', `import '../messages.ts'; export const a = window.fetch`],
    ['test/e2e/a.test.ts', `import '@inlay/shared'; import '@inlay/companion/http/daemon.ts'`],
    ['test/hosts/figma/a.test.ts', `import { x } from '../../../plugins/figma/src/a.ts'`],
    ['shared/src/a.ts', `/** import { x } from 'sharp' */ export const say = "from 'node:fs'"`],
  ])('and only where they should: %s: %s', (path, text) => {
    expect(judge(path, text)).toEqual([])
  })

  it('on a file among good ones', () => {
    const bad: Source = { path: 'shared/src/z.ts', imports: ['node:os'], names: new Set() }
    const good = readSource(root, 'shared/src/index.ts')
    expect(violationsOf([good, bad, good], house)).toHaveLength(1)
  })

  it('on what cannot be read', () => {
    expect(() => parseSource('a.ts', 'import from from')).toThrow('a.ts')
  })
})
