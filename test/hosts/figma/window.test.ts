/**
 * The whole way, as a designer goes it: the built window in Chromium inside a page like Figma's, the
 * built sandbox script in QuickJS over the host double, and a real companion with the embedded
 * engine. Pairing, removing, filling, expanding, painting, clicking, applying, undoing.
 */
import { decodeEnvelope, type Language } from '@inlay/shared'
import { panelCatalogue } from '@inlay/shared/panel'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cutOff } from '../cut-off.ts'
import { readEnglish } from '../english.ts'
import {
  createDesk,
  DENSITY,
  type Desk,
  isPossible,
  keepTidy,
  PICTURE,
  photo,
  shape,
} from './desk.ts'

const { ports } = await vi.hoisted(async () => {
  const { freePorts } = await import('../../setup/free-ports.ts')
  return { ports: await freePorts() }
})
vi.mock('../../../shared/src/ports.ts', () => ({ COMPANION_PORTS: ports }))

/** Beside English; what follows goes on in the last. */
const SPOKEN = ['es', 'ja', 'tr', 'de'] as const

const rounded = (values: readonly (number | undefined)[]): number[] =>
  values.map((value) => Math.round(value ?? Number.NaN))

let desk: Desk

beforeAll(async () => {
  if (isPossible) desk = await createDesk(ports)
})
afterAll(() => desk?.clear())

describe.skipIf(!isPossible)('the plugin’s window in Figma, the first time', () => {
  keepTidy(() => desk, false)

  it('is paired by the six digits, which the sandbox keeps', async () => {
    await desk.said('h1', 'Pair with your companion')
    await desk.press('Pair')
    await desk.find('.code input').waitFor()
    await desk.show('pairing')
    await desk.accessible()
    const right = desk.companion.code()
    await desk.find('.code input').fill(right === '000000' ? '000001' : '000000')
    await desk.said('#code-said', 'That was not the code')
    // As copied from a terminal.
    await desk.find('.code input').fill(`${right.slice(0, 3)} ${right.slice(3)}`)
    await desk.ready()
    await expect
      .poll(() => JSON.parse(desk.storage.get('credentials') ?? 'null'))
      .toMatchObject({ token: expect.stringMatching(/^[\w-]{43}$/) })
  })
})

