/**
 * The playground's stage in Chromium, by pointer, finger and keyboard: what is painted, selected and
 * shown is to the byte what `shared` makes of the same points, and what the companion is sent.
 */
import { differing } from '@inlay/companion/pipeline/testing/pictures.ts'
import { fillOutline, type Point, paintStroke, prepareMask } from '@inlay/shared'
import { beforeEach, describe, expect, it } from 'vitest'
import { blank, chelsea, easel, line, strokeOf } from './easel.ts'
import { fixture, hasNoBrowser, usePage } from './page.ts'

describe.skipIf(hasNoBrowser)("the playground's stage", () => {
  const ui = usePage()
  const { bench, stage, openChelsea, actual, drag, run, seenAs } = easel(ui)

  beforeEach(() => {
    // What is handed in is looked at, and need not be filled.
    ui.daemon.desk.pause(true)
  })

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
    // Out into a file that a batch would find, and in again.
    const [file] = await Promise.all([
      ui.page.waitForEvent('download'),
      bench.button('Save the mask as a file').click(),
    ])
    expect(file.suggestedFilename()).toBe('chelsea_mask.png')
    await bench.button('Clear mask').click()
    await seenAs(blank(chelsea), corner)
    const load = ui.page.locator('input[aria-label="Add a mask from a file"]')
    await load.setInputFiles(await file.path())
    await seenAs(prepareMask(expected, { grow: 9, feather: 21 }), corner)
    const buffer = Buffer.from(await fixture('masks/astronaut.png'))
    await load.setInputFiles({ name: 'other.png', mimeType: 'image/png', buffer })
    await ui.seen('The mask and the image have different sizes.')
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
    await ui.page.mouse.click(corner.x + 300, corner.y + 200)
    await ui.page.keyboard.up('Alt')
    const less = await selected([
      { ...eye, label: 'in' },
      { ...other, label: 'in' },
      { x: 300, y: 200, label: 'out' },
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

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(ui.foreign).toEqual([])
    expect(ui.complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([])
  })
})
