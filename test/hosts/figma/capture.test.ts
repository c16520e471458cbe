/** What the plugin takes out of a document: pixels, and where a result will belong. */
import sharp from 'sharp'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { NodeInput } from './double/data.ts'
import { drawn } from './drawn.ts'
import { at, pixelsOf, plain, waves } from './pictures.ts'
import { image, picture, shape, turned, usePanel } from './stage.ts'

let photo: Buffer
let jpeg: Buffer
beforeAll(async () => {
  photo = await waves(40, 30)
  jpeg = await sharp(photo).jpeg().toBuffer()
})

const white = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } }
const own = usePanel(async () => ({
  ...{ jpeg, wide: await plain(40, 10, [255, 0, 0]) },
  gif: await sharp(photo).gif().toBuffer(),
  turnedJpeg: await sharp(photo).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
}))
const { open, take } = own

/** Shapes are shown again, whatever was done. */
afterEach(() => {
  const { nodes } = own.panel.host.document()
  expect(nodes.filter(({ id, visible }) => id === 's' && !visible)).toEqual([])
})

describe('a picture', () => {
  it('comes as the file that was put in, to the byte', async () => {
    open([picture(), shape()])
    const capture = await take(['p', 's'])
    expect(capture).toMatchObject({
      kind: 'original',
      width: 40,
      height: 30,
      profile: 'srgb',
      clip: [],
      notes: [],
    })
    expect(Buffer.compare(capture.image, photo)).toBe(0)
    expect(capture.target).toMatchObject({
      nodeId: 'p',
      pageId: '0:1',
      name: 'Photo',
      toNode: [2, 0, 0, 2, 0, 0],
      nodeToPage: [1, 0, 0, 1, 10, 20],
      seen: { left: 0, top: 0, width: 40, height: 30 },
    })
  })

  it.each([
    ['jpeg', 'original'],
    ['gif', 'export'],
    ['turnedJpeg', 'export'],
  ])('of %s comes as %s', async (imageHash, kind) => {
    open([picture({ fills: [{ ...image, imageHash }] }), shape()])
    expect(await take(['p', 's'])).toMatchObject({ kind })
  })

  it('comes as an export when the original is no use to the panel', async () => {
    open([picture()])
    await own.panel.select(['p'])
    const capture = await own.panel.capture('p', 'none', { asExport: true })
    expect(capture).toMatchObject({ kind: 'export', width: 80, height: 60, mask: [] })
    const [one, other] = [await pixelsOf(capture.image), await pixelsOf(photo)]
    expect(Math.abs((at(one, 40, 30)[0] ?? 0) - (at(other, 20, 15)[0] ?? 0))).toBeLessThan(20)
  })

  it('tells which part of it is seen', async () => {
    open([
      picture({ fills: [{ ...image, imageHash: 'wide' }], width: 40, height: 40 }),
      shape({ x: 10, y: 30 }),
    ])
    const { target, clip } = await take(['p', 's'])
    expect(target.seen).toEqual({ left: 15, top: 0, width: 10, height: 10 })
    expect(clip).toEqual([])
  })

  it('brings its outline where its box does not say it all', async () => {
    open([picture({ type: 'ELLIPSE' }), shape()])
    const capture = await take(['p', 's'])
    const inside = await drawn(capture, capture.clip)
    expect([inside(0, 0), inside(20, 15), inside(39, 29)]).toEqual([0, 255, 0])
    open([picture({ cornerRadius: 12 }), shape()])
    expect((await take(['p', 's'])).clip).toHaveLength(1)
  })

  it('in an instance brings the frames that cut it, since its result goes on the page', async () => {
    const card: NodeInput = {
      type: 'INSTANCE',
      id: 'i',
      width: 50,
      height: 200,
      children: [picture()],
    }
    open([card, shape()])
    const capture = await take(['p', 's'])
    const inside = await drawn(capture, capture.clip)
    expect([inside(5, 10), inside(19, 10), inside(25, 10)]).toEqual([255, 255, 0])
  })
})

