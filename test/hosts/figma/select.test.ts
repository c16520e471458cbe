/** What the plugin makes of a selection, in QuickJS over the double. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { NodeInput } from './double/data.ts'
import { createPanel, type Panel } from './panel.ts'
import { waves } from './pictures.ts'

let photo: Buffer
let panel: Panel

beforeAll(async () => {
  photo = await waves(40, 30)
  panel = await createPanel({ document: { pages: [{ children: [] }] }, images: { photo } })
  await panel.start()
})

afterEach(() => {
  expect(panel.host.errors.splice(0)).toEqual([])
})

afterAll(() => {
  panel.host.close()
})

const image = { type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }
const black = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } }

const picture = (id: string, more: Partial<NodeInput> = {}): NodeInput => ({
  type: 'RECTANGLE',
  id,
  name: `Photo ${id}`,
  width: 80,
  height: 60,
  fills: [image],
  ...more,
})
const shape = (id: string, more: Partial<NodeInput> = {}): NodeInput => ({
  type: 'ELLIPSE',
  id,
  width: 20,
  height: 20,
  fills: [black],
  ...more,
})

const open = (children: NodeInput[]): Panel => {
  panel.host.load({ pages: [{ children }] })
  return panel
}

/** id -> number of shapes, or the problem. */
const seen = async (children: NodeInput[], ids: readonly string[]): Promise<unknown> => {
  const { selection } = await open(children).select(ids)
  return selection.problem ?? selection.sources.map(({ id, shapes }) => [id, shapes])
}

