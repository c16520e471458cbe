/** What the plugin takes out of a document: pixels, masks and where a result will belong. */
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Capture, MaskPiece } from '../../../plugins/figma/src/messages.ts'
import type { DocumentInput, NodeInput, Rows } from './double/data.ts'
import { createPanel, type Panel } from './panel.ts'
import { at, pixelsOf, plain, waves } from './pictures.ts'

let photo: Buffer
let jpeg: Buffer
let panel: Panel

const white = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } }
const black = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } }
const image = { type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }

const turned = (degrees: number, x: number, y: number): Rows => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return [
    [cos, -sin, x],
    [sin, cos, y],
  ]
}

const picture = (more: Partial<NodeInput> = {}): NodeInput => ({
  type: 'RECTANGLE',
  id: 'p',
  name: 'Photo',
  x: 10,
  y: 20,
  width: 80,
  height: 60,
  fills: [image],
  ...more,
})
const shape = (more: Partial<NodeInput> = {}): NodeInput => ({
  type: 'RECTANGLE',
  id: 's',
  x: 30,
  y: 30,
  width: 20,
  height: 10,
  fills: [black],
  ...more,
})

const open = (children: NodeInput[], more: Partial<DocumentInput> = {}): void =>
  panel.host.load({ pages: [{ children }], ...more })

const take = async (ids: readonly string[], mask: 'shapes' | 'mask-group' = 'shapes') => {
  const { selection } = await panel.select(ids)
  return panel.capture(selection.sources[0]?.id ?? '', mask)
}

beforeAll(async () => {
  photo = await waves(40, 30)
  jpeg = await sharp(photo).jpeg().toBuffer()
  const gif = await sharp(photo).gif().toBuffer()
  const turnedJpeg = await sharp(photo).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  panel = await createPanel({
    document: { pages: [{ children: [] }] },
    images: { photo, jpeg, gif, turnedJpeg, wide: await plain(40, 10, [255, 0, 0]) },
  })
  await panel.start()
})

afterEach(() => {
  expect(panel.host.errors).toEqual([])
  // Nothing temporary stays behind, and shapes are shown again.
  const { nodes } = panel.host.document()
  expect(nodes.filter(({ name }) => name.includes('temporary'))).toEqual([])
  expect(nodes.filter(({ id, visible }) => id === 's' && !visible)).toEqual([])
})

afterAll(() => panel.host.close())

