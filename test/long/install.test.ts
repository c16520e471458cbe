/**
 * What people install, installed: npm's package by `npm install --global` and `npx`, with nothing but
 * npm's registry; a newer version over an older one; and nothing left in the end. About two minutes,
 * most of them npm's.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, DeviceInfo, pair } from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeNpmPackage, packFolder } from '../../companion/setup/package/npm-package.mjs'
import { ensurePlugins } from '../../companion/setup/plugins.mjs'
import { fixture } from '../e2e/inlay.ts'
import { randomBytes } from '../hosts/fetches.ts'
import { takeFixedPorts } from '../setup/fixed-ports.ts'
import { BASE, health, type Installed, installedIn } from './installed.ts'

const NEWER = '0.2.0'

let giveBack: (() => Promise<void>) | undefined
let folder: string
let place: Installed
let tarballs: { readonly now: string; readonly newer: string }
const prefix = (): string => join(folder, 'prefix')
const program = (): string => join(prefix(), 'bin', 'inlay')
const inlay = (...args: readonly string[]) => place.run(program(), ...args)

beforeAll(async () => {
  giveBack = await takeFixedPorts()
  if (giveBack === undefined) throw new Error('The companion’s ports are taken')
  folder = await mkdtemp(join(tmpdir(), 'inlay installiert ü '))
  place = await installedIn(folder)
  expect(ensurePlugins()).toEqual([])
  const now = makeNpmPackage(folder)
  tarballs = { now, newer: await packNewer(join(folder, 'npm')) }
})
afterAll(async () => {
  await inlay('stop').catch(() => undefined)
  await giveBack?.()
  await rm(folder, { recursive: true, force: true })
})

/** The same files under another version: what an upgrade is to npm and to what is on disk. */
const packNewer = async (staged: string): Promise<string> => {
  const renumber = async (path: string, from: string | RegExp, to: string): Promise<void> =>
    writeFile(path, (await readFile(path, 'utf8')).replaceAll(from, to))
  await renumber(join(staged, 'package.json'), /"version": "[^"]*"/g, `"version": "${NEWER}"`)
  for (const name of await readdir(join(staged, 'dist'))) {
    if (!name.endsWith('.js')) continue
    const path = join(staged, 'dist', name)
    await renumber(path, /COMPANION_VERSION = "[^"]*"/g, `COMPANION_VERSION = "${NEWER}"`)
  }
  return packFolder(staged, folder)
}

const installGlobally = (tarball: string, ...args: readonly string[]) =>
  place.npm('install', '--global', '--prefix', prefix(), '--ignore-scripts', ...args, tarball)

it('npm install --global: it fills, serves and answers', async () => {
  expect(await installGlobally(tarballs.now, '--prefer-offline')).toMatchObject({ status: 0 })
  expect((await inlay('--version')).stdout).toBe('0.1.0\n')

  const out = join(place.home, 'gefüllt.png')
  const photo = fixture('coffee.png')
  const mask = fixture('masks/coffee.png')
  expect(await inlay('fill', photo, '--mask', mask, '--out', out)).toMatchObject({ status: 0 })
  expect(await sharp(out).metadata()).toMatchObject({ width: 600, height: 400 })
  await rm(out)

  const { ms } = await place.serve(program())
  console.log(`installed by npm: health after ${Math.round(ms)} ms`)
  expect(await health()).toMatchObject({ version: '0.1.0' })
})

it('an upgrade keeps tokens, paired plugins, settings and the history', async () => {
  const token = (await inlay('token')).stdout.trim()
  const options = { name: 'Figma', app: 'figma', fetch, randomBytes }
  const pairing = await pair<AbortSignal>(BASE, options)
  const asked: { pairings: { code: string }[] } = JSON.parse((await inlay('pair', '--json')).stdout)
  const plugin = await pairing.claim(asked.pairings[0]?.code ?? '')
  const client = createClient<AbortSignal>({ baseUrl: BASE, ...plugin, fetch, randomBytes })
  const size = { kind: 'raw', width: 64, height: 64 } as const
  await client.fill(
    {
      image: { ...size, part: 'image', channels: 4 },
      mask: { ...size, part: 'mask', channels: 1 },
    },
    {
      image: new Uint8Array(64 * 64 * 4).fill(128),
      mask: new Uint8Array(64 * 64).fill(255, 2000, 2020),
    },
  )
  const before = JSON.parse((await inlay('history', '--json')).stdout)
  expect(await inlay('settings', 'set', 'keep-days', '30')).toMatchObject({ status: 0 })

  // What npm has seen once is all it needs: nothing comes from anywhere but its registry. The older
  // companion runs meanwhile, as it does on a designer's machine.
  expect(await installGlobally(tarballs.newer, '--offline')).toMatchObject({ status: 0 })
  expect((await inlay('--version')).stdout).toBe(`${NEWER}\n`)
  expect((await inlay('status')).stdout).toContain('The companion 0.1.0 runs')
  expect((await inlay('stop')).status).toBe(0)
  await place.serve(program())
  expect(await health()).toMatchObject({ version: NEWER })

  expect((await inlay('token')).stdout.trim()).toBe(token)
  expect(JSON.parse((await inlay('history', '--json')).stdout)).toEqual(before)
  expect((await inlay('settings', 'get', 'keep-days')).stdout).toBe('30\n')
  const self = await fetch(`${BASE}/v1/devices/self`, {
    headers: { authorization: `Bearer ${plugin.token}` },
  })
  expect(DeviceInfo.parse(await self.json())).toMatchObject({ name: 'Figma' })
})

it('leaves nothing: no process, no file, no program', async () => {
  const said = await inlay('uninstall', '--yes')
  expect(said).toMatchObject({ status: 0, stderr: '' })
  expect(said.stdout).toContain('`npm uninstall -g inlay`')
  await expect(health()).rejects.toThrow()
  expect(await place.filesLeft()).toEqual([])
  expect(await place.npm('uninstall', '--global', '--prefix', prefix(), 'inlay')).toMatchObject({
    status: 0,
  })
  expect(await readdir(join(prefix(), 'bin'))).toEqual([])
  expect(await readdir(join(prefix(), 'lib', 'node_modules'))).toEqual([])
})

it('npx runs the package without installing it', async () => {
  const kept = join(place.env.npm_config_cache ?? '', '_npx')
  const copies = async (): Promise<string[]> => readdir(kept).catch(() => [])
  const before = new Set(await copies())
  const words = ['exec', '--yes', '--offline', '--package', tarballs.now, '--', 'inlay', 'engines']
  const ran = await place.npm(...words)
  // npm would keep its copy, 360 MB of it.
  for (const copy of await copies()) {
    if (!before.has(copy)) await rm(join(kept, copy), { recursive: true })
  }
  expect(ran).toMatchObject({ status: 0 })
  expect(ran.stdout).toContain('patchmatch')
})