describe('the selection', () => {
  it('is told at the start and at each change', async () => {
    open([picture('1')])
    await panel.select(['1'])
    const start = await panel.start()
    expect(start).toMatchObject({
      command: 'open',
      quick: false,
      canEdit: true,
      profile: 'srgb',
      stored: {},
      selection: {
        sources: [{ id: '1', kind: 'image', width: 40, height: 30, shapes: 0, maskGroup: false }],
      },
    })
    const { selection } = await panel.select([])
    expect(selection).toEqual({ sources: [], problem: 'nothing_selected' })
  })

  it('is told once after many changes', async () => {
    const { host, next, heard } = open([picture('1'), picture('2', { x: 100 })])
    const before = heard.length
    const told = next('selection')
    for (let i = 0; i < 20; i++) host.select([i % 2 === 0 ? '1' : '2'])
    const { selection } = await told
    expect(selection.sources.map(({ id }) => id)).toEqual(['2'])
    expect(heard.slice(before).map(({ type }) => type)).toEqual(['selection'])
  })

  it.each<[string, NodeInput[], string[], unknown]>([
    ['a picture and a shape over it', [picture('1'), shape('2')], ['1', '2'], [['1', 1]]],
    ['a shape that lies elsewhere', [picture('1'), shape('2', { x: 200 })], ['1', '2'], [['1', 0]]],
    ['a shape alone, over a picture', [picture('1'), shape('2')], ['2'], [['1', 1]]],
    [
      'a shape over a picture in another frame',
      [
        { type: 'FRAME', id: '5', width: 90, height: 90, children: [picture('1')] },
        { type: 'GROUP', id: '6', children: [shape('2')] },
      ],
      ['2'],
      [['1', 1]],
    ],
    [
      'a shape in a frame that is the picture',
      [
        {
          type: 'FRAME',
          id: '1',
          width: 80,
          height: 60,
          fills: [image],
          children: [shape('2', { x: 5 })],
        },
      ],
      ['2'],
      [['1', 1]],
    ],
    [
      'the topmost of two pictures beneath',
      [picture('1'), picture('2'), shape('3')],
      ['3'],
      [['2', 1]],
    ],
    ['a picture above the shape', [shape('2'), picture('1')], ['2'], 'nothing_beneath'],
    [
      'a hidden picture beneath',
      [picture('1', { visible: false }), shape('2')],
      ['2'],
      'nothing_beneath',
    ],
    [
      'a drawing of shapes over a picture',
      [picture('1'), { type: 'GROUP', id: '5', children: [shape('2'), shape('3', { x: 30 })] }],
      ['1', '5'],
      [['1', 1]],
    ],
    [
      'a frame and a group, as seen',
      [
        { type: 'FRAME', id: '5', x: 0, y: 200, width: 90, height: 90, children: [shape('2')] },
        { type: 'GROUP', id: '6', children: [shape('3')] },
      ],
      ['5', '6'],
      [
        ['6', 0],
        ['5', 0],
      ],
    ],
    [
      'many pictures, row by row',
      [picture('c', { y: 100 }), picture('b', { x: 100 }), picture('a')],
      ['c', 'b', 'a'],
      [
        ['a', 0],
        ['b', 0],
        ['c', 0],
      ],
    ],
    ['a hidden picture', [picture('1', { visible: false })], ['1'], 'nothing_visible'],
    [
      'a video',
      [picture('1', { fills: [{ type: 'VIDEO', scaleMode: 'FILL' }] }), shape('2')],
      ['1', '2'],
      [['1', 1]],
    ],
    ['a slice', [{ type: 'SLICE', id: '1' }], ['1'], 'not_a_picture'],
    [
      'too many pictures',
      Array.from({ length: 51 }, (_, i) => picture(`${i}`)),
      Array.from({ length: 51 }, (_, i) => `${i}`),
      'too_many',
    ],
    [
      'a group of one picture and its mask',
      [{ type: 'GROUP', id: '5', children: [shape('2', { isMask: true }), picture('1')] }],
      ['5'],
      [['1', 0]],
    ],
  ])('%s', async (_what, children, ids, expected) => {
    expect(await seen(children, ids)).toEqual(expected)
  })

  it('is read to its end when it is a thousand layers', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => shape(`${i}`, { x: i }))
    expect(await seen([picture('p'), ...many], ['p', ...many.map(({ id = '' }) => id)])).toEqual([
      ['p', 80],
    ])
  })

  it.each<[string, Partial<NodeInput>, 'image' | 'layer']>([
    ['a filter', { fills: [{ ...image, filters: { exposure: 0.2 } }] }, 'layer'],
    ['filters at rest', { fills: [{ ...image, filters: { exposure: 0 } }] }, 'image'],
    ['a tiled fill', { fills: [{ ...image, scaleMode: 'TILE', scalingFactor: 0.5 }] }, 'layer'],
    ['a faint fill', { fills: [{ ...image, opacity: 0.5 }] }, 'layer'],
    ['a colour over it', { fills: [image, black] }, 'layer'],
    ['a hidden colour over it', { fills: [image, { ...black, visible: false }] }, 'image'],
    ['a blur', { effects: [{ type: 'LAYER_BLUR', radius: 4, visible: true }] }, 'layer'],
    ['a shadow', { effects: [{ type: 'DROP_SHADOW', radius: 4, visible: true }] }, 'image'],
    ['a line inside its edge', { strokes: [black] }, 'layer'],
    ['a line around it', { strokes: [black], strokeAlign: 'OUTSIDE' }, 'image'],
    ['a lost image', { fills: [{ ...image, imageHash: 'gone' }] }, 'layer'],
  ])('of a picture with %s is taken as it should be', async (_what, more, kind) => {
    const { selection } = await open([picture('1', more)]).select(['1'])
    expect(selection.sources.map((source) => source.kind)).toEqual([kind])
  })

  it('is none of ours in FigJam and Slides', async () => {
    panel.host.load({ pages: [{ children: [picture('1')] }], editorType: 'slides' })
    expect((await panel.select(['1'])).selection).toEqual({ sources: [], problem: 'wrong_editor' })
  })

  it('says beforehand what will be different', async () => {
    const { selection } = await open([
      {
        type: 'INSTANCE',
        id: '9',
        width: 100,
        height: 100,
        children: [picture('1', { opacity: 0.5 })],
      },
      { type: 'FRAME', id: '8', x: 200, locked: true, children: [picture('2')] },
      { type: 'FRAME', id: '3', y: 200, width: 9000, height: 300, fills: [black] },
    ]).select(['1', '2', '3'])
    expect(selection.sources.map(({ notes }) => notes)).toEqual([
      ['in_instance', 'translucent'],
      ['in_locked'],
      ['reduced'],
    ])
    expect(selection.sources[2]).toMatchObject({ width: 4096, height: 137 })
  })
})
