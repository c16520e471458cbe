/** A diffusion model through the real command line: named for one run, or brought and then chosen. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tinyFolder } from '@inlay/companion/engines/diffusion/testing/tiny.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inlay } from './inlay.ts'
import { countDifferences, readPixels } from './pictures.ts'

const PHOTO = tinyFolder('input-96x64.png')
const MASK = tinyFolder('input-96x64-mask.png')

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-diffusion-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const run = (...args: string[]) =>
  inlay(args, { env: { INLAY_HOME: home, INLAY_PROVIDERS: 'cpu' } })

const fill = (out: string, ...more: string[]) =>
  run(
    'fill',
    PHOTO,
    '--mask',
    MASK,
    '-o',
    join(home, out),
    '--operation',
    'fill',
    '--json',
    ...more,
  )

describe('inlay fill --engine sd15 --model FOLDER', () => {
  it('paints variations inside the mask only, the same for the same seed', async () => {
    const words = ['--engine', 'sd15', '--model', tinyFolder('sd15-inpaint'), '-p', 'a red wall']
    const options = ['--steps', '4', '--seed', '3', '--guidance-scale', '5', '--clip-skip', '0']
    const ended = await fill('a.png', ...words, ...options, '--variations', '2')
    expect(ended.status, ended.stderr).toBe(0)
    const report = JSON.parse(ended.stdout)
    expect(report).toMatchObject({ engine: 'sd15', seed: 3 })
    expect(report.notes.join()).not.toContain('made no difference')
    const [before, one, two, mask] = await Promise.all(
      [PHOTO, join(home, 'a-1.png'), join(home, 'a-2.png'), MASK].map(readPixels),
    )
    for (const after of [one!, two!]) {
      const { outside, inside } = countDifferences(before!, after, mask!)
      expect(outside).toBe(0)
      expect(inside).toBeGreaterThan(1000)
    }
    expect(one!.data).not.toEqual(two!.data)
    const again = ['--seed', '4', '--variations', '1']
    expect((await fill('b.png', ...words, ...options, ...again)).status).toBe(0)
    expect((await readPixels(join(home, 'b.png'))).data).toEqual(two!.data)
  })

  it('says so when the folder holds another kind of model, and writes nothing', async () => {
    const before = await readdir(home)
    const ended = await fill('c.png', '--engine', 'sdxl', '--model', tinyFolder('sd15'))
    expect(ended.status).not.toBe(0)
    expect(ended.stdout + ended.stderr).toContain('name sd15')
    expect(await readdir(home)).toEqual(before)
  })
})

describe('inlay models add FOLDER', () => {
  it('leaves it where it is, lists it, and is taken for what is to be put there by words', async () => {
    const added = await run('models', 'add', tinyFolder('sdxl-inpaint'), '--licence', 'none')
    expect(added.status, added.stderr).toBe(0)
    expect(added.stdout).toContain('stays where it is')
    expect(added.stdout).toContain('--engine sdxl-inpaint')
    const { models } = JSON.parse((await run('models', '--json')).stdout)
    expect(models.find((model: { id: string }) => model.id === 'sdxl-inpaint')).toMatchObject({
      task: 'diffusion',
      source: 'own',
      state: 'installed',
      licence: { name: 'none' },
    })
    const options = ['--steps', '2', '--variations', '1']
    const engineOf = async (...more: string[]) => {
      const ended = await fill('d.png', ...options, ...more)
      expect(ended.status, ended.stderr + ended.stdout).toBe(0)
      return JSON.parse(ended.stdout).engine
    }
    expect(await engineOf('-p', 'the sea')).toBe('sdxl-inpaint')
    expect(await engineOf('--engine', 'sdxl')).toBe('sdxl-inpaint')
    // Without words there is nothing to put there by words.
    expect(await engineOf()).toBe('patchmatch')
    expect((await run('models', 'remove', 'sdxl-inpaint')).status).toBe(0)
    expect(await readdir(tinyFolder('sdxl-inpaint'))).toContain('unet')
    expect(await engineOf('-p', 'the sea')).toBe('patchmatch')
  })
})
