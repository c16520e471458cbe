/** What is shipped holds what it runs: every package that a built file asks for, and nothing of this machine's. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stage } from '../../companion/setup/package/stage.mjs'
import { ensurePlugins } from '../../companion/setup/plugins.mjs'
import { pluginPlaces } from '../../companion/src/system/plugin-places.ts'

let folder: string
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'inlay package ')), 'app')
  expect(ensurePlugins()).toEqual([])
  stage(folder)
})
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }))

it('names every package that its files ask for, by exact version', async () => {
  const { dependencies, optionalDependencies, bin } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  const named = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)])
  const asked = new Set<string>()
  for (const name of await readdir(join(folder, 'dist'))) {
    if (!name.endsWith('.js')) continue
    const text = await readFile(join(folder, 'dist', name), 'utf8')
    for (const [, request] of text.matchAll(
      /(?<![.\w])(?:require|import)\(["']([^"'.][^"']*)["']\)/g,
    )) {
      const parts = (request ?? '').replace(/^node:/, '').split('/')
      asked.add(parts[0]?.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''))
    }
  }
  for (const name of asked) {
    // sharp's own: they come with it.
    if (builtinModules.includes(name) || name.startsWith('@img/')) continue
    expect([...named], `${name} is asked for`).toContain(name)
  }
  for (const version of Object.values({ ...dependencies, ...optionalDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  }
  expect(await readdir(join(folder, 'dist'))).toContain(bin.inlay.split('/')[1])
})

it('leaves out what is of use on this machine alone', async () => {
  const names = await readdir(join(folder, 'dist'))
  expect(names.filter((name) => /\.map$|\.key$|^\.|\.js\./.test(name))).toEqual([])
})

it('carries both plugins, where the companion looks for them', async () => {
  const { figma, photoshop } = await pluginPlaces(folder)
  expect(await readdir(figma?.folder ?? '')).toEqual(['main.js', 'manifest.json', 'ui.html'])
  expect(photoshop?.file).toBe(join(folder, 'plugins', 'photoshop', 'inlay.ccx'))
})
