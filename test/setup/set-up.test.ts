/** The parts of set-up that need no fresh clone: its lock, finding npm and system parts, the bundles. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../companion/setup/lock.mjs'
import { assertNode } from '../../companion/setup/node-version.mjs'
import { findNpm } from '../../companion/setup/npm.mjs'
import { repository, runNode } from '../e2e/inlay.ts'
import { findPart } from './system-parts.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay set-up '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = async (...names: string[]): Promise<string> => {
  const path = join(folder, ...names)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, '')
  await chmod(path, 0o755)
  return path
}

describe('the lock', () => {
  const lock = (): string => join(folder, 'lock')

  it('lets one in at a time and is gone afterwards', async () => {
    let inside = 0
    const work = async (): Promise<void> => {
      inside++
      expect(inside).toBe(1)
      await wait(20)
      inside--
    }
    await Promise.all([1, 2, 3].map(() => withLock(lock(), work)))
    expect(await readdir(folder)).toEqual([])
  })

  it('is given back when the work fails', async () => {
    await expect(withLock(lock(), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withLock(lock(), () => 'again')).toBe('again')
  })

  it('is taken from a process that died with it', async () => {
    const dead = await runNode(['-e', 'process.stdout.write(String(process.pid))'])
    await mkdir(lock())
    await writeFile(join(lock(), 'pid'), dead.stdout)
    expect(await withLock(lock(), () => 'mine')).toBe('mine')
  })

  it('is taken when its maker died before it wrote who it was', async () => {
    await mkdir(lock())
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lock(), longAgo, longAgo)
    expect(await withLock(lock(), () => 'mine')).toBe('mine')
  })
})

describe('the Node of a clone', () => {
  const packageJson = async (...path: string[]) =>
    JSON.parse(await readFile(join(repository, ...path, 'package.json'), 'utf8'))

  it('is one that the tools run on, as they say it themselves', async () => {
    const { engines } = await packageJson()
    expect(engines).toEqual((await packageJson('node_modules', 'vite')).engines)
    expect(engines.node).toBe('^20.19.0 || >=22.12.0')
  })

  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.10.0'])('%s is one', (version) => {
    expect(() => assertNode(version)).not.toThrow()
  })

  it.each(['18.20.0', '20.9.0', '20.18.3', '21.7.3', '22.11.0'])('%s is told so', (version) => {
    expect(() => assertNode(version)).toThrow(
      `Expected Node 20.19, 22.12 or newer to build Inlay but this is ${version}.`,
    )
  })

  it('is not asked of whoever installs what is built', async () => {
    expect((await packageJson('companion')).engines).toEqual({ node: '>=20.9.0' })
  })
})

describe('findNpm', () => {
  it('takes the npm that started us', async () => {
    const npm = await file('npm-cli.js')
    expect(findNpm({ npm_execpath: npm }, '/nowhere/node')).toBe(npm)
  })

  it('does not take yarn for npm', async () => {
    const yarn = await file('yarn.js')
    expect(findNpm({ npm_execpath: yarn, PATH: '' }, join(folder, 'node'))).toBeUndefined()
  })

  it.each([
    ['Windows', ['node.exe'], ['node_modules', 'npm', 'bin', 'npm-cli.js']],
    ['elsewhere', ['bin', 'node'], ['lib', 'node_modules', 'npm', 'bin', 'npm-cli.js']],
  ])('finds it beside node as on %s', async (_, node, npm) => {
    const there = await file(...npm)
    expect(findNpm({ PATH: '' }, join(folder, ...node))).toBe(there)
  })

  it('finds the one of this machine', () => {
    expect(findNpm({ PATH: process.env.PATH })).toMatch(/npm-cli\.js$/)
  })
})

describe('findPart', () => {
  it('looks along PATH', async () => {
    const chromium = await file('bin', 'chromium')
    const PATH = [join(folder, 'none'), join(folder, 'bin')].join(delimiter)
    expect(findPart('chromium', { PATH })).toBe(chromium)
  })

  it('takes the one named by hand, and no other when that is not there', async () => {
    const chosen = await file('my chrome')
    expect(findPart('chromium', { CHROME_PATH: chosen, PATH: '' })).toBe(chosen)
    const PATH = join(folder, 'bin')
    await file('bin', 'chromium')
    expect(findPart('chromium', { CHROME_PATH: join(folder, 'gone'), PATH })).toBeUndefined()
  })
})

describe('the bundles', () => {
  const read = (name: string) => readFile(join(repository, 'companion', 'dist', name), 'utf8')

  it('are led past the barrel of shared, which would load zod with every fill', async () => {
    const fill = await read('inlay-fill.js')
    expect(fill).toContain('// shared/src/errors.ts')
    expect(fill).not.toContain('// shared/src/index.ts')
  })

  it('keep the daemon out of a fill', async () => {
    expect(await read('inlay-fill.js')).not.toContain('// companion/src/http/')
    expect(await read('inlay-commands.js')).toContain('// companion/src/http/')
  })

  it('load neither zod nor sharp before they are needed', async () => {
    const entry = JSON.stringify(join(repository, 'companion', 'dist', 'inlay-fill.js'))
    const script = `
      process.argv = ['node', 'inlay', 'fill', '--help']
      process.exit = () => {
        const native = process.report.getReport().sharedObjects.filter((f) => /vips|sharp/.test(f))
        console.error(JSON.stringify({ native, zod: '__zod_globalConfig' in globalThis }))
      }
      require(${entry})`
    const { stderr } = await runNode(['--eval', script])
    expect(JSON.parse(stderr)).toEqual({ native: [], zod: false })
  })
})

describe('the lockfile', () => {
  it('holds every package that any entry asks for, on every platform', async () => {
    const lock = JSON.parse(await readFile(join(repository, 'package-lock.json'), 'utf8'))
    const packages: Record<
      string,
      Record<string, Record<string, string> | undefined>
    > = lock.packages
    const isThere = (from: string, name: string): boolean => {
      const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`
      if (path in packages) return true
      if (from === '') return false
      const above = from.lastIndexOf('/node_modules/')
      return isThere(above < 0 ? '' : from.slice(0, above), name)
    }
    const missing = Object.entries(packages).flatMap(([from, entry]) =>
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
        .filter((name) => !isThere(from, name))
        .map((name) => `${from} needs ${name}`),
    )
    expect(missing).toEqual([])
    for (const platform of [
      'linux-x64',
      'linux-arm64',
      'darwin-arm64',
      'darwin-x64',
      'win32-x64',
    ]) {
      expect(packages).toHaveProperty([`node_modules/@img/sharp-${platform}`])
      expect(packages).toHaveProperty([`node_modules/@esbuild/${platform}`])
      const known = Object.keys(packages)
      for (const name of ['@rolldown/binding', 'lightningcss']) {
        expect(known.some((path) => path.startsWith(`node_modules/${name}-${platform}`))).toBe(true)
      }
    }
  })

  it('names no host: packages come from whatever registry npm is set to', async () => {
    expect(await readFile(join(repository, 'package-lock.json'), 'utf8')).not.toMatch(
      /"resolved": "https?:/,
    )
  })
})
