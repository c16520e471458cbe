/**
 * The playground's stage in Chromium, by pointer, finger and keyboard: what is painted, selected and
 * shown is to the byte what `shared` makes of the same points, and what the companion is sent.
 */
import {
  type BrushStroke,
  boundsOf,
  type Extent,
  FillAccepted,
  type FillRequest,
  fillOutline,
  type Mask,
  type Point,
  paintStroke,
  prepareMask,
} from '@inlay/shared'
import type { Response } from 'playwright-core'
import sharp from 'sharp'
import { beforeEach, describe, expect, it } from 'vitest'
import { fixture, hasNoBrowser, type Look, usePage } from './page.ts'
import { playground } from './playground.ts'

interface Sent {
  readonly request: FillRequest
  readonly mask: Mask
  readonly image: Uint8Array
}

describe.skipIf(hasNoBrowser)("the playground's stage", () => {
  const ui = usePage()
  const stage = () => ui.page.locator('.stage')

  beforeEach(() => {
    // What is handed in is looked at, and need not be filled.
    ui.daemon.desk.pause(true)
  })

  const bench = playground(ui)
  const opened = async (name: string, buffer: Uint8Array, look: Look = {}): Promise<void> => {
    await bench.start({ width: 1200, height: 800, ...look })
    await bench.open({ name, mimeType: 'image/png', buffer: Buffer.from(buffer) })
  }
  const chelsea = { width: 451, height: 300 }
  const openChelsea = async (look?: Look): Promise<void> => {
    await opened('chelsea.png', await fixture('chelsea.png'), look)
  }

  /** Pixel for pixel, the picture lies here: its corner on the page. */
  const actual = async (picture: Extent, ratio = 1): Promise<Point> => {
    await ui.page.keyboard.press('1')
    await ui.page.getByText('100%', { exact: true }).waitFor()
    const box = await stage().boundingBox()
    if (box === null) throw new Error('There is no stage.')
    const snap = (value: number): number => Math.round(value * ratio) / ratio
    return {
      x: box.x + snap((box.width - picture.width / ratio) / 2),
      y: box.y + snap((box.height - picture.height / ratio) / 2),
    }
  }
  const drag = async (points: readonly Point[], corner: Point, ratio = 1): Promise<void> => {
    const { mouse } = ui.page
    for (const [i, { x, y }] of points.entries()) {
      await mouse.move(corner.x + x / ratio, corner.y + y / ratio)
      if (i === 0) await mouse.down()
    }
    await mouse.up()
  }
  const line = (from: Point, to: Point, count: number): Point[] =>
    Array.from({ length: count + 1 }, (_, i) => ({
      x: Math.round(from.x + ((to.x - from.x) * i) / count),
      y: Math.round(from.y + ((to.y - from.y) * i) / count),
    }))
  const strokeOf = (points: readonly Point[], more: Partial<BrushStroke> = {}): BrushStroke => ({
    ...{ erase: false, size: 48, hardness: 0.8 },
    points: points.map(({ x, y }) => ({ x, y, pressure: 1 })),
    ...more,
  })
  const blank = ({ width, height }: Extent) => ({
    ...{ width, height, scale: 1 },
    data: new Uint8Array(width * height),
  })

  /** What the companion is handed when the person presses the button. */
  const run = async (): Promise<Sent> => {
    const taken = ui.page.waitForResponse(isFill)
    await ui.page.locator('button.edit-run').click()
    const { id } = FillAccepted.parse(await (await taken).json())
    const client = ui.client()
    const [request, image, png] = await Promise.all([
      client.request(id),
      client.input(id, 'image'),
      client.input(id, 'mask'),
    ])
    expect(await sharp(png).metadata()).toMatchObject({
      format: 'png',
      channels: 1,
      depth: 'uchar',
    })
    const { data, info } = await sharp(png)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const mask = { width: info.width, height: info.height, data: new Uint8Array(data) }
    return { request, image, mask }
  }
  const isFill = (response: Response): boolean =>
    response.status() === 202 && response.url().includes('/v1/fills')

  /** The veil over the picture, read off the screen: alpha is the mask. */
  const veil = async (picture: Extent, corner: Point): Promise<Uint8Array> => {
    const values = await ui.page.evaluate(
      ([x, y, width, height]) => {
        const canvas = document.querySelector('.stage-veil')
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('There is no veil.')
        const box = canvas.getBoundingClientRect()
        const { data } = canvas.getContext('2d')!.getImageData(x - box.x, y - box.y, width, height)
        let text = ''
        for (let i = 3; i < data.length; i += 4) text += String.fromCharCode(data[i]!)
        return text
      },
      [corner.x, corner.y, picture.width, picture.height] as const,
    )
    return Uint8Array.from(values, (letter) => letter.charCodeAt(0))
  }
  const differing = (a: Uint8Array, b: Uint8Array): number =>
    a.length === b.length ? a.reduce((sum, value, i) => sum + Number(value !== b[i]), 0) : Infinity
  const seenAs = (expected: Mask, corner: Point): Promise<void> =>
    expect.poll(async () => differing(await veil(expected, corner), expected.data)).toBe(0)

  it('paints, erases and takes back as the brush of shared does, and sends that', async () => {
    await openChelsea()
    const corner = await actual(chelsea)
    const expected = blank(chelsea)
    const first = line({ x: 60, y: 60 }, { x: 300, y: 180 }, 12)
    await drag(first, corner)
    paintStroke(expected, strokeOf(first))
    await seenAs(expected, corner)
    // Softer, larger, and partly away again.
    for (const key of ['{', '{', '{', '{', ']', ']']) await ui.page.keyboard.press(key)
    const second = line({ x: 200, y: 40 }, { x: 380, y: 40 }, 7)
    await drag(second, corner)
    const [size, hardness] = [70, 0.4]
    paintStroke(expected, strokeOf(second, { size, hardness }))
    await ui.page.keyboard.press('e')
    const away = line({ x: 180, y: 160 }, { x: 240, y: 90 }, 5)
    await drag(away, corner)
    const before = { ...expected, data: expected.data.slice() }
    paintStroke(expected, strokeOf(away, { size, hardness, erase: true }))
    await seenAs(expected, corner)
    await ui.page.keyboard.press('Control+z')
    await seenAs(before, corner)
    await ui.page.keyboard.press('Control+Shift+z')
    await seenAs(expected, corner)
    await ui.shot('stage-painted')
    expect(await ui.faults()).toEqual([])
    const { mask, image } = await run()
    expect(differing(mask.data, expected.data)).toBe(0)
    expect(Buffer.from(image).equals(Buffer.from(await fixture('chelsea.png')))).toBe(true)
  })

  it('shows the mask grown and feathered as the companion fills it', async () => {
    await openChelsea()
    const corner = await actual(chelsea)
    await ui.page.keyboard.press('r')
    await drag(
      [
        { x: 120, y: 90 },
        { x: 200, y: 120 },
        { x: 260, y: 170 },
      ],
      corner,
    )
    await ui.page.keyboard.press('l')
    const ring = Array.from({ length: 24 }, (_, i) => ({
      x: Math.round(330 + 50 * Math.cos(i / 3.8)),
      y: Math.round(200 + 40 * Math.sin(i / 3.8)),
    }))
    await drag(ring, corner)
    const expected = blank(chelsea)
    const corners = [
      { x: 120, y: 90 },
      { x: 260, y: 90 },
      { x: 260, y: 170 },
      { x: 120, y: 170 },
    ]
    fillOutline(expected, { erase: false, points: corners })
    fillOutline(expected, { erase: false, points: ring })
    await seenAs(expected, corner)
    await ui.page.getByRole('slider', { name: 'Expand mask' }).fill('9')
    await ui.page.getByRole('slider', { name: 'Feather' }).fill('21')
    await seenAs(prepareMask(expected, { grow: 9, feather: 21 }), corner)
    await ui.shot('stage-feathered')
    const { mask, request } = await run()
    expect(differing(mask.data, expected.data)).toBe(0)
    expect(request).toMatchObject({ grow: 9, feather: 21 })
  })

  it('selects what is clicked as the companion does, more by the next click, less by alt', async () => {
    await openChelsea()
    const corner = await actual(chelsea)
    await ui.page.keyboard.press('s')
    const eye = { x: 172, y: 112 }
    await ui.page.mouse.click(corner.x + eye.x, corner.y + eye.y)
    await ui.seen('Selected by the built-in engine')
    const image = await fixture('chelsea.png')
    const selector = ui.client().selector({ kind: 'encoded', part: 'image' }, image)
    const selected = async (points: readonly (Point & { label: 'in' | 'out' })[]) => {
      const { mask } = await selector.select({ points: [...points], format: 'raw' })
      return { ...chelsea, data: mask }
    }
    const other = { x: 310, y: 110 }
    await ui.page.mouse.click(corner.x + other.x, corner.y + other.y)
    const both = await selected([
      { ...eye, label: 'in' },
      { ...other, label: 'in' },
    ])
    await seenAs(both, corner)
    await ui.shot('stage-selected')
    await ui.page.keyboard.down('Alt')
    await ui.page.mouse.click(corner.x + 40, corner.y + 250)
    await ui.page.keyboard.up('Alt')
    const less = await selected([
      { ...eye, label: 'in' },
      { ...other, label: 'in' },
      { x: 40, y: 250, label: 'out' },
    ])
    await seenAs(less, corner)
    await ui.page.keyboard.press('Control+z')
    await seenAs(both, corner)
  })

  it('works by keyboard alone', async () => {
    await openChelsea()
    const corner = await actual(chelsea)
    await stage().focus()
    await ui.page.keyboard.press('ArrowRight')
    await ui.page.keyboard.down(' ')
    for (let i = 0; i < 4; i++) await ui.page.keyboard.press('ArrowRight')
    await ui.page.keyboard.up(' ')
    const box = await stage().boundingBox()
    const from = {
      x: (box?.x ?? 0) + (box?.width ?? 0) / 2 - corner.x,
      y: (box?.y ?? 0) + (box?.height ?? 0) / 2 - corner.y,
    }
    const expected = blank(chelsea)
    const points = [0, 1, 2, 3, 4].map((i) => ({ x: from.x + 10 * i, y: from.y }))
    paintStroke(expected, strokeOf(points))
    await seenAs(expected, corner)
    await ui.shot('stage-keyboard')
    await ui.page.keyboard.press('Control+i')
    await seenAs({ ...expected, data: expected.data.map((value) => 255 - value) }, corner)
    await ui.page.keyboard.press('Control+a')
    await seenAs({ ...expected, data: expected.data.map(() => 255) }, corner)
    await ui.page.keyboard.press('Control+d')
    await seenAs(blank(chelsea), corner)
  })

  it('zooms and pans with two fingers, and paints nothing by that', async () => {
    await openChelsea()
    const box = await stage().boundingBox()
    const middle = { x: (box?.x ?? 0) + 300, y: (box?.y ?? 0) + 300 }
    const zoom = async (): Promise<number> =>
      Number.parseInt((await ui.page.locator('.stage-zoom .share').textContent()) ?? '', 10)
    const before = await zoom()
    const cdp = await ui.context.newCDPSession(ui.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', spread: readonly number[]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: spread.map((by, id) => ({ x: middle.x + by, y: middle.y, id })),
      })
    await touch('touchStart', [-20])
    await touch('touchMove', [-26])
    await touch('touchStart', [-26, 40])
    for (const by of [60, 80, 100]) await touch('touchMove', [-by, by])
    await touch('touchEnd', [])
    await expect.poll(zoom).toBeGreaterThan(before * 2.5)
    await expect.poll(() => bench.button('Undo').isDisabled()).toBe(true)
    await ui.page.keyboard.press('0')
    await expect.poll(zoom).toBe(before)
  })

  it('is moved by the middle button and by the space bar, and paints as hard as a pen is pressed', async () => {
    await openChelsea()
    const corner = await actual(chelsea)
    const cdp = await ui.context.newCDPSession(ui.page)
    const pen = (
      type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
      point: Point,
      force: number,
    ) =>
      cdp.send('Input.dispatchMouseEvent', {
        ...{ type, force, x: corner.x + point.x, y: corner.y + point.y },
        ...{ button: 'left', buttons: 1, clickCount: 1, pointerType: 'pen' },
      })
    const points = [0.25, 0.5, 1].map((pressure, i) => ({ x: 100 + 60 * i, y: 90, pressure }))
    const [first, , last] = points
    if (first === undefined || last === undefined) throw new Error('There are three.')
    await pen('mousePressed', first, first.pressure)
    for (const point of points.slice(1)) await pen('mouseMoved', point, point.pressure)
    await pen('mouseReleased', last, 0)
    const expected = blank(chelsea)
    paintStroke(expected, { erase: false, size: 48, hardness: 0.8, points })
    await seenAs(expected, corner)
    const { mouse, keyboard } = ui.page
    await mouse.move(corner.x + 200, corner.y + 200)
    await mouse.down({ button: 'middle' })
    await mouse.move(corner.x + 230, corner.y + 180, { steps: 3 })
    await mouse.up({ button: 'middle' })
    await seenAs(expected, { x: corner.x + 30, y: corner.y - 20 })
    await keyboard.down(' ')
    await mouse.down()
    await mouse.move(corner.x + 200, corner.y + 200, { steps: 3 })
    await mouse.up()
    await keyboard.up(' ')
    await seenAs(expected, corner)
    // The right button erases, whatever the tool.
    await mouse.move(corner.x + 220, corner.y + 90)
    await mouse.down({ button: 'right' })
    await mouse.up({ button: 'right' })
    const dab = strokeOf([{ x: 220, y: 90 }], { erase: true })
    paintStroke(expected, dab)
    await seenAs(expected, corner)
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
    const sides = ['Left edge', 'Right edge', 'Top edge', 'Bottom edge']
    const [onLeft = 0, onRight, onTop = 0, onBottom = 0] = await Promise.all(sides.map(added))
    expect(onLeft).toBeGreaterThan(0)
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
