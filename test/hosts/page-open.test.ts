/** Pictures of every kind and size on the playground's stage, in Chromium: opened, shown, sent as they came. */
import { differing } from '@inlay/companion/pipeline/testing/pictures.ts'
import { boundsOf, paintStroke } from '@inlay/shared'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { blank, easel, line, strokeOf } from './easel.ts'
import { fixture, hasNoBrowser, usePage } from './page.ts'

describe.skipIf(hasNoBrowser)('pictures on the stage', () => {
  const ui = usePage()
  const { bench, opened, openChelsea, actual, drag, run } = easel(ui)

  beforeEach(() => {
    // What is handed in is looked at, and need not be filled.
    ui.daemon.desk.pause(true)
  })

  it('takes 50 megapixels without the page ever touching them at once', async () => {
    const picture = { width: 8660, height: 5774 }
    const buffer = await sharp(await fixture('chelsea.png'))
      .resize(picture.width, picture.height, { fit: 'fill', kernel: 'nearest' })
      .jpeg({ quality: 60 })
      .toBuffer()
    await bench.start({ width: 1200, height: 800 })
    await ui.page.evaluate(() => {
      const most = { drawn: 0, read: 0 }
      Object.assign(window, { most })
      const { prototype } = CanvasRenderingContext2D
      const { drawImage, getImageData } = prototype
      Object.assign(prototype, {
        drawImage(this: CanvasRenderingContext2D, ...given: Parameters<typeof drawImage>) {
          const [image] = given
          if (image instanceof ImageBitmap || image instanceof HTMLCanvasElement) {
            most.drawn = Math.max(most.drawn, image.width * image.height)
          }
          return Reflect.apply(drawImage, this, given)
        },
        getImageData(this: CanvasRenderingContext2D, ...given: Parameters<typeof getImageData>) {
          most.read = Math.max(most.read, given[2] * given[3])
          return Reflect.apply(getImageData, this, given)
        },
      })
    })
    await bench.open({ name: 'large.jpg', mimeType: 'image/jpeg', buffer })
    const corner = await actual(picture)
    // The middle of the picture, its pixels on the screen's.
    const first = line({ x: 4200, y: 2800 }, { x: 4400, y: 2950 }, 6)
    await drag(first, corner)
    await ui.page.keyboard.press('0')
    await ui.page.getByRole('slider', { name: 'Feather' }).fill('100')
    await ui.shot('stage-large')
    const { mask, request, image } = await run()
    const expected = blank(picture)
    paintStroke(expected, strokeOf(first))
    expect(mask).toMatchObject(picture)
    expect(Buffer.compare(mask.data, expected.data)).toBe(0)
    expect(request.feather).toBe(100)
    expect(Buffer.compare(image, buffer)).toBe(0)
    const most = await ui.page.evaluate(() => Reflect.get(window, 'most'))
    // The small copy of the whole is the largest that is ever drawn, and no pixel is read back.
    expect(most.drawn).toBeLessThanOrEqual(2048 * 2048)
    expect(most.read).toBe(0)
  })

  it('opens what is dropped, pasted, lying on its side or unknown to browsers', async () => {
    const turned = (kind: 'webp' | 'tiff' | 'jpeg') =>
      sharp({ create: { width: 80, height: 50, channels: 3, background: '#3a7' } })
        .withMetadata({ orientation: 6 })
        .toFormat(kind)
        .toBuffer()
    await bench.start()
    await ui.page.getByText('Drop a picture here').waitFor()
    await ui.shot('stage-opener')
    await ui.page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'x.png'))
      dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, cancelable: true }))
    })
    await ui.seen('Drop to open')
    await ui.shot('stage-drop')
    const bring = async (event: 'drop' | 'paste', name: string, bytes: Uint8Array) =>
      ui.page.evaluate(
        ([kind, file, text]) => {
          const data = new DataTransfer()
          const content = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
          data.items.add(new File([content], file, { type: 'image/png' }))
          const init = { bubbles: true, cancelable: true }
          dispatchEvent(
            kind === 'drop'
              ? new DragEvent('drop', { ...init, dataTransfer: data })
              : new ClipboardEvent('paste', { ...init, clipboardData: data }),
          )
        },
        [event, name, Buffer.from(bytes).toString('base64')] as const,
      )
    await bring('drop', 'notes.gif', Buffer.from('GIF89a and what follows'))
    await ui.seen(/Expected PNG, JPEG, WebP, TIFF or AVIF/)
    for (const [name, bytes, size] of [
      ['a.webp', await turned('webp'), '50 × 80'],
      ['b.tif', await turned('tiff'), '50 × 80'],
      ['c.jpg', await turned('jpeg'), '50 × 80'],
    ] as const) {
      await bring('drop', name, bytes)
      await ui.page.locator('.edit-top').getByText(name).waitFor()
      await ui.seen(size)
    }
    await bring('paste', 'image.png', await fixture('chelsea.png'))
    await ui.seen(/pasted-.*\.png/)
    await ui.seen('451 × 300')
  })

  it('shows odd shapes and colours as they are, and lets go of the picture before', async () => {
    const plain = (width: number, height: number, background = '#f00') =>
      sharp({ create: { width, height, channels: 3, background } })
    const wide = await plain(1, 1).withIccProfile('p3').png().toBuffer()
    const at = wide.indexOf('iCCP') - 4
    const red = await plain(300, 200).png().toBuffer()
    // Red as only a wide gamut has it: the profile is named, the numbers stay.
    const p3 = Buffer.concat([
      red.subarray(0, 33),
      wide.subarray(at, at + wide.readUInt32BE(at) + 12),
      red.subarray(33),
    ])
    await bench.start()
    const cdp = await ui.context.newCDPSession(ui.page)
    const features = [{ name: 'color-gamut', value: 'p3' }]
    await cdp.send('Emulation.setEmulatedMedia', { features })
    for (const [name, buffer, size] of [
      ['dot.png', await plain(1, 1).png().toBuffer(), '1 × 1'],
      ['panorama.png', await plain(20_000, 500).png().toBuffer(), '20,000 × 500'],
      ['wide.png', p3, '300 × 200'],
    ] as const) {
      await bench.open({ name, mimeType: 'image/png', buffer })
      await ui.page.locator('.edit-top').getByText(size).waitFor()
      // One for the picture, one for its mask: those of the picture before have ended.
      await expect.poll(() => ui.page.workers().length).toBe(2)
    }
    const shown = () =>
      ui.page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.stage-picture')
        const [x, y] = [(canvas?.width ?? 0) / 2, (canvas?.height ?? 0) / 2]
        const settings = { colorSpace: 'display-p3' } as const
        return [...(canvas?.getContext('2d')?.getImageData(x, y, 1, 1, settings).data ?? [])]
      })
    // In sRGB it could be no more than 234, 51, 35.
    await expect.poll(async () => (await shown())[0]).toBeGreaterThan(252)
    await expect.poll(async () => (await shown())[1]).toBeLessThan(3)
  })

  it('shows a picture in CMYK, and fills it once it may be converted', async () => {
    const press = await sharp(await fixture('chelsea.png'))
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .tiff()
      .toBuffer()
    ui.daemon.desk.pause(false)
    await opened('press.tif', press)
    await bench.mask(0.3, 0.3, 0.5, 0.5)
    await ui.page.locator('button.edit-run').click()
    await ui.seen('This picture is in CMYK or Lab')
    await ui.shot('stage-cmyk')
    expect(await ui.faults()).toEqual([])
    await bench.button('Convert and go on').click()
    await expect.poll(() => bench.items().count()).toBe(2)
    await expect.poll(() => ui.page.getByRole('alert').count()).toBe(0)
  })

  it('offers what is see-through, and goes out by its edges', async () => {
    const holed = await sharp({
      create: { width: 200, height: 120, channels: 4, background: '#357' },
    })
      .composite([
        {
          input: Buffer.from(
            '<svg width="200" height="120"><rect x="50" y="30" width="60" height="40"/></svg>',
          ),
          blend: 'dest-out',
        },
      ])
      .png()
      .toBuffer()
    await opened('holed.png', holed, { scheme: 'dark', scale: 2 })
    await bench.button('Add transparent areas to the mask').click()
    await ui.shot('stage-holed-dark')
    const { mask } = await run()
    const alpha = await sharp(holed).extractChannel(3).raw().toBuffer()
    expect(
      differing(
        mask.data,
        new Uint8Array(alpha).map((value) => 255 - value),
      ),
    ).toBe(0)
    expect(boundsOf(mask)).toMatchObject({ width: 200, height: 120 })
  })

  it('fits a narrow window, and its edges are dragged, keyed and typed', async () => {
    await openChelsea({ width: 380, height: 780, scheme: 'dark', scale: 2 })
    expect(await ui.overflow()).toEqual([])
    expect(await ui.faults()).toEqual([])
    await ui.shot('stage-narrow-dark')
    await bench.operation('Expand')
    const right = ui.page.getByRole('slider', { name: 'Right edge' })
    await right.focus()
    await ui.page.keyboard.press('Shift+ArrowRight')
    await ui.page.keyboard.press('ArrowRight')
    await expect.poll(() => right.getAttribute('aria-valuenow')).toBe('110')
    const at = await right.boundingBox()
    const [x, y] = [(at?.x ?? 0) + (at?.width ?? 0) / 2, (at?.y ?? 0) + (at?.height ?? 0) / 2]
    await ui.page.mouse.move(x, y)
    await ui.page.mouse.down()
    await ui.page.mouse.move(x - 400, y, { steps: 3 })
    await ui.page.mouse.up()
    await expect.poll(() => right.getAttribute('aria-valuenow')).toBe('0')
    await ui.page.getByLabel('Aspect ratio').selectOption('1:1')
    await ui.seen('Becomes 451 × 451 px')
    await ui.shot('stage-expand-dark')
    // With Shift the shape stays as it is, with Alt the other side goes as far.
    const middle = await right.boundingBox()
    await ui.page.mouse.move((middle?.x ?? 0) + 8, (middle?.y ?? 0) + 8)
    await ui.page.mouse.down()
    await ui.page.keyboard.down('Shift')
    await ui.page.keyboard.down('Alt')
    await ui.page.mouse.move((middle?.x ?? 0) + 28, (middle?.y ?? 0) + 8, { steps: 3 })
    await ui.page.mouse.up()
    await ui.page.keyboard.up('Alt')
    await ui.page.keyboard.up('Shift')
    const added = async (name: string): Promise<number> =>
      Number(await ui.page.getByRole('slider', { name }).getAttribute('aria-valuenow'))
    await expect.poll(() => added('Left edge')).toBeGreaterThan(0)
    const sides = ['Left edge', 'Right edge', 'Top edge', 'Bottom edge']
    const [onLeft = 0, onRight, onTop = 0, onBottom = 0] = await Promise.all(sides.map(added))
    expect(onRight).toBe(onLeft)
    expect(Math.abs(451 + 2 * onLeft - (300 + onTop + onBottom))).toBeLessThan(2)
    expect(await ui.overflow()).toEqual([])
    expect(await ui.faults()).toEqual([])
  })

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(ui.foreign).toEqual([])
    expect(ui.complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([])
  })
})
