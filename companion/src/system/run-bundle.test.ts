import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { distFile } from './dist.ts'

const CACHE = `-${process.arch}`
const folder = mkdtempSync(join(tmpdir(), 'inlay-bundle-'))
const dist = join(folder, 'dist')
cpSync(dirname(distFile('inlay.js')), dist, { recursive: true })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const help = () =>
  spawnSync(process.execPath, [join(dist, 'inlay.js'), 'fill', '--help'], { encoding: 'utf8' })

const caches = (): string[] =>
  readdirSync(dist).filter((name) => name.startsWith('inlay-fill.js.') && name.endsWith(CACHE))

describe('the command line', () => {
  it('is built with the code of its fill for the V8 that built it', () => {
    const source = readFileSync(join(dist, 'inlay-fill.js'), 'utf8')
    const [, id] = /\/\/# id=([0-9a-f]{16})\n$/.exec(source) ?? []
    // Of the V8 that built: CI runs this file on other Nodes with the same dist.
    expect(caches()).toEqual([
      expect.stringMatching(new RegExp(`^inlay-fill\\.js\\.${id}\\.\\d.*-${process.arch}$`)),
    ])
  })

  it('runs the source it finds, never the code of another', () => {
    const file = join(dist, 'inlay-fill.js')
    const source = readFileSync(file, 'utf8')
    // As long as before: V8 itself would take the old code for this.
    const changed = source.replaceAll(
      'white is filled, black is kept',
      'WHITE is filled, black is kept',
    )
    const other = changed.replace(/(\/\/# id=)[0-9a-f]{16}\n$/, '$10123456789abcdef\n')
    expect(other.length).toBe(source.length)
    writeFileSync(file, other)
    expect(help().stdout).toContain('WHITE is filled')
    writeFileSync(file, source)
    expect(help().stdout).toContain('white is filled')
  })

  it('runs where the code cannot be used, and where there is none', () => {
    const [name] = caches()
    const path = join(dist, name ?? 'missing')
    writeFileSync(path, 'no code at all')
    expect(help()).toMatchObject({ status: 0, stderr: '' })
    rmSync(path)
    expect(help()).toMatchObject({ status: 0, stderr: '' })
  })
})
