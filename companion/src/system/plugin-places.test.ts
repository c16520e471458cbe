import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pluginPlaces } from './plugin-places.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay plugins ü '))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const put = async (...parts: readonly string[]): Promise<string> => {
  const path = join(home, ...parts)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '')
  return path
}

test('a clone has them in its own folders, where they are built', async () => {
  const root = join(home, 'companion')
  expect(await pluginPlaces(root)).toEqual({})
  const manifest = await put('plugins', 'figma', 'dist', 'manifest.json')
  expect(await pluginPlaces(root)).toEqual({ figma: { folder: dirname(manifest), manifest } })
  const file = await put('plugins', 'photoshop-uxp', 'dist', 'inlay.ccx')
  expect((await pluginPlaces(root)).photoshop).toEqual({ file })
})

test('a package has them beside dist, and what lies around it is not ours', async () => {
  const root = join(home, 'app')
  await put('plugins', 'figma', 'dist', 'manifest.json')
  const manifest = await put('app', 'plugins', 'figma', 'manifest.json')
  const file = await put('app', 'plugins', 'photoshop', 'inlay.ccx')
  expect(await pluginPlaces(root)).toEqual({
    figma: { folder: dirname(manifest), manifest },
    photoshop: { file },
  })
})
