import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InlayError } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FillOptions } from './options.ts'
import { planFill } from './plan.ts'

let folder: string
const at = (...parts: string[]): string => join(folder, ...parts)
const touch = (...parts: string[]): Promise<void> => writeFile(at(...parts), 'x')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay plan '))
  await mkdir(at('masks'))
  for (const name of ['a.png', 'b.jpg', 'm.png']) await touch(name)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const plan = (images: string[], options: Partial<FillOptions>) =>
  planFill(
    images.map((name) => at(name)),
    { colourMatch: true, grain: true, ...options },
  )

const refused = (code: InlayError['code'], words: string) =>
  expect.objectContaining({ code, detail: expect.stringContaining(words) })

describe('one image', () => {
  it('goes to --out with its mask', async () => {
    const { isBatch, tasks } = await plan(['a.png'], { mask: at('m.png'), out: at('o.webp') })
    expect(isBatch).toBe(false)
    expect(tasks).toEqual([
      {
        image: at('a.png'),
        mask: at('m.png'),
        outputs: [at('o.webp')],
        kind: 'webp',
        form: 'composite',
      },
    ])
  })

  it('gets one name for each variation, three for fill', async () => {
    const { tasks } = await plan(['a.png'], {
      mask: at('m.png'),
      out: at('o.png'),
      operation: 'fill',
    })
    expect(tasks[0]?.outputs).toEqual([at('o-1.png'), at('o-2.png'), at('o-3.png')])
  })

  it('needs no mask to be expanded', async () => {
    const expand = { left: 1, top: 0, right: 0, bottom: 0 }
    const { tasks } = await plan(['a.png'], { expand, out: at('o.png') })
    expect(tasks[0]).not.toHaveProperty('mask')
  })

  it.each([
    ['nowhere to write', { mask: 'm.png' }, 'a file name for --out'],
    ['no mask', { out: 'o.png' }, 'a file name for --mask'],
    ['two places to write', { mask: 'm.png', out: 'o.png', outDir: 'd' }, 'not both'],
    ['two sources of masks', { mask: 'm.png', maskDir: 'masks', out: 'o.png' }, 'not both'],
    ['a folder as --out', { mask: 'm.png', out: '.' }, 'use --out-dir'],
    ['a kind we do not write', { mask: 'm.png', out: 'o.gif' }, 'for --out but received "o.gif"'],
  ])('refuses %s', async (_, options, words) => {
    const absolute = Object.fromEntries(
      Object.entries(options).map(([key, value]) => [key, at(value)]),
    )
    await expect(plan(['a.png'], absolute)).rejects.toEqual(refused('invalid_request', words))
  })

  it('refuses a second image', async () => {
    await expect(plan(['a.png', 'b.jpg'], { mask: at('m.png'), out: at('o.png') })).rejects.toEqual(
      refused('invalid_request', 'use --out-dir'),
    )
  })

  it('says before any work that the folder of --out is not there', async () => {
    await expect(plan(['a.png'], { mask: at('m.png'), out: at('none', 'o.png') })).rejects.toEqual(
      refused('file_unwritable', 'does not exist'),
    )
  })
})

describe('inputs are never overwritten', () => {
  it.each([
    ['the image', 'a.png'],
    ['the mask', 'm.png'],
  ])('not %s by its own name', async (_, name) => {
    await expect(
      plan(['a.png'], { mask: at('m.png'), out: at('masks', '..', name) }),
    ).rejects.toEqual(refused('output_exists', name))
  })

  it('not through a symbolic link, nor a hard link', async () => {
    await symlink(at('a.png'), at('soft.png'))
    await link(at('a.png'), at('hard.png'))
    for (const out of ['soft.png', 'hard.png']) {
      await expect(plan(['a.png'], { mask: at('m.png'), out: at(out) })).rejects.toEqual(
        refused('output_exists', out),
      )
    }
  })

  it('not when the image itself was named by a link', async () => {
    await symlink(at('a.png'), at('soft.png'))
    await expect(plan(['soft.png'], { mask: at('m.png'), out: at('a.png') })).rejects.toEqual(
      refused('output_exists', 'a.png'),
    )
  })

  it('not by --out-dir being the folder of the images, nor of the masks', async () => {
    await touch('masks', 'a.png')
    for (const outDir of [folder, at('masks')]) {
      await expect(plan(['a.png'], { maskDir: at('masks'), outDir })).rejects.toEqual(
        refused('output_exists', 'a.png'),
      )
    }
  })

  it('not by a variation of another name', async () => {
    await touch('o-2.png')
    await expect(
      plan(['o-2.png'], { mask: at('m.png'), out: at('o.png'), variations: 3 }),
    ).rejects.toEqual(refused('output_exists', 'o-2.png'))
  })
})

