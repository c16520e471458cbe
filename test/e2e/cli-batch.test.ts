/** `inlay fill` with many images: goes on, skips, redoes, sums up. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchOutput } from '../../companion/src/cli/fill/output.ts'
import { inlay } from './inlay.ts'
import { asImage, drawDisc, drawPicture } from './pictures.ts'

let folder: string
const at = (...names: string[]): string => join(folder, ...names)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay batch '))
  await mkdir(at('photos'))
  await mkdir(at('masks'))
  await asImage(drawPicture(64, 48, 3))
    .png()
    .toFile(at('photos', 'one.png'))
  await asImage(drawDisc(64, 48, 8))
    .png()
    .toFile(at('masks', 'one.png'))
  await asImage(drawPicture(70, 50, 3))
    .jpeg()
    .toFile(at('photos', 'two.jpg'))
  await asImage(drawDisc(70, 50, 8))
    .png()
    .toFile(at('masks', 'two.png'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const batch = (...options: string[]) =>
  inlay(['fill', 'photos', '--mask-dir', 'masks', '--out-dir', 'out', '--seed', '1', ...options], {
    cwd: folder,
  })

const parse = (text: string): BatchOutput => BatchOutput.parse(JSON.parse(text))

describe('a batch', () => {
  it('fills every image under its own name and kind, and sums up', async () => {
    const run = await batch()
    expect(run.status).toBe(0)
    expect(run.stdout).toMatch(/^2 filled in \d/m)
    expect((await readdir(at('out'))).sort()).toEqual(['one.png', 'two.jpg'])
    expect((await readFile(at('out', 'two.jpg'))).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  })

  it('goes on past a bad one, says which, and ends with its code', async () => {
    await writeFile(at('photos', 'broken.png'), 'x')
    await copyFile(at('masks', 'one.png'), at('masks', 'broken.png'))
    await copyFile(at('photos', 'one.png'), at('photos', 'lonely.png'))
    const run = await batch()
    expect(run.status).toBe(3)
    expect(run.stderr).toContain(`${join('photos', 'broken.png')}: The image cannot be read.`)
    expect(run.stderr).toContain(`${join('photos', 'lonely.png')}: There is no mask.`)
    expect(run.stdout).toMatch(/^2 filled, 2 failed in /m)
    expect((await readdir(at('out'))).sort()).toEqual(['one.png', 'two.jpg'])
  })

  it('skips what is done and redoes it with --force', async () => {
    await batch()
    const made = await stat(at('out', 'one.png'))
    await rm(at('out', 'two.jpg'))

    const again = await batch()
    expect(again.status).toBe(0)
    expect(again.stdout).toContain('1 filled, 1 skipped (already there; --force redoes)')
    expect((await stat(at('out', 'one.png'))).mtimeMs).toBe(made.mtimeMs)

    expect((await batch('--force')).stdout).toMatch(/^2 filled in /m)
    expect((await stat(at('out', 'one.png'))).mtimeMs).toBeGreaterThan(made.mtimeMs)
  })

  it('counts an image as done only when all its variations are there', async () => {
    await batch('--variations', '2')
    await rm(at('out', 'one-2.png'))
    expect((await batch('--variations', '2')).stdout).toContain('1 filled, 1 skipped')
  })

  it('prints one object with --json, and nothing else', async () => {
    await batch()
    await rm(at('out', 'two.jpg'))
    await writeFile(at('photos', 'broken.png'), 'x')
    await copyFile(at('masks', 'one.png'), at('masks', 'broken.png'))
    const run = await batch('--json')
    expect(run).toMatchObject({ status: 3, stderr: '' })
    const output = parse(run.stdout)
    expect(output).toMatchObject({ done: 1, skipped: 1, failed: 1 })
    expect(output.results.map(({ input, state }) => [input, state])).toEqual([
      [join('photos', 'broken.png'), 'failed'],
      [join('photos', 'one.png'), 'skipped'],
      [join('photos', 'two.jpg'), 'done'],
    ])
  })

  it('says nothing but errors with --quiet', async () => {
    expect(await batch('--quiet')).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('stops at once for an engine that is not there', async () => {
    expect((await batch('--engine', 'nosuch')).status).toBe(4)
  })

  it('never writes into the folder of its inputs', async () => {
    const before = await readFile(at('photos', 'one.png'))
    const run = await inlay(
      ['fill', 'photos', '--mask-dir', 'masks', '--out-dir', 'photos', '--force'],
      { cwd: folder },
    )
    expect(run.status).toBe(3)
    expect((await readFile(at('photos', 'one.png'))).equals(before)).toBe(true)
  })
})
