/** A folder of pictures in the companion's own page: paired, run, held, mended, saved, all real. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnglish } from './english.ts'
import { hasNoBrowser, usePage } from './page.ts'

const SIDE = 96
/** Of the picture; the rest is kept. */
const HOLE = { left: 30, top: 30, width: 24, height: 24 }

/** Noise: what repeats itself a fill can put back as it was, and then nothing is seen to differ. */
const picture = async (seed: number): Promise<Uint8Array> => {
  let state = seed
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
  return sharp(data, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer()
}
const mask = (side = SIDE): Promise<Uint8Array> =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#000' } })
    .composite([{ input: { create: { ...HOLE, channels: 3, background: '#fff' } }, ...HOLE }])
    .png()
    .toBuffer()

/** How many bytes differ inside and outside the hole. */
const differences = async (before: Uint8Array, after: Uint8Array) => {
  const [one, two] = await Promise.all(
    [before, after].map((file) => sharp(file).removeAlpha().raw().toBuffer()),
  )
  let [inside, outside] = [0, 0]
  one?.forEach((value, i) => {
    if (value === two?.[i]) return
    const [x, y] = [Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE)]
    const isIn =
      x >= HOLE.left && y >= HOLE.top && x < HOLE.left + HOLE.width && y < HOLE.top + HOLE.height
    if (isIn) inside++
    else outside++
  })
  return { inside, outside }
}