describe('many images', () => {
  it('meet the masks of the same stem', async () => {
    await touch('masks', 'a.webp')
    await touch('masks', 'b_mask.png')
    await touch('masks', 'notes.txt')
    const { isBatch, tasks } = await plan(['a.png', 'b.jpg'], {
      maskDir: at('masks'),
      outDir: at('out', 'deep'),
    })
    expect(isBatch).toBe(true)
    expect(tasks.map(({ mask, outputs, kind }) => [mask, outputs[0], kind])).toEqual([
      [at('masks', 'a.webp'), at('out', 'deep', 'a.png'), 'png'],
      [at('masks', 'b_mask.png'), at('out', 'deep', 'b.jpg'), 'jpeg'],
    ])
  })

  it('share one --mask when there is only one', async () => {
    const { tasks } = await plan(['a.png', 'b.jpg'], { mask: at('m.png'), outDir: at('out') })
    expect(tasks.map(({ mask }) => mask)).toEqual([at('m.png'), at('m.png')])
  })

  it('keep the problem of one from stopping the others', async () => {
    await touch('masks', 'a.png')
    const { tasks } = await plan(['a.png', 'b.jpg'], { maskDir: at('masks'), outDir: at('out') })
    expect(tasks[0]?.problem).toBeUndefined()
    expect(tasks[1]?.problem?.code).toBe('mask_missing')
  })

  it('do not guess between two masks', async () => {
    await touch('masks', 'a.png')
    await touch('masks', 'a.tif')
    const { tasks } = await plan(['a.png'], { maskDir: at('masks'), outDir: at('out') })
    expect(tasks[0]?.problem).toEqual(refused('mask_unreadable', 'a.png, a.tif'))
  })

  it('finds masks whose umlauts are written in Unicode’s other way', async () => {
    await touch('Gr\u00fcn.png')
    await touch('masks', 'Gru\u0308n.png')
    const { tasks } = await plan(['Gr\u00fcn.png'], { maskDir: at('masks'), outDir: at('out') })
    expect(tasks[0]?.mask).toBe(at('masks', 'Gru\u0308n.png'))
  })

  it('may lie beside their masks', async () => {
    await touch('a_mask.png')
    const { tasks } = await plan(['a.png'], { maskDir: folder, outDir: at('out') })
    expect(tasks[0]?.mask).toBe(at('a_mask.png'))
  })

  it('meet their sample masks, in a folder shared with the masks too', async () => {
    for (const name of ['a.png', 'a_sample.png', 'b.png', 'b-sample.tif']) {
      await touch('masks', name)
    }
    const folders = { maskDir: at('masks'), sampleDir: at('masks'), outDir: at('out') }
    const { tasks } = await plan(['a.png', 'b.jpg'], folders)
    expect(tasks.map(({ mask, sample }) => [mask, sample])).toEqual([
      [at('masks', 'a.png'), at('masks', 'a_sample.png')],
      [at('masks', 'b.png'), at('masks', 'b-sample.tif')],
    ])
    const { sampleDir, outDir } = folders
    const { tasks: bare } = await plan(['c.png'], { mask: at('m.png'), sampleDir, outDir })
    expect(bare[0]?.problem).toEqual(refused('mask_missing', 'is in --sample-dir'))
  })

  it('never have a sample mask written over', async () => {
    const sample = at('out', 'a.png')
    await expect(plan(['a.png'], { mask: at('m.png'), sample, outDir: at('out') })).rejects.toEqual(
      refused('output_exists', 'a.png is one of the inputs'),
    )
  })

  it.each([
    [{ sample: 's.png', sampleDir: 'samples' }, 'Expected --sample or --sample-dir, not both'],
    [{ invertSample: true }, 'Expected a file name for --sample but received nothing'],
  ])('refuse sample masks that contradict each other', async (options, detail) => {
    await expect(
      plan(['a.png'], { mask: at('m.png'), out: at('o.png'), ...options }),
    ).rejects.toEqual(refused('invalid_request', detail))
  })

  it('come from a folder in order of their names', async () => {
    await mkdir(at('photos'))
    for (const name of ['2.png', '10.png', 'notes.txt', '1.tiff']) await touch('photos', name)
    const { tasks } = await plan(['photos'], { mask: at('m.png'), outDir: at('out') })
    expect(tasks.map(({ image }) => image)).toEqual(
      ['1.tiff', '10.png', '2.png'].map((name) => at('photos', name)),
    )
  })

  it('are refused when two would be written to one file', async () => {
    await mkdir(at('other'))
    await touch('other', 'a.png')
    await expect(
      plan(['a.png', join('other', 'a.png')], { mask: at('m.png'), outDir: at('out') }),
    ).rejects.toEqual(refused('invalid_request', 'both be written to a.png'))
  })
})
