/** What the playground's edits are saved as, in Chromium: nothing but what was masked has changed in them. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPart } from '../setup/system-parts.mjs'
import { fixture, hasNoBrowser, usePage } from './page.ts'
import { pixels } from './photos.ts'
import { type File, playground } from './playground.ts'

const SIZE = { width: 300, height: 200 }

/** 16 bits with every low byte in use, see-through in a corner, with profile, EXIF and resolution. */
const deepPicture = async (): Promise<File> => {
  const small = await sharp(await fixture('chelsea.png'))
    .resize({ ...SIZE, fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer()
  const { width, height } = SIZE
  const deep = new Uint16Array(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++)
      deep[i * 4 + c] = (small[i * 3 + c] ?? 0) * 256 + ((i * 7 + c) % 256)
    deep[i * 4 + 3] = i % width < 12 && i < width * 12 ? 20_000 : 65_535
  }
  const buffer = await sharp(deep, { raw: { width, height, channels: 4 } })
    .toColourspace('rgb16')
    .withMetadata({ density: 240 })
    .withIccProfile('p3')
    .withExifMerge({ IFD0: { Artist: 'A. Designer' } })
    .png()
    .toBuffer()
  return { name: 'deep.png', mimeType: 'image/png', buffer }
}

const compare = findPart('imagemagick')

/** What ImageMagick reads in a file, in its own words. */
const identify = (path: string, format: string): string => {
  const program = compare ?? ''
  const isSeven = basename(program).startsWith('magick')
  const [command, args] = isSeven
    ? [program, ['identify']]
    : [join(dirname(program), 'identify'), []]
  return execFileSync(command, [...args, '-format', format, path], { encoding: 'utf8' })
}

describe.skipIf(hasNoBrowser)('what is saved', () => {
  const seat = usePage()
  const play = playground(seat)
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inlay-save-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('leaves every value that was never masked as it came, ten edits later, at 16 bits', async () => {
    const picture = await deepPicture()
    await play.start()
    await play.open(picture)
    await play.operation('Remove')
    for (let i = 0; i < 10; i++) {
      const [x, y] = [0.1 + (i % 5) * 0.16, 0.25 + Math.floor(i / 5) * 0.3]
      await play.mask(x, y, x + 0.1, y + 0.12)
      await play.run(i + 1)
    }
    const { steps } = await play.kept()
    const before = await pixels(picture.buffer)
    const last = await seat.client().resultPng(steps[9]?.id ?? '', 0, { form: 'composite' })
    const after = await pixels(last)
    const ever = new Uint8Array(SIZE.width * SIZE.height)
    for (const { id } of steps) {
      const mask = await sharp(await seat.client().input(id, 'mask'))
        .toColourspace('b-w')
        .raw()
        .toBuffer()
      expect(mask).toHaveLength(ever.length)
      for (let i = 0; i < ever.length; i++) ever[i] = Math.max(ever[i] ?? 0, mask[i] ?? 0)
    }
    expect(after).toHaveLength(before.length)
    let changed = 0
    for (let i = 0; i < before.length; i++) {
      if (before[i] === after[i]) continue
      if (ever[i >> 2] === 0) throw new Error(`Value ${i} was never masked, and has changed.`)
      changed += 1
    }
    expect(changed).toBeGreaterThan(2000)
    expect(ever.filter((value) => value > 0).length).toBeLessThan(ever.length / 4)
    await seat.shot('line-ten')

    // The same line again in a window that was closed meanwhile.
    await seat.page.reload()
    await expect.poll(() => play.items().count()).toBe(11)
    await expect.poll(async () => (await play.kept()).at).toBe(10)

    for (const [name, ending] of [
      ['PNG', 'png'],
      ['TIFF', 'tif'],
      ['WebP', 'webp'],
    ] as const) {
      const path = await saved(name)
      expect(basename(path)).toBe(`deep-inlay.${ending}`)
      const file = await readFile(path)
      const { depth, exif, icc, density } = await sharp(file).metadata()
      expect(icc?.length).toBeGreaterThan(100)
      expect((exif ?? file).includes('A. Designer')).toBe(true)
      if (ending !== 'webp') {
        expect([depth, density]).toEqual(['ushort', 240])
        expect(await pixels(file)).toEqual(after)
      }
      if (compare === undefined) continue
      expect(identify(path, '%m %w %h %z')).toBe(
        `${name.toUpperCase()} 300 200 ${ending === 'webp' ? 8 : 16}`,
      )
      expect(identify(path, '%[profile:icc]')).not.toBe('')
      if (ending === 'tif') expect(identify(path, '%[tiff:artist]')).toBe('A. Designer')
    }
    // What a JPEG cannot hold is said, and no file comes of it.
    await save('JPEG')
    await seat.seen(/transparency/)
  })

  const save = async (kind: string): Promise<void> => {
    await seat.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    await seat.page.locator('.edit-save-button').click()
    await seat.page.getByRole('radio', { name: kind }).check()
    await play.button('Save the file').click()
  }
  const saved = async (kind: string): Promise<string> => {
    const [download] = await Promise.all([seat.page.waitForEvent('download'), save(kind)])
    const path = join(folder, download.suggestedFilename())
    await download.saveAs(path)
    return path
  }

  it('saves a JPEG as good as one asks, and copies what one sees', async () => {
    const jpeg = await sharp(await fixture('chelsea.png'))
      .withMetadata({ density: 300 })
      .withExifMerge({ IFD0: { Copyright: 'Ours' } })
      .jpeg()
      .toBuffer()
    await play.start()
    await play.open({ name: 'cat.JPG', mimeType: 'image/jpeg', buffer: jpeg })
    await play.mask(0.4, 0.4, 0.5, 0.5)
    await play.run(1)
    await seat.page.locator('.edit-save-button').click()
    await seat.page.getByRole('radio', { name: 'JPEG' }).check()
    await seat.page.getByRole('slider', { name: 'Quality' }).fill('60')
    await seat.shot('line-save')
    expect(await seat.faults()).toEqual([])
    await seat.page.keyboard.press('Escape')
    await expect.poll(() => seat.page.locator('.edit-save-menu').getAttribute('open')).toBeNull()
    const path = await saved('JPEG')
    expect(basename(path)).toBe('cat-inlay.jpg')
    const file = await sharp(path).metadata()
    expect(file).toMatchObject({ format: 'jpeg', density: 300, width: 451 })
    expect(file.exif?.includes('Ours')).toBe(true)
    if (compare !== undefined) expect(identify(path, '%Q %x')).toMatch(/^60 300/)

    await seat.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await seat.glimpsed('Copied', () => play.button('Copy').click())
    const copied = await seat.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      const bitmap = await createImageBitmap(await (item?.getType('image/png') ?? new Blob()))
      return [bitmap.width, bitmap.height]
    })
    expect(copied).toEqual([451, 300])
  })

  it('asked nobody else for anything, and complained of nothing', () => {
    expect(seat.foreign).toEqual([])
    // Asked for on purpose: a JPEG of what is see-through.
    expect(seat.complaints.filter((one) => !/status of 415/.test(one))).toEqual([])
  })
})