describe.skipIf(hasNoBrowser)('a batch', () => {
  const seat = usePage()
  let folder: string
  const files = new Map<string, Uint8Array>()
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'inlay-batch-')), 'beach day')
    for (const name of ['1', '2', '10']) files.set(`${name}.png`, await picture(Number(name) + 6))
    files.set('1_mask.png', await mask())
    files.set('masks/2.png', await mask())
    files.set('10-mask.png', await mask(64))
    files.set('broken.jpg', Buffer.from('not a picture'))
    files.set('broken_mask.png', await mask())
    files.set('lonely.png', await picture(5))
    files.set('left_mask.png', await mask())
    files.set('notes.txt', Buffer.from('no picture'))
    await mkdir(join(folder, 'masks'), { recursive: true })
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
  })
  afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }))

  const choose = (label: string, path: string): Promise<void> =>
    seat.page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(path)
  /**
   * The browser's own dialog cannot be driven: it gives a folder of the page's own storage, which is
   * as real a folder to write into.
   */
  const intoResults = (): Promise<void> =>
    seat.page.evaluate(() => {
      Reflect.set(window, 'showDirectoryPicker', async () => {
        const root = await navigator.storage.getDirectory()
        return root.getDirectoryHandle('results', { create: true })
      })
    })
  const row = (name: string) => seat.page.locator('.batch-item').filter({ hasText: name })

  it('pairs a folder with its masks, runs it, lists what failed, and saves what was made', async () => {
    await seat.signedIn('batch')
    await seat.seen('Drop a folder or pictures here')
    await seat.seen('Choose pictures first.')
    expect(await seat.faults()).toEqual([])
    await seat.shot('batch-empty')
    await choose('Choose a folder', folder)
    await seat.seen('5 pictures')
    await seat.seen('4 of 5 have a mask')
    await seat.seen('1 mask belongs to no picture: left_mask.png')
    await seat.shot('batch-ready')
    expect(await seat.faults()).toEqual([])

    // Nothing runs while the companion is paused, so what the page shows meanwhile is certain.
    seat.daemon.desk.pause(true)
    await seat.page.getByRole('button', { name: 'Start 4 pictures' }).click()
    await seat.seen('0 of 5 done')
    await row('1.png').getByText('In the companion’s queue').waitFor()
    await seat.page.getByRole('button', { name: 'Pause' }).click()
    await seat.seen('Paused. What runs is finished first.')
    seat.daemon.desk.pause(false)
    await seat.seen('2 of 5 done')
    await row('10.png').getByText('Waiting').waitFor()
    await seat.page.getByRole('button', { name: 'Go on' }).click()

    await row('10.png').getByText('The mask and the image have different sizes.').waitFor()
    await row('broken.jpg').getByText('The image cannot be read.').waitFor()
    await row('lonely.png').getByText('No mask found').waitFor()
    await seat.seen('3 failed')
    await seat.shot('batch-over')
    expect(await seat.faults()).toEqual([])
    await seat.page.getByLabel('Only those that failed').check()
    await expect.poll(() => seat.page.locator('.batch-item').count()).toBe(3)
    await seat.page.getByLabel('Only those that failed').uncheck()

    const download = seat.page.waitForEvent('download')
    await seat.page.getByRole('button', { name: /^Save: .*\/1\.png$/ }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('1-filled.png')
    const bytes = await readFile((await saved.path()) ?? '')
    const { inside, outside } = await differences(files.get('1.png') ?? bytes, bytes)
    expect(outside).toBe(0)
    expect(inside).toBeGreaterThan(100)
  })

  it('tries again what failed, and fills none twice', async () => {
    await seat.signedIn('batch', { width: 360, scheme: 'dark', scale: 2 })
    const fixed = join(folder, '..', 'fixed')
    await mkdir(fixed, { recursive: true })
    await writeFile(join(fixed, 'a.png'), files.get('1.png') ?? '')
    await writeFile(join(fixed, 'a_mask.png'), await mask())
    await choose('Choose a folder', fixed)
    await seat.seen('1 of 1 have a mask')
    // Changed since it was chosen: the browser no longer gives it out.
    await writeFile(join(fixed, 'a.png'), 'changed meanwhile, and longer than before')
    await seat.page.getByRole('button', { name: 'Start 1 picture' }).click()
    await row('a.png').getByText('The image cannot be read.').waitFor()
    await seat.shot('batch-narrow-dark')
    expect(await seat.overflow()).toEqual([])
    expect(await seat.faults()).toEqual([])
    // None has failed for a moment: it is tried.
    await seat.glimpsed('0 of 1 done', () =>
      seat.page.getByRole('button', { name: 'Try failed ones again' }).click(),
    )
    await seat.seen('1 failed')
  })

  it('fills all with one mask, and writes results into a folder as they come', async () => {
    await seat.signedIn('batch')
    await intoResults()
    const twin = join(folder, '..', 'twin')
    await mkdir(twin, { recursive: true })
    await writeFile(join(twin, '1.png'), files.get('2.png') ?? '')
    await seat.page
      .locator('input[type=file][aria-label="Choose pictures"]')
      .setInputFiles([join(folder, '1.png'), join(twin, '1.png')])
    await seat.page.getByText('One mask for all').click()
    await choose('Choose the mask', join(folder, '1_mask.png'))
    await seat.page.getByLabel('Save as').selectOption('jpeg')
    await seat.page.getByRole('button', { name: 'Choose a folder' }).last().click()
    await seat.seen('The folder “results”, as they come')
    // Two of one name, finished at about the same time: neither is written over.
    for (const names of [
      ['1-filled.jpg', '1-filled-2.jpg'],
      ['1-filled-3.jpg', '1-filled-4.jpg'],
    ]) {
      await seat.page.getByRole('button', { name: 'Start 2 pictures' }).click()
      for (const name of names) await seat.seen(`Saved as ${name}`)
      await seat.page.getByRole('button', { name: 'New batch' }).click()
    }
    const heads = await seat.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const results = await root.getDirectoryHandle('results')
      const file = await (await results.getFileHandle('1-filled-4.jpg')).getFile()
      return [...new Uint8Array(await file.slice(0, 3).arrayBuffer())]
    })
    expect(heads).toEqual([0xff, 0xd8, 0xff])
  })

  it('fills all with a mask that is painted on the first picture', async () => {
    await seat.signedIn('batch', { scheme: 'dark' })
    await seat.page
      .locator('input[type=file][aria-label="Choose pictures"]')
      .setInputFiles([join(folder, '1.png'), join(folder, '2.png')])
    await seat.page.getByText('One mask for all').click()
    await seat.page.getByRole('button', { name: 'Paint it on the first picture' }).click()
    const use = seat.page.getByRole('button', { name: 'Use this mask' })
    await use.waitFor()
    expect(await use.isDisabled()).toBe(true)
    const box = await seat.page.locator('.batch-easel').boundingBox()
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
    await seat.page.mouse.move(x, y)
    await seat.page.mouse.down()
    await seat.page.mouse.move(x + 40, y, { steps: 4 })
    await seat.page.mouse.up()
    await seat.shot('batch-paint')
    expect(await seat.faults()).toEqual([])
    await use.click()
    await seat.seen('Painted on 1.png')
    await seat.page.getByRole('button', { name: 'Start 2 pictures' }).click()
    await seat.seen('2 of 2 done')
    const download = seat.page.waitForEvent('download')
    await seat.page.getByRole('button', { name: 'Save: 2.png' }).click()
    const bytes = await readFile((await (await download).path()) ?? '')
    const meta = await sharp(bytes).metadata()
    expect([meta.width, meta.height]).toEqual([SIDE, SIDE])
    const { inside, outside } = await differences(files.get('2.png') ?? bytes, bytes)
    // The stroke begins in the middle and goes to the right: a band of some rows, no more.
    expect(inside).toBeGreaterThan(100)
    expect(outside).toBeLessThan(SIDE * SIDE)
    const rows = [files.get('2.png') ?? bytes, bytes].map((file) =>
      sharp(file).removeAlpha().extract({ left: 0, top: 0, width: SIDE, height: 30 }).raw(),
    )
    const [before, after] = await Promise.all(rows.map((row) => row.toBuffer()))
    expect(Buffer.compare(before ?? bytes, after ?? bytes)).toBe(0)
  })

  it('is found again when its page was closed: what was handed in goes on, the rest is chosen once more', async () => {
    await seat.signedIn('batch')
    const many = join(folder, '..', 'many')
    await mkdir(many, { recursive: true })
    for (let i = 0; i < 5; i++) await writeFile(join(many, `${i}.png`), files.get('1.png') ?? '')
    await choose('Choose a folder', many)
    await seat.page.getByText('Fill', { exact: true }).click()
    await seat.page.getByLabel('Prompt').fill('a secret boat')
    await seat.page.getByText('One mask for all').click()
    await choose('Choose the mask', join(folder, '1_mask.png'))
    seat.daemon.desk.pause(true)
    try {
      await seat.page.getByRole('button', { name: 'Start 5 pictures' }).click()
      for (const name of ['0.png', '1.png'])
        await row(name).getByText('In the companion’s queue').waitFor()
      await seat.page.reload()
      await seat.seen('3 pictures were not handed over')
      for (const name of ['0.png', '1.png'])
        await row(name).getByText('In the companion’s queue').waitFor()
    } finally {
      seat.daemon.desk.pause(false)
    }
    await seat.seen('2 of 5 done')
    await row('4.png').getByText('To be chosen again').waitFor()
    await seat.shot('batch-again')
    expect(await seat.faults()).toEqual([])
    const kept = await seat.page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).toContain('many/0.png')
    expect(kept).not.toContain('secret')
    await choose('Choose a folder', many)
    await seat.seen('5 of 5 done')
    const { items } = JSON.parse(
      await seat.page.evaluate(() => localStorage.getItem('inlay.batch.run') ?? ''),
    )
    const asked = await Promise.all(
      items.map(({ fill }: { fill: string }) => seat.client().request(fill)),
    )
    expect(asked.map(({ prompt }) => prompt)).toEqual(Array(5).fill('a secret boat'))
    expect(new Set(items.map(({ fill }: { fill: string }) => fill)).size).toBe(5)

    // All at once into a folder, where two of one name do not write over each other.
    await intoResults()
    await seat.page.getByRole('button', { name: 'Save all into a folder' }).click()
    await seat.seen('Saved as many/4-filled.png')
    await expect
      .poll(() => seat.page.evaluate(() => localStorage.getItem('inlay.batch.run')))
      .toBeNull()
    await seat.page.getByRole('button', { name: 'New batch' }).click()
    await seat.seen('Drop a folder or pictures here')
  })

  it('goes on while another section is looked at, in German as well', async () => {
    await seat.signedIn('batch', { language: 'de-DE' })
    await seat.page
      .locator('input[type=file][aria-label="Bilder wählen"]')
      .setInputFiles([join(folder, '1.png')])
    await seat.page.getByText('Erweitern', { exact: true }).click()
    await seat.page.getByLabel('Format').selectOption('16:9')
    await seat.shot('batch-german')
    expect(await seat.overflow()).toEqual([])
    await seat.page.getByRole('button', { name: '1 Bild starten' }).click()
    await seat.page.getByRole('link', { name: 'Füllungen' }).click()
    await seat.page.getByRole('link', { name: 'Stapel' }).click()
    await seat.seen('1 von 1 fertig')
    expect(await (await readEnglish('de')).left(seat.page)).toEqual([])
  })

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(seat.foreign).toEqual([])
    expect(seat.complaints.filter((text) => !/status of 422/.test(text))).toEqual([])
  })
})