describe.skipIf(!isPossible)('the plugin’s window in Figma', () => {
  keepTidy(() => desk)

  it('removes what a shape covers: above the picture, nothing else changed, one undo', async () => {
    await desk.ready()
    await desk.show('remove')
    const before = await desk.pixels()
    await desk.press('Remove')
    await desk.done()
    await desk.accessible()
    await desk.show('result')
    expect(desk.layers()).toHaveLength(2)
    const unplaced = desk.host.posted()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    const { pages, nodes } = desk.host.document()
    const order = nodes.find(({ id }) => id === pages[0])?.children ?? []
    const names = order.map((child) => nodes.find(({ id }) => id === child)?.name)
    expect(names).toEqual(['Coffee', 'Removed', 'Handle'])
    const box = nodes.find(({ name }) => name === 'Removed')?.box
    // Nowhere may it lie beside its mask.
    const { x = 0, y = 0, width = 0, height = 0 } = box ?? {}
    expect([x, y, x + width, y + height].map(Math.round)).toEqual([125, 131, 170, 191])
    expect(nodes.find(({ name }) => name === 'Handle')?.visible).toBe(false)
    const after = await desk.pixels()
    const isInside = (i: number): boolean => {
      const [x, y] = [((i / 3) | 0) % PICTURE.width, (i / 3 / PICTURE.width) | 0]
      // The ellipse, and a pixel around it for the double's own smoothing.
      return ((x + 0.5 - 107.5) / 23.5) ** 2 + ((y + 0.5 - 131) / 31) ** 2 < 1
    }
    const changed = [...before.keys()].filter((i) => before[i] !== after[i])
    expect(changed.filter((i) => !isInside(i))).toEqual([])
    expect(changed.length).toBeGreaterThan(3000)
    // Read anew with its result, and the document was only looked at for it.
    await desk.hears('captured', unplaced)
    await desk.find('.stage canvas').waitFor()
    expect(desk.host.undo()).toBe(true)
    expect(desk.layers().map(({ name }) => name)).toEqual(['Coffee', 'Handle'])
  })

  it('paints, erases, undoes, and changes no byte that was not painted on', async () => {
    await desk.choose('brush')
    await desk.said('#blocked', 'The mask is still empty')
    await desk.find('.ring').waitFor({ state: 'attached' })
    await desk.drag([0.3, 0.45], [0.5, 0.5])
    await desk.ready()
    await desk.press('Undo the last stroke')
    await desk.said('#blocked', 'The mask is still empty')
    await desk.key('Control+Shift+z')
    await desk.ready()
    await desk.show('brush')
    await desk.press('Erase')
    await desk.drag([0.25, 0.44], [0.55, 0.51])
    await desk.accessible()
    await desk.press('Undo the last stroke')
    await desk.press('Erase')
    const before = await desk.pixels()
    await desk.key('Enter')
    await desk.done()
    await desk.key('Enter')
    await desk.said('.toast', 'Placed above the picture')
    const after = await desk.pixels()
    const right = [...before.keys()].filter((i) => ((i / 3) | 0) % PICTURE.width > 190)
    expect(right.filter((i) => before[i] !== after[i])).toEqual([])
    expect(Buffer.compare(before, after)).not.toBe(0)
    // It is done: the next mask is another one.
    await desk.said('#blocked', 'The mask is still empty')
  })

  it('selects what is clicked, and the subject without a click; the brush goes on with it', async () => {
    await desk.choose('click')
    const canvas = desk.find('.stage.clicking canvas')
    await canvas.waitFor()
    const box = await canvas.boundingBox()
    if (box === null) throw new Error('There is no stage')
    await canvas.click({ position: { x: box.width * 0.48, y: box.height * 0.45 } })
    await desk.ready()
    await desk.press('Clear the mask')
    await desk.said('#blocked', 'The mask is still empty')
    await desk.press('Select subject')
    await desk.ready()
    // Looking at something else loses nothing.
    await desk.select(['2'])
    await desk.select(['1'])
    await desk.choose('brush')
    await desk.ready()
    await desk.press('Clear the mask')
    // Shapes that are selected with a picture are meant as its mask, until the next picture.
    await desk.select(['1', '2'])
    await desk.said('.controls', '1 shape over the picture is the mask.')
    await desk.ready()
    await desk.select(['1'])
    await desk.said('#blocked', 'The mask is still empty')
    await desk.said('.controls', 'Paint over what to change')
  })

  it('fills with variations that the keys step through, and keeps them on the layer', async () => {
    await desk.choose('fill')
    await desk.choose('shapes')
    await desk.find('#prompt').fill('a biscuit')
    await desk.said('#prompt-said', 'No engine that takes a prompt')
    await desk.press('Add an engine')
    const page = `http://localhost:${desk.companion.port}/#/models`
    await expect
      .poll(() => desk.host.told.filter(({ event }) => event === 'openExternal'))
      .toEqual([{ event: 'openExternal', value: { url: page } }])
    await desk.find('#prompt').focus()
    await desk.ready()
    await desk.key('Enter')
    await desk.done()
    await desk.said('.variations', '1 of 3')
    await desk.key('ArrowLeft')
    await desk.said('.variations', '3 of 3')
    await desk.key('ArrowRight')
    await desk.key('ArrowRight')
    await desk.said('.variations', '2 of 3')
    await desk.key('Enter')
    await desk.said('.toast', 'Placed above the picture')
    const placed = desk.layers().find(({ name }) => name === 'a biscuit')
    expect(placed?.fills).toHaveLength(3)
    await desk.select([placed?.id ?? ''])
    await desk.said('.selected', '2 of 3')
    await desk.said('#blocked', 'A result is selected')
    await desk.find('.selected [aria-label="Next variation"]').click()
    await desk.said('.selected', '3 of 3')
    await desk.key('ArrowRight')
    await desk.said('.selected', '1 of 3')
    await desk.key('ArrowLeft')
    await desk.said('.selected', '3 of 3')
    await desk.accessible()
    // Done again: its picture, its mask and its prompt come back.
    await desk.choose('remove')
    await desk.press('Do it again')
    await desk.said('.caption', 'Coffee')
    await desk.ready()
    await expect.poll(() => desk.find('#prompt').inputValue()).toBe('a biscuit')
    await desk.press('Fill')
    await desk.done()
    await desk.press('Discard')
  })

  it('expands by keys on an edge, by numbers and by a shape, without a mask', async () => {
    await desk.choose('expand')
    await desk.find('#prompt').fill('')
    await desk.said('#blocked', 'Drag an edge')
    await desk.find('.edge.right').press('Shift+ArrowRight')
    const right = desk.window.frame.getByLabel('Right', { exact: true })
    await expect.poll(() => right.inputValue()).toBe('100')
    await right.fill('8000')
    await right.press('Enter')
    await desk.said('.controls', 'the result is placed in several pieces')
    await right.fill('60')
    await right.press('Enter')
    await desk.said('.controls', `${300 * DENSITY + 60} × ${200 * DENSITY} px`)
    await desk.show('expand')
    await desk.accessible()
    await desk.press('Expand')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    const placed = desk.layers().find(({ name }) => name === 'Expanded')
    expect(placed?.box?.x).toBeCloseTo(PICTURE.x + PICTURE.width, 0)
    expect(placed?.size.width).toBeCloseTo(60 / DENSITY, 0)
  })

  it('fills those of many pictures that are painted on, in turn, and places all at once', async () => {
    const others = [
      photo({ id: '3', name: 'Terrace', x: 440 }),
      photo({ id: '4', name: 'Saucer', x: 840 }),
    ]
    desk.host.load({ pages: [{ children: [photo(), ...others] }] })
    await desk.select(['1', '3', '4'])
    await desk.choose('remove')
    await desk.choose('brush')
    await desk.said('.caption', '1 of 3')
    await desk.find('.ring').waitFor({ state: 'attached' })
    await desk.drag([0.66, 0.56], [0.7, 0.6])
    await desk.said(
      'footer',
      'Remove in 1 picture2 pictures have no mask and are left as they are.',
    )
    for (let i = 0; i < 2; i++) await desk.press('Next picture')
    await desk.said('.caption', 'Saucer')
    await desk.find('.ring').waitFor({ state: 'attached' })
    await desk.drag([0.66, 0.56], [0.7, 0.6])
    await desk.press('Remove in 2 pictures')
    const all = desk.window.frame.getByRole('button', { name: 'Apply all' })
    await all.waitFor()
    await desk.done()
    await desk.show('many')
    await desk.accessible()
    await all.click()
    await desk.said('.toast', '2 results are placed above their pictures')
    const removed = desk.layers().filter(({ name }) => name === 'Removed')
    expect(removed.map(({ box }) => (box?.x ?? 0) > 700)).toEqual([false, true])
  })

  it('expands many pictures alike, beyond the outlines that hold them in', async () => {
    const second = photo({ id: '3', name: 'Second', x: 400 })
    desk.host.load({ pages: [{ children: [photo({ cornerRadius: 20 }), second] }] })
    await desk.select(['1', '3'])
    await desk.choose('expand')
    await desk.said('.caption', '1 of 2')
    await desk.find('.edge.right').press('Shift+ArrowRight')
    await desk.press('Expand 2 pictures')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    // The next of them is in view by itself, and its picture, though nobody had looked at it.
    await desk.said('.caption', 'Second')
    await desk.done()
    await desk.find('.compare').waitFor()
    await desk.press('Apply')
    await expect.poll(() => desk.layers().length).toBe(4)
    for (const { x } of [PICTURE, second]) {
      const beyond = { x: (x ?? 0) + PICTURE.width + 2, y: PICTURE.y, width: 40, height: 200 }
      const { channels } = await sharp(await desk.host.snapshot(beyond)).stats()
      expect(channels[3]?.min ?? 255).toBe(255)
      expect(channels[0]?.stdev).toBeGreaterThan(1)
    }
  })

  it('takes a mask group’s mask, the empty area, a frame that clips, colours of Display P3', async () => {
    const clipped = { type: 'FRAME', id: 'f', name: 'Clipped', x: 40, y: 30, width: 120 } as const
    desk.host.load({
      profile: 'DISPLAY_P3',
      pages: [
        {
          children: [
            { type: 'GROUP', id: 'g', children: [shape({ isMask: true }), photo()] },
            { ...clipped, height: 100, children: [photo({ id: 'p', x: 60, y: 0 })] },
          ],
        },
      ],
    })
    await desk.choose('remove')
    await desk.select(['1'])
    await desk.said('.note', 'Display P3')
    await desk.choose('group')
    await desk.press('Remove')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    const inGroup = desk.layers().find(({ name }) => name === 'Removed')
    expect(inGroup).toMatchObject({ parent: 'g' })
    expect(rounded([inGroup?.box?.x, inGroup?.box?.width])).toEqual([125, 45])
    // Left of the photo the frame is empty, and nothing is painted outside of it.
    await desk.select(['f'])
    await desk.said('.caption', 'Clipped')
    await desk.choose('brush')
    await desk.said('.controls', 'Parts of the picture are transparent: “Empty area” fills them.')
    await desk.choose('expand')
    await desk.said('.controls', 'Transparent parts of the picture are filled too.')
    await desk.ready()
    await desk.choose('remove')
    await desk.choose('empty')
    await desk.press('Remove')
    await desk.done()
    await desk.press('Apply')
    await expect.poll(() => desk.layers().length).toBe(7)
    const inFrame = desk.layers().filter(({ name }) => name === 'Removed')
    const box = inFrame.find(({ parent }) => parent !== 'g')?.box
    expect(rounded([box?.x, box?.y, box?.width, box?.height])).toEqual([40, 30, 60, 100])
  })

  it('sends of a large JPEG what is needed, to the bit, and puts the result exactly over it', async () => {
    // Nothing that was chosen before counts.
    await desk.closeWindow()
    await desk.tidy()
    const stored = await largePhoto()
    desk.host.putImage('large', stored)
    const fills = [{ type: 'IMAGE', imageHash: 'large', scaleMode: 'FILL' }]
    const spoon = shape({ x: 240, y: 150, width: 12, height: 14 })
    desk.host.load({ pages: [{ children: [photo({ fills }), spoon] }] })
    desk.host.select(['1', '2'])
    await desk.open()
    await desk.ready()
    const handOver = async () => {
      const sending = desk.figma.context.waitForEvent('request', {
        predicate: (one) => one.url().includes('/v1/fills') && one.postDataBuffer() !== null,
      })
      await desk.press('Remove')
      return decodeEnvelope((await sending).postDataBuffer() ?? Buffer.alloc(0))
    }
    const { parts, header } = await handOver()
    // The ellipse is at 1400, 840 of the photo; 640 pixels of context, moved inside.
    const sent = { left: 736, top: 22, width: 1364, height: 1378 }
    expect(header).toMatchObject({ request: { mask: { width: 1364, height: 1378 } } })
    const values = (bytes: Uint8Array) => sharp(bytes, { ignoreIcc: true }).removeAlpha().raw()
    const was = await values(
      await sharp(stored, { ignoreIcc: true }).extract(sent).png().toBuffer(),
    ).toBuffer()
    const is = await values(parts.get('image') ?? new Uint8Array()).toBuffer()
    expect(is.length).toBe(was.length)
    expect(is.findIndex((value, i) => value !== was[i])).toBe(-1)
    const [before, profile] = await Promise.all([desk.pixels(), sharp(stored).metadata()])
    expect((await sharp(parts.get('image')).metadata()).icc).toEqual(profile.icc)
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    const box = desk.layers().find(({ name }) => name === 'Removed')?.box
    expect(box).toEqual({ x: 240, y: 150, width: 12, height: 14 })
    desk.host.edit('2', { visible: false })
    const after = await desk.pixels()
    const isInside = (i: number): boolean => {
      const [x, y] = [((i / 3) | 0) % PICTURE.width, (i / 3 / PICTURE.width) | 0]
      return x >= 200 && x < 212 && y >= 120 && y < 134
    }
    const changed = [...before.keys()].filter((i) => before[i] !== after[i])
    expect(changed.filter((i) => !isInside(i))).toEqual([])
    // Filled again it is the same file with the result in it, pixel on pixel: no export between.
    const exported = (): number => desk.host.told.filter(({ event }) => event === 'export').length
    const exports = exported()
    desk.host.edit('2', {
      visible: true,
      transform: [
        [1, 0, 242],
        [0, 1, 152],
      ],
    })
    await desk.select(['1', '2'])
    await desk.ready()
    const again = await handOver()
    const file = desk.layers().find(({ name }) => name === 'Removed')?.fills[0]?.imageHash
    expect(file).toBeDefined()
    const patch = await sharp(desk.host.imageOf(String(file)), { ignoreIcc: true })
      .raw()
      .toBuffer()
    expect(again.header).toMatchObject({ request: { mask: { width: 1364, height: 1378 } } })
    const now = await values(again.parts.get('image') ?? new Uint8Array()).toBuffer()
    // The ellipse of 12 x 14 units, seven pixels each, with its soft edge.
    const [width, left, top] = [84, 1400 - sent.left, 840 - sent.top]
    for (let i = 0; i < patch.length / 4; i++) {
      const at = (top + Math.floor(i / width)) * sent.width + left + (i % width)
      const alpha = (patch[i * 4 + 3] ?? 0) / 255
      for (let c = 0; c < 3; c++) {
        const under = was[at * 3 + c] ?? 0
        const seen = (patch[i * 4 + c] ?? 0) * alpha + under * (1 - alpha)
        const off = Math.abs((now[at * 3 + c] ?? -9) - seen)
        if (off > 0.5) expect([i, c, off]).toEqual([i, c, 0])
        was[at * 3 + c] = now[at * 3 + c] ?? 0
      }
    }
    expect([now.length, Buffer.compare(now, was)]).toEqual([was.length, 0])
    expect(exported()).toBe(exports)
    await desk.done()
    await desk.press('Discard')
  })

  it('speaks the designer’s language, all of it, and fits its window in each', async () => {
    const german = await readEnglish('de', /^(Coffee|English|Figma)$/, async (one) =>
      Object.values(panelCatalogue(one).words),
    )
    // Begun with More open.
    await desk.closeWindow()
    const settings: unknown = JSON.parse(desk.storage.get('settings') ?? '{}')
    desk.storage.set('settings', JSON.stringify(Object.assign({ isMoreOpen: true }, settings)))
    await desk.open()
    const { frame } = desk.window
    // A result that waits, and a fill that is under way.
    await desk.choose('fill')
    await desk.choose('shapes')
    await desk.find('#prompt').fill('Keks')
    await desk.ready()
    await desk.press('Fill')
    await desk.done()
    await desk.press('Back')
    await desk.choose('remove')
    await desk.ready()
    const goOn = desk.hold()
    try {
      await desk.press('Remove')
      await desk.said('main', 'You may close this window')
      await desk.press('Back')
      await desk.find('details[open]').waitFor()
      const look = async (view: string, language: Language): Promise<void> => {
        await desk.look(`${language}-${view}`)
        expect([language, view, await frame.evaluate(cutOff)]).toEqual([language, view, []])
        if (language === 'de') expect([view, await german.left(frame)]).toEqual([view, []])
      }
      const speak = async (language: Language): Promise<void> => {
        await frame.locator('select:has(option[value=ja])').selectOption(language)
        const { words } = panelCatalogue(language)
        await desk.said('summary', words.more)
        expect(await frame.evaluate('document.documentElement.lang')).toBe(language)
      }
      const views = [
        ['remove', [], ['de']],
        ['click', ['click'], ['de']],
        // Those with the longest words beside each other.
        ['brush', ['fill', 'brush'], SPOKEN],
        ['expand', ['expand'], SPOKEN],
      ] as const
      for (const [view, choices, languages] of views) {
        for (const choice of choices) await desk.choose(choice)
        for (const language of languages) {
          await speak(language)
          await look(view, language)
        }
      }
      const others = frame.locator('.others .open')
      for (const language of SPOKEN) {
        await speak(language)
        const { words } = panelCatalogue(language)
        await others.first().click()
        await desk.said('footer', words['result.apply'])
        await look('result', language)
        if (language === 'de') {
          await desk.press(words['button.back'])
          await others.last().click()
          await desk.said('footer', words['jobs.close.hint'])
          await look('under-way', language)
        }
        await desk.press(words['button.back'])
        await desk.find('summary').waitFor()
      }
    } finally {
      goOn()
    }
    const { words } = panelCatalogue('de')
    await frame.locator('.others .open').last().click()
    await desk.done(words['result.apply'])
    await desk.press(words['result.apply'])
    await desk.said('.toast', words['result.applied'])
    expect(desk.layers().map(({ name }) => name)).toContain('Entfernt')
    await desk.closeWindow()
    expect(JSON.parse(desk.storage.get('language') ?? 'null')).toEqual({ choice: 'de', last: 'de' })
    // A window that has to be paired again, and a notice of Figma's own.
    desk.storage.delete('credentials')
    await desk.open()
    await desk.said('h1', words['pair.title'])
    expect(await german.left(desk.window.frame)).toEqual([])
    await desk.press(words['button.pair'])
    await desk.find('.code input').waitFor()
    await desk.look('de-pairing')
    expect(await german.left(desk.window.frame)).toEqual([])
    await desk.find('.code input').fill(desk.companion.code())
    await desk.said('footer', words['run.expand'])
    await desk.closeWindow()
    desk.host.select([])
    await desk.open({}, 'remove')
    await expect
      .poll(() => desk.host.told.map(({ event, value }) => [event, value]))
      .toContainEqual(['notify', { message: words['host.nothing_selected'], error: true }])
    await desk.closeWindow()
  })

  it('keeps the last used values', async () => {
    await desk.choose('fill')
    await desk.find('#prompt').fill('a saucer')
    await desk.find('summary').click()
    await desk.window.frame.getByLabel('Hide the shapes after applying').uncheck()
    await expect.poll(() => desk.storage.get('settings') ?? '').toContain('"hideShapes":false')
    await desk.closeWindow()
    await desk.open()
    await desk.choose('shapes')
    await desk.ready()
    await expect.poll(() => desk.find('#prompt').inputValue()).toBe('a saucer')
    await desk.press('Fill')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    expect(desk.layers().find(({ name }) => name === 'Handle')?.visible).toBe(true)
    await desk.closeWindow()
  })

  it.each([
    ['light', 1],
    ['dark', 2],
  ] as const)('looks right in %s at %ix', async (theme, scale) => {
    await desk.closeWindow()
    await desk.open({ theme, scale, width: 340, height: 640, reducedMotion: false })
    await desk.ready()
    await desk.find('.stage canvas').waitFor()
    const { data, info } = await sharp(await desk.window.picture())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([340 * scale, 640 * scale])
    expect(await desk.window.frame.evaluate('devicePixelRatio')).toBe(scale)
    // Its own background in the corner, and nothing wider than the window.
    expect(data[0]).toBe(theme === 'dark' ? 0x2c : 0xff)
    const overflow = await desk.window.frame.evaluate(
      '[...document.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5).length',
    )
    expect(overflow).toBe(0)
    await desk.find('summary').click()
    if (theme === 'dark') await desk.show('dark')
    await desk.accessible()
  })

  it.each([
    ['remove', undefined],
    ['expand', { shape: '10%' }],
  ] as const)('does the quick action "%s" without a window', async (command, parameters) => {
    await desk.closeWindow()
    await desk.open({}, command, parameters)
    const told = (): unknown[] => desk.host.told.map(({ event, value }) => [event, value])
    await expect
      .poll(told)
      .toContainEqual(['close', { message: expect.stringContaining('Placed above the picture.') }])
    expect(desk.host.told.map(({ event }) => event)).not.toContain('show')
    await desk.closeWindow()
  })

  it('tells why a quick action cannot be, or brings up the window where that helps', async () => {
    await desk.closeWindow()
    desk.host.select([])
    await desk.open({}, 'remove')
    const told = (): unknown[] => desk.host.told.map(({ event, value }) => [event, value])
    await expect.poll(told).toContainEqual(['close', { message: null }])
    expect(told()).toContainEqual(['notify', { message: 'Select a picture.', error: true }])
    expect(desk.host.told.map(({ event }) => event)).not.toContain('show')
    await desk.closeWindow()
    await desk.tidy()
    desk.host.select(['1'])
    await desk.open({}, 'remove')
    // No shape says where; it can be painted.
    await expect.poll(told).toContainEqual(['show', {}])
    await desk.said('.caption', 'Coffee')
    await desk.closeWindow()
    // At work, a notice leads to the window, and then it is the person's.
    await desk.tidy()
    const goOn = desk.hold()
    await desk.open({}, 'remove')
    await desk.sent()
    desk.host.pressNotice()
    await desk.heard()
    await desk.said('main', 'You may close this window')
    goOn()
    await desk.done()
    expect(desk.host.told.map(({ event }) => event)).not.toContain('close')
    await desk.press('Discard')
    await desk.closeWindow()
  })
})

/** Of 2100 x 1400 pixels, in Display P3, with something to see everywhere. */
const largePhoto = (): Promise<Buffer> => {
  const [width, height] = [2100, 1400]
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [((i / 3) | 0) % width, (i / 3 / width) | 0]
    return 128 + 60 * Math.sin(x / 37 + (i % 3)) + 50 * Math.cos(y / 23 + x / 91)
  })
  return sharp(data, { raw: { width, height, channels: 3 } })
    .withIccProfile('p3')
    .jpeg({ quality: 92 })
    .toBuffer()
}