/** The mask as the panel draws it: 0..255 for each pixel of the picture. */
const drawn = async ({ width, height }: Capture, pieces: readonly MaskPiece[]) => {
  const parts = pieces.map((piece) => {
    const move = `transform="matrix(${piece.toImage.join(' ')})"`
    if (piece.kind === 'png') {
      const href = `data:image/png;base64,${Buffer.from(piece.png).toString('base64')}`
      const header = Buffer.from(piece.png)
      return `<g ${move}><image width="${header.readUInt32BE(16)}" height="${header.readUInt32BE(20)}" href="${href}"/></g>`
    }
    const paths = piece.paths.map(
      ({ data, windingRule }) =>
        `<path d="${data}" fill-rule="${windingRule === 'EVENODD' ? 'evenodd' : 'nonzero'}"/>`,
    )
    return `<g ${move} opacity="${piece.opacity}">${paths.join('')}</g>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`
  const pixels = await pixelsOf(await sharp(Buffer.from(svg)).png().toBuffer())
  return (x: number, y: number): number => at(pixels, x, y)[3] ?? 0
}

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
    await panel.select(['p'])
    const capture = await panel.capture('p', 'none', { asExport: true })
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
    await panel.select(['f'])
    const capture = await panel.capture('f')
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
    panel.host.select(['f', 's'])
    await panel.next('selection')
    const capture = await panel.capture('f', 'none')
    expect(at(await pixelsOf(capture.image), 80, 70)).toEqual([0, 0, 0, 255])
    panel.host.load({
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
    await panel.select(['f', 's'])
    const masked = await panel.capture('f', 'shapes')
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
    await panel.select(['f'])
    expect(await panel.capture('f')).toMatchObject({ width: 300, height: 300 })
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
    await panel.select(['p', 'f'])
    expect(await panel.capture('p')).toMatchObject({ kind: 'export', width: 40, height: 30 })
    expect(await panel.capture('f')).toMatchObject({ width: 400, height: 400 })
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
    await panel.select(['f'])
    const capture = await panel.capture('f')
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
      await panel.select(['f'])
      const { kind, width, height, image, clip, target } = await panel.capture('f', 'none', {
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
    await panel.select(['f'])
    await expect(panel.capture('f', 'none', { grows: true })).rejects.toThrow('turned')
    open([frame], { readOnly: true })
    await panel.select(['f'])
    await expect(panel.capture('f', 'none', { grows: true })).rejects.toThrow('read_only')
  })

  it('too large is taken at less, and says so; with a mask only the part around it, at full size', async () => {
    const frame: NodeInput = { type: 'FRAME', id: 'f', width: 6000, height: 3000, fills: [white] }
    open([frame, picture({ x: 3000, y: 1000 }), shape({ x: 3010, y: 1010 })])
    await panel.select(['f'])
    const whole = await panel.capture('f')
    expect(whole).toMatchObject({ width: 4096, height: 2048, notes: ['reduced'] })
    const shown: NodeInput = { ...frame, children: [shape({ x: 3010, y: 1010 })] }
    open([shown])
    panel.host.select(['f'])
    await panel.next('selection')
    const part = await panel.capture('f')
    expect(part.notes).toEqual(['reduced'])
    open([
      { ...frame, children: [picture({ id: 'q', x: 3000, y: 1000 })] },
      shape({ x: 3010, y: 1010 }),
    ])
    await panel.select(['f', 's'])
    const around = await panel.capture('f', 'shapes')
    expect(around.notes).toEqual([])
    expect(around.width).toBeLessThan(1200)
    const mask = await drawn(around, around.mask)
    const scale = around.width / 532
    const middle = [Math.round(266 * scale), Math.round(261 * scale)] as const
    expect([mask(...middle), mask(5, 5)]).toEqual([255, 0])
  })

  it('in a document of Display P3 is exported and named so', async () => {
    open([{ type: 'FRAME', id: 'f', fills: [white] }], { profile: 'DISPLAY_P3' })
    await panel.select(['f'])
    expect(await panel.capture('f')).toMatchObject({ profile: 'display-p3', notes: ['wide_gamut'] })
    expect(panel.host.told.filter(({ event }) => event === 'export').at(-1)?.value).toMatchObject({
      settings: { colorProfile: 'DISPLAY_P3_V4', format: 'PNG', useAbsoluteBounds: true },
    })
  })
})

describe('a mask', () => {
  it('of shapes is their outlines, wherever the picture and they are turned to', async () => {
    open([
      picture({ transform: turned(90, 0, 0), x: 100, y: 20 }),
      shape({ transform: turned(30, 0, 0), x: 75, y: 80, width: 10, height: 10 }),
      shape({ id: 't', type: 'ELLIPSE', x: 45, y: 80, width: 10, height: 10 }),
    ])
    const capture = await take(['p', 's', 't'])
    expect(capture.mask.map(({ kind }) => kind)).toEqual(['paths', 'paths'])
    const covers = await drawn(capture, capture.mask)
    // Page (x, y) is pixel ((y - 20) / 2, (100 - x) / 2).
    expect([covers(32, 25), covers(33, 11), covers(2, 2)]).toEqual([255, 255, 0])
  })

  it.each<[string, Partial<NodeInput>, 'paths' | 'png']>([
    [
      'text',
      { type: 'TEXT', paths: [{ windingRule: 'NONZERO', data: 'M 0 0 L 9 0 L 9 9 Z' }] },
      'paths',
    ],
    ['half opacity', { opacity: 0.5 }, 'paths'],
    ['a blur', { effects: [{ type: 'LAYER_BLUR', radius: 4, visible: true }] }, 'png'],
    ['a hidden blur', { effects: [{ type: 'LAYER_BLUR', radius: 4, visible: false }] }, 'paths'],
    [
      'a gradient',
      {
        fills: [
          {
            type: 'GRADIENT_LINEAR',
            gradientTransform: [
              [1, 0, 0],
              [0, 1, 0],
            ],
            gradientStops: [
              { position: 0, color: { r: 0, g: 0, b: 0, a: 0 } },
              { position: 1, color: { r: 0, g: 0, b: 0, a: 1 } },
            ],
          },
        ],
      },
      'png',
    ],
    [
      'a closed line without fill',
      {
        type: 'VECTOR',
        fills: [],
        strokes: [black],
        paths: [{ windingRule: 'NONZERO', data: 'M 0 0 L 20 0 L 20 10 Z' }],
        strokePaths: [{ windingRule: 'NONZERO', data: 'M 0 0 L 1 0 L 1 1 Z' }],
      },
      'paths',
    ],
  ])('of %s', async (_what, more, kind) => {
    open([picture(), shape(more)])
    expect((await take(['p', 's'])).mask.map((piece) => piece.kind)).toEqual([kind])
  })

  it('of a blurred shape is soft, and none of its shadow', async () => {
    open([
      picture(),
      shape({
        x: 30,
        y: 30,
        width: 30,
        height: 30,
        effects: [
          { type: 'LAYER_BLUR', radius: 8, visible: true },
          { type: 'DROP_SHADOW', radius: 20, visible: true },
        ],
      }),
    ])
    const capture = await take(['p', 's'])
    const covers = await drawn(capture, capture.mask)
    expect(covers(17, 12)).toBeGreaterThan(245)
    expect(covers(10, 12)).toBeGreaterThan(80)
    expect(covers(10, 12)).toBeLessThan(180)
    // 12 units below its edge: where only the shadow would be.
    expect(covers(17, 26)).toBe(0)
  })

  it('of a see-through shape is whole: it is drawn so to see what is under it', async () => {
    const faint = { fills: [{ ...black, opacity: 0.4 }], opacity: 0.5 }
    const blur = { effects: [{ type: 'LAYER_BLUR', radius: 2, visible: true }] }
    for (const more of [faint, { ...faint, ...blur, width: 30, height: 30 }]) {
      open([picture(), shape(more)])
      const capture = await take(['p', 's'])
      expect((await drawn(capture, capture.mask))(15, 7)).toBeGreaterThan(250)
    }
    const mask = shape({ isMask: true, ...faint })
    open([{ type: 'GROUP', id: 'g', children: [mask, picture()] }])
    await panel.select(['g'])
    const capture = await panel.capture('p', 'mask-group')
    expect(Math.abs((await drawn(capture, capture.mask))(15, 7) - 51)).toBeLessThan(3)
  })

  it('of a group of shapes covers what each does', async () => {
    open([
      picture(),
      { type: 'GROUP', id: 'g', children: [shape(), shape({ id: 't', x: 60, y: 60 })] },
    ])
    const capture = await take(['p', 'g'])
    const covers = await drawn(capture, capture.mask)
    expect([covers(15, 7), covers(30, 22), covers(2, 2)]).toEqual([255, 255, 0])
  })

  it.each([
    ['ALPHA', 'paths'],
    ['VECTOR', 'paths'],
    ['LUMINANCE', 'png'],
  ] as const)('of a mask group with %s is what the mask shows', async (maskType, kind) => {
    open([
      {
        type: 'GROUP',
        id: 'g',
        children: [shape({ isMask: true, maskType, fills: [white] }), picture()],
      },
    ])
    const { selection } = await panel.select(['g'])
    expect(selection.sources).toMatchObject([{ id: 'p', maskGroup: true }])
    const capture = await panel.capture('p', 'mask-group')
    expect(capture.mask.map((piece) => piece.kind)).toEqual([kind])
    const covers = await drawn(capture, capture.mask)
    expect([covers(15, 7), covers(2, 2)]).toEqual([255, 0])
  })

  it('that lies beside the picture is refused', async () => {
    open([picture(), shape({ x: 300 })])
    await expect(take(['p', 's'])).rejects.toThrow('mask_outside')
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
    await panel.select(['p'])
    panel.host.remove('p')
    await expect(panel.capture('p')).rejects.toThrow('deleted')
    open([{ type: 'FRAME', id: 'f', fills: [] }])
    await panel.select(['f'])
    await expect(panel.capture('f')).rejects.toThrow('nothing_visible')
    open([picture({ width: 0.5, height: 0.5 })])
    await panel.select(['p'])
    await expect(panel.capture('p')).rejects.toThrow('too_small')
  })
})
