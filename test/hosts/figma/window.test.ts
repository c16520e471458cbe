/**
 * The whole way, as a designer goes it: the built window in Chromium inside a page like Figma's, the
 * built sandbox script in QuickJS over the host double, and a real companion with the embedded
 * engine. Pairing, removing, filling, expanding, painting, clicking, applying, undoing.
 */
import { decodeEnvelope } from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDesk, type Desk, isPossible, PICTURE, photo, shape } from './desk.ts'

const { ports } = await vi.hoisted(async () => {
  const { freePorts } = await import('./free-ports.ts')
  return { ports: await freePorts() }
})
vi.mock('../../../shared/src/ports.ts', () => ({ COMPANION_PORTS: ports }))

describe.skipIf(!isPossible)('the plugin’s window in Figma', () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await createDesk(ports)
  })
  afterAll(() => desk?.clear())
  beforeEach(() => desk.tidy())
  afterEach(async () => {
    await desk.closeWindow()
    expect(desk.host.errors).toEqual([])
  })

  it('is paired by the six digits, which the sandbox keeps', async () => {
    await desk.open()
    await desk.said('h1', 'Pair with your companion')
    await desk.accessible()
    await desk.press('Pair')
    await desk.find('.code input').waitFor()
    await desk.show('pairing')
    await desk.accessible()
    const right = await desk.code()
    await desk.find('.code input').fill(right === '000000' ? '000001' : '000000')
    await desk.said('#code-said', 'That was not the code')
    // As copied from a terminal.
    await desk.find('.code input').fill(`${right.slice(0, 3)} ${right.slice(3)}`)
    await desk.ready()
    expect(JSON.parse(desk.storage.get('credentials') ?? 'null')).toMatchObject({
      token: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  it('removes what a shape covers: above the picture, nothing else changed, one undo', async () => {
    await desk.open()
    await desk.ready()
    await desk.accessible()
    await desk.show('remove')
    const before = await desk.pixels()
    await desk.press('Remove')
    await desk.done()
    await desk.accessible()
    await desk.show('result')
    expect(desk.layers()).toHaveLength(2)
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    const { pages, nodes } = desk.host.document()
    const order = nodes.find(({ id }) => id === pages[0])?.children ?? []
    const names = order.map((child) => nodes.find(({ id }) => id === child)?.name)
    expect(names).toEqual(['Coffee', 'Removed', 'Spoon'])
    const box = nodes.find(({ name }) => name === 'Removed')?.box
    // Half a pixel of the page is one of the photo: nowhere may it lie beside its mask.
    const { x = 0, y = 0, width = 0, height = 0 } = box ?? {}
    expect([x, y, x + width, y + height].map(Math.round)).toEqual([230, 130, 280, 190])
    desk.host.edit('2', { visible: false })
    const after = await desk.pixels()
    const isInside = (i: number): boolean => {
      const [x, y] = [((i / 3) | 0) % PICTURE.width, (i / 3 / PICTURE.width) | 0]
      // The ellipse, and a pixel around it for the double's own smoothing.
      return ((x + 0.5 - 215) / 26) ** 2 + ((y + 0.5 - 130) / 31) ** 2 < 1
    }
    const changed = [...before.keys()].filter((i) => before[i] !== after[i])
    expect(changed.filter((i) => !isInside(i))).toEqual([])
    expect(changed.length).toBeGreaterThan(3000)
    desk.host.undo()
    expect(desk.host.undo()).toBe(true)
    expect(desk.layers()).toHaveLength(2)
  })

  it('paints, erases, undoes, and changes no byte that was not painted on', async () => {
    await desk.open()
    await desk.ready()
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
    const before = await desk.pixels()
    await desk.key('Enter')
    await desk.done()
    await desk.key('Enter')
    await desk.said('.toast', 'Placed above the picture')
    const after = await desk.pixels()
    const right = [...before.keys()].filter((i) => ((i / 3) | 0) % PICTURE.width > 190)
    expect(right.filter((i) => before[i] !== after[i])).toEqual([])
    expect(Buffer.compare(before, after)).not.toBe(0)
  })

  it('selects what is clicked, and the subject without a click', async () => {
    await desk.open()
    await desk.ready()
    await desk.choose('click')
    const canvas = desk.find('.stage.clicking canvas')
    await canvas.waitFor()
    const box = await canvas.boundingBox()
    if (box === null) throw new Error('There is no stage')
    await canvas.click({ position: { x: box.width * 0.48, y: box.height * 0.45 } })
    await desk.ready()
    await desk.accessible()
    await desk.press('Clear the mask')
    await desk.said('#blocked', 'The mask is still empty')
    await desk.press('Select subject')
    await desk.ready()
  })

  it('fills with variations that the keys step through, and keeps them on the layer', async () => {
    await desk.open()
    await desk.ready()
    await desk.choose('fill')
    await desk.find('#prompt').fill('a biscuit')
    await desk.said('#prompt-said', 'No engine that takes a prompt')
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
    desk.host.select([placed?.id ?? ''])
    await desk.said('.other', '2 of 3')
    await desk.find('.other [aria-label="Next variation"]').click()
    await desk.said('.other', '3 of 3')
    await desk.accessible()
    // Done again: its picture, its mask and its prompt come back.
    await desk.choose('remove')
    await desk.press('Do it again')
    await desk.said('.caption', 'Coffee')
    await desk.ready()
    expect(await desk.find('#prompt').inputValue()).toBe('a biscuit')
    await desk.press('Fill')
    await desk.done()
  })

  it('expands by keys on an edge, by numbers and by a shape, without a mask', async () => {
    await desk.open()
    await desk.ready()
    await desk.choose('expand')
    await desk.said('#blocked', 'Drag an edge')
    await desk.find('.edge.right').press('Shift+ArrowRight')
    const right = desk.window.frame.getByLabel('Right', { exact: true })
    await expect.poll(() => right.inputValue()).toBe('100')
    await right.fill('60')
    await right.press('Enter')
    await desk.said('.controls', '660 × 400 px')
    await desk.show('expand')
    await desk.accessible()
    await desk.press('Expand')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    const placed = desk.layers().find(({ name }) => name === 'Expanded')
    // 60 of 600 pixels beyond the right edge of a photo shown at half its size.
    expect(placed?.box?.x).toBeCloseTo(PICTURE.x + PICTURE.width, 0)
    expect(placed?.size.width).toBeCloseTo(30, 0)
  })

  it('fills many pictures in turn, in one queue', async () => {
    const second = [
      photo({ id: '3', name: 'Second', x: 400 }),
      shape({ id: '4', name: 'Cup', x: 590 }),
    ]
    desk.host.load({ pages: [{ children: [photo(), shape(), ...second] }] })
    desk.host.select(['1', '2', '3', '4'])
    await desk.open()
    await desk.said('.caption', '1 of 2')
    await desk.ready()
    await desk.press('Remove in 2 pictures')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    await desk.find('.other .open').click()
    await desk.done()
    await desk.press('Apply')
    await expect.poll(() => desk.layers().length).toBe(6)
  })

  it('expands many pictures alike, beyond the outlines that hold them in', async () => {
    const second = photo({ id: '3', name: 'Second', x: 400 })
    desk.host.load({ pages: [{ children: [photo({ cornerRadius: 20 }), second] }] })
    desk.host.select(['1', '3'])
    await desk.open()
    await desk.choose('expand')
    await desk.find('.edge.right').press('Shift+ArrowRight')
    await desk.press('Expand 2 pictures')
    await desk.done()
    await desk.press('Apply')
    await desk.said('.toast', 'Placed above the picture')
    await desk.find('.other .open').click()
    await desk.done()
    // The picture itself is there, though nobody had looked at it.
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

  it('sends of a large JPEG what is needed, to the bit, and puts the result exactly over it', async () => {
    const stored = await largePhoto()
    desk.host.putImage('large', stored)
    const fills = [{ type: 'IMAGE', imageHash: 'large', scaleMode: 'FILL' }]
    const spoon = shape({ x: 240, y: 150, width: 12, height: 14 })
    desk.host.load({ pages: [{ children: [photo({ fills }), spoon] }] })
    desk.host.select(['1', '2'])
    await desk.open()
    await desk.ready()
    const sending = desk.figma.context.waitForEvent('request', {
      predicate: (one) => one.url().includes('/v1/fills') && one.postDataBuffer() !== null,
    })
    await desk.press('Remove')
    const { parts, header } = decodeEnvelope((await sending).postDataBuffer() ?? Buffer.alloc(0))
    // The ellipse is at 2000, 1200 of the photo; 640 pixels of context on each side.
    const sent = { left: 1360, top: 560, width: 1400, height: 1420 }
    expect(header).toMatchObject({ request: { mask: { width: 1400, height: 1420 } } })
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
  })

  it('keeps the last used values', async () => {
    await desk.open()
    await desk.ready()
    await desk.choose('fill')
    await desk.find('#prompt').fill('a saucer')
    await expect.poll(() => desk.storage.get('settings') ?? '').toContain('a saucer')
    await desk.closeWindow()
    await desk.open()
    await desk.ready()
    expect(await desk.find('#prompt').inputValue()).toBe('a saucer')
  })

  it.each([
    ['remove', undefined],
    ['expand', { shape: '10%' }],
  ] as const)('does the quick action "%s" without a window', async (command, parameters) => {
    await desk.open({}, command, parameters)
    const told = (): unknown[] => desk.host.told.map(({ event, value }) => [event, value])
    await expect
      .poll(told, { timeout: 25_000 })
      .toContainEqual(['close', { message: expect.stringContaining('Placed above the picture.') }])
    expect(desk.host.told.map(({ event }) => event)).not.toContain('show')
  })

  it.each([
    ['light', 1],
    ['dark', 2],
  ] as const)('looks right in %s at %ix', async (theme, scale) => {
    await desk.open({ theme, scale, width: 340, height: 640 })
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
})

/** Of 3000 x 2000 pixels, in Display P3, with something to see everywhere. */
const largePhoto = (): Promise<Buffer> => {
  const [width, height] = [3000, 2000]
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [((i / 3) | 0) % width, (i / 3 / width) | 0]
    return 128 + 60 * Math.sin(x / 37 + (i % 3)) + 50 * Math.cos(y / 23 + x / 91)
  })
  return sharp(data, { raw: { width, height, channels: 3 } })
    .withIccProfile('p3')
    .jpeg({ quality: 92 })
    .toBuffer()
}