describe('what is only to be exported', () => {
  it('comes as seen, in whole pixels of its own', async () => {
    open([
      {
        type: 'FRAME',
        id: 'f',
        x: 5,
        y: 5,
        width: 50.4,
        height: 40,
        fills: [white],
        children: [shape()],
      },
    ])
    await own.panel.select(['f'])
    const capture = await own.panel.capture('f')
    expect(capture).toMatchObject({ kind: 'export', width: 101, height: 80, clip: [] })
    expect(capture.target.toNode[0]).toBeCloseTo(50.4 / 101, 9)
    const pixels = await pixelsOf(capture.image)
    expect([at(pixels, 2, 2), at(pixels, 70, 70)]).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 255],
    ])
  })

  it('does not hold the shapes that are to be filled, even when they lie in it', async () => {
    open([{ type: 'FRAME', id: 'f', width: 60, height: 60, fills: [white], children: [shape()] }])
    await own.panel.select(['f', 's'])
    const capture = await own.panel.capture('f', 'none')
    expect(at(await pixelsOf(capture.image), 80, 70)).toEqual([0, 0, 0, 255])
    own.panel.host.load({
      pages: [
        {
          children: [
            {
              type: 'FRAME',
              id: 'f',
              width: 60,
              height: 60,
              fills: [white],
              children: [shape({ fills: [image], id: 'q' }), shape()],
            },
          ],
        },
      ],
    })
    await own.panel.select(['f', 's'])
    const masked = await own.panel.capture('f', 'shapes')
    expect(masked.mask).toHaveLength(1)
    expect(at(await pixelsOf(masked.image), masked.width - 2, 2)).toEqual([255, 255, 255, 255])
  })

  it('is as fine as the finest picture in it', async () => {
    const fine = { ...image, scaleMode: 'FIT' }
    open([
      {
        type: 'FRAME',
        id: 'f',
        width: 100,
        height: 100,
        fills: [white],
        children: [picture({ width: 13.333333, height: 10, fills: [fine] })],
      },
    ])
    await own.panel.select(['f'])
    expect(await own.panel.capture('f')).toMatchObject({ width: 300, height: 300 })
  })

  it('is as fine as its own picture, however small it is shown, where another would be held back', async () => {
    const tiny = picture({
      width: 5,
      height: 3.75,
      fills: [{ ...image, filters: { exposure: 0.1 } }],
    })
    open([
      tiny,
      { type: 'FRAME', id: 'f', x: 100, fills: [white], children: [{ ...tiny, id: 'q' }] },
    ])
    await own.panel.select(['p', 'f'])
    expect(await own.panel.capture('p')).toMatchObject({ kind: 'export', width: 40, height: 30 })
    expect(await own.panel.capture('f')).toMatchObject({ width: 400, height: 400 })
  })

  it('turned is upright on the page, with its outline', async () => {
    open([
      {
        type: 'FRAME',
        id: 'f',
        transform: turned(45, 100, 0),
        width: 50,
        height: 50,
        fills: [white],
      },
    ])
    await own.panel.select(['f'])
    const capture = await own.panel.capture('f')
    const inside = await drawn(capture, capture.clip)
    const pixels = await pixelsOf(capture.image)
    for (const [x, y] of [
      [4, 4],
      [70, 70],
      [70, 5],
      [130, 130],
    ] as const) {
      expect(inside(x, y), `${x} ${y}`).toBe(at(pixels, x, y)[3])
    }
  })

  it('turned and to be expanded has its own sides, with what lies over it', async () => {
    const frame: NodeInput = {
      ...{ type: 'FRAME', id: 'f', width: 50, height: 20, fills: [white] },
      transform: turned(30, 100, 40),
      children: [shape({ x: 0, y: 0, width: 10, height: 10 })],
    }
    for (const children of [
      [frame],
      [
        {
          ...frame,
          id: 'o',
          transform: turned(25, 7, 8),
          width: 200,
          height: 200,
          children: [frame],
        },
      ],
    ]) {
      open(children)
      await own.panel.select(['f'])
      const { kind, width, height, image, clip, target } = await own.panel.capture('f', 'none', {
        grows: true,
      })
      expect([kind, width, height, clip]).toEqual(['export', 100, 40, []])
      expect(target.toNode.map((value) => Math.round(value * 1e6)).join()).toBe(
        '500000,0,0,500000,0,0',
      )
      const pixels = await pixelsOf(image)
      expect([at(pixels, 1, 1), at(pixels, 98, 1), at(pixels, 98, 38)]).toEqual([
        [0, 0, 0, 255],
        [255, 255, 255, 255],
        [255, 255, 255, 255],
      ])
    }
  })

  it('turned and to be expanded is refused where it cannot be taken so', async () => {
    const parts = Array.from({ length: 501 }, (_, i) => shape({ id: `${i}` }))
    const transform = turned(30, 100, 40)
    const frame: NodeInput = { type: 'FRAME', id: 'f', transform, fills: [white] }
    open([{ ...frame, children: parts }])
    await own.panel.select(['f'])
    await expect(own.panel.capture('f', 'none', { grows: true })).rejects.toThrow('turned')
    open([frame], { readOnly: true })
    await own.panel.select(['f'])
    await expect(own.panel.capture('f', 'none', { grows: true })).rejects.toThrow('read_only')
  })

  it('too large is taken at less, and says so; with a mask only the part around it, at full size', async () => {
    const frame: NodeInput = { type: 'FRAME', id: 'f', width: 6000, height: 3000, fills: [white] }
    open([frame, picture({ x: 3000, y: 1000 }), shape({ x: 3010, y: 1010 })])
    await own.panel.select(['f'])
    const whole = await own.panel.capture('f')
    expect(whole).toMatchObject({ width: 4096, height: 2048, notes: ['reduced'] })
    const shown: NodeInput = { ...frame, children: [shape({ x: 3010, y: 1010 })] }
    open([shown])
    await own.panel.select(['f'])
    const part = await own.panel.capture('f')
    expect(part.notes).toEqual(['reduced'])
    open([
      { ...frame, children: [picture({ id: 'q', x: 3000, y: 1000 })] },
      shape({ x: 3010, y: 1010 }),
    ])
    await own.panel.select(['f', 's'])
    const around = await own.panel.capture('f', 'shapes')
    expect(around.notes).toEqual([])
    expect(around.width).toBeLessThan(1200)
    const mask = await drawn(around, around.mask)
    const scale = around.width / 532
    const middle = [Math.round(266 * scale), Math.round(261 * scale)] as const
    expect([mask(...middle), mask(5, 5)]).toEqual([255, 0])
  })

  it('in a document of Display P3 is exported and named so', async () => {
    open([{ type: 'FRAME', id: 'f', fills: [white] }], { profile: 'DISPLAY_P3' })
    await own.panel.select(['f'])
    expect(await own.panel.capture('f')).toMatchObject({
      profile: 'display-p3',
      notes: ['wide_gamut'],
    })
    expect(
      own.panel.host.told.filter(({ event }) => event === 'export').at(-1)?.value,
    ).toMatchObject({
      settings: { colorProfile: 'DISPLAY_P3_V4', format: 'PNG', useAbsoluteBounds: true },
    })
  })
})

describe('a document that may only be looked at', () => {
  it('gives its pictures and hard masks all the same', async () => {
    const blurred = shape({ effects: [{ type: 'LAYER_BLUR', radius: 4, visible: true }] })
    open([picture(), blurred], { readOnly: true, pluginData: { 'inlay-document': 'd' } })
    const capture = await take(['p', 's'])
    expect(capture.mask.map(({ kind }) => kind)).toEqual(['paths'])
    expect(capture.notes).toEqual(['hard_edges'])
  })
})

describe('what is gone or cannot be seen', () => {
  it('is refused by name', async () => {
    open([picture()])
    await own.panel.select(['p'])
    own.panel.host.remove('p')
    await expect(own.panel.capture('p')).rejects.toThrow('deleted')
    open([{ type: 'FRAME', id: 'f', fills: [] }])
    await own.panel.select(['f'])
    await expect(own.panel.capture('f')).rejects.toThrow('nothing_visible')
    open([picture({ width: 0.5, height: 0.5 })])
    await own.panel.select(['p'])
    await expect(own.panel.capture('p')).rejects.toThrow('too_small')
  })
})
