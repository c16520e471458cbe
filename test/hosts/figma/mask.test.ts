/** The masks that the plugin takes out of a document, drawn as its window draws them. */
import { describe, expect, it } from 'vitest'
import type { NodeInput } from './double/data.ts'
import { drawn } from './drawn.ts'
import { black, picture, shape, turned, usePanel } from './stage.ts'

const white = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } }
const own = usePanel()
const { open, take } = own

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
    await own.panel.select(['g'])
    const capture = await own.panel.capture('p', 'mask-group')
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
    const { selection } = await own.panel.select(['g'])
    expect(selection.sources).toMatchObject([{ id: 'p', maskGroup: true }])
    const capture = await own.panel.capture('p', 'mask-group')
    expect(capture.mask.map((piece) => piece.kind)).toEqual([kind])
    const covers = await drawn(capture, capture.mask)
    expect([covers(15, 7), covers(2, 2)]).toEqual([255, 0])
  })

  it('that lies beside the picture is refused', async () => {
    open([picture(), shape({ x: 300 })])
    await expect(take(['p', 's'])).rejects.toThrow('mask_outside')
  })
})
