/** How results get into a document: where, under which name, in one step, and what if not. */
import { describe, expect, it } from 'vitest'
import type { Note, Refusal } from '../../../plugins/figma/src/messages.ts'
import type { NodeInput } from './double/data.ts'
import { at, pixelsOf, plain } from './pictures.ts'
import { usePlacing } from './placing.ts'
import { black, image, picture } from './stage.ts'

const own = usePlacing()
const { open, apply, tile, nodes, node, placed, targetOf } = own

describe('a result', () => {
  it('goes above its picture, named, without a trace of anything else', async () => {
    open([picture({ id: 'a', x: 300 }), picture(), picture({ id: 'b', x: 300 })])
    const before = nodes()
    const answer = await apply(await targetOf())
    expect(answer).toMatchObject({ type: 'applied', where: 'in place', notes: [] })
    const { layer, siblings } = placed(answer)
    expect(siblings).toEqual(['a', 'p', 'new', 'b'])
    expect(layer).toMatchObject({
      type: 'RECTANGLE',
      name: 'a red boat',
      transform: [
        [1, 0, 20],
        [0, 1, 28],
      ],
      width: 20,
      height: 16,
      strokes: [],
      relaunchData: { variations: 'Variation 1 of 2' },
    })
    expect(layer.fills).toMatchObject([
      { type: 'IMAGE', scaleMode: 'FILL', visible: true },
      { type: 'IMAGE', scaleMode: 'FILL', visible: false },
    ])
    const after = nodes().filter(({ id, type }) => id !== layer.id && type !== 'PAGE')
    expect(after).toEqual(before.filter(({ type }) => type !== 'PAGE'))
  })

  it('is a frame for those who like frames better', async () => {
    open([picture()])
    const { layer } = placed(await apply(await targetOf(), { as: 'frame' }))
    expect(layer).toMatchObject({ type: 'FRAME', children: [], width: 20, height: 16 })
  })

  it('is one step to undo, and what was there before it another', async () => {
    open([picture()])
    const target = await targetOf()
    own.panel.host.edit('p', { name: 'Renamed' })
    const ids = nodes().map(({ id }) => id)
    await apply(target)
    await apply(target)
    expect(nodes()).toHaveLength(ids.length + 2)
    expect(own.panel.host.undo()).toBe(true)
    expect(nodes()).toHaveLength(ids.length + 1)
    expect(own.panel.host.undo()).toBe(true)
    expect(nodes().map(({ id }) => id)).toEqual(ids)
    expect(node('p').name).toBe('Renamed')
    own.panel.host.undo()
    expect(node('p').name).toBe('Photo')
  })

  it('leaves the flow of an auto layout, and moves nothing in it', async () => {
    open([
      {
        type: 'FRAME',
        id: 'f',
        layoutMode: 'HORIZONTAL',
        padding: 5,
        itemSpacing: 10,
        width: 400,
        children: [picture(), picture({ id: 'b' })],
      },
    ])
    const boxes = ['p', 'b'].map((id) => node(id).box)
    const { layer, siblings } = placed(await apply(await targetOf()))
    expect(siblings).toEqual(['p', 'new', 'b'])
    expect(layer.layoutPositioning).toBe('ABSOLUTE')
    expect(layer.box).toMatchObject({ x: 15, y: 13 })
    expect(['p', 'b'].map((id) => node(id).box)).toEqual(boxes)
  })

  it('goes below its picture in a list whose first is on top', async () => {
    open([
      {
        type: 'FRAME',
        id: 'f',
        layoutMode: 'VERTICAL',
        itemReverseZIndex: true,
        width: 100,
        height: 200,
        children: [picture(), picture({ id: 'b' })],
      },
    ])
    expect(placed(await apply(await targetOf())).siblings).toEqual(['new', 'p', 'b'])
  })

  it('shares the constraints of its picture', async () => {
    const constraints = { horizontal: 'SCALE' as const, vertical: 'MAX' as const }
    open([
      { type: 'FRAME', id: 'f', width: 200, height: 200, children: [picture({ constraints })] },
    ])
    expect(placed(await apply(await targetOf())).layer.constraints).toEqual(constraints)
  })

  it('goes above a boolean operation, not into it', async () => {
    open([
      {
        type: 'BOOLEAN_OPERATION',
        id: 'o',
        fills: [image],
        paths: [{ windingRule: 'NONZERO', data: 'M 0 0 L 90 0 L 90 80 Z' }],
        children: [picture()],
      },
    ])
    expect(placed(await apply(await targetOf())).siblings).toEqual(['o', 'new'])
  })

  it.each<[string, NodeInput, Note]>([
    ['an instance', { type: 'INSTANCE', id: 'i', x: 50, width: 200, height: 200 }, 'in_instance'],
    [
      'a locked frame',
      { type: 'FRAME', id: 'i', x: 50, width: 200, height: 200, locked: true },
      'in_locked',
    ],
  ])(
    'of a picture in %s goes on the page, exactly over it, and says so',
    async (_what, frame, note) => {
      open([{ ...frame, children: [picture()] }, picture({ id: 'b', x: 300 })])
      const answer = await apply(await targetOf())
      expect(answer).toMatchObject({ type: 'applied', where: 'page', notes: [note] })
      const { layer, siblings } = placed(answer)
      expect(siblings).toEqual(['i', 'b', 'new'])
      expect(layer.box).toEqual({ x: 70, y: 28, width: 20, height: 16 })
    },
  )

  it('larger than Figma takes comes in tiles, in one group of that name', async () => {
    open([picture()])
    const target = await targetOf()
    const answer = await apply(target, { tiles: [tile(-10, 4), tile(0, 4)], beyond: true })
    expect(answer).toMatchObject({ type: 'applied', notes: ['tiled'] })
    const { layer, siblings } = placed(answer)
    expect(siblings).toEqual(['p', 'new'])
    expect(layer).toMatchObject({ type: 'GROUP', name: 'a red boat' })
    expect(layer.children.map((id) => node(id).box)).toEqual([
      { x: -10, y: 28, width: 20, height: 16 },
      { x: 10, y: 28, width: 20, height: 16 },
    ])
    own.panel.host.undo()
    expect(nodes().map(({ id }) => id)).toEqual(['0:1', 'p', '0:2'])
  })

  it('reaches beyond its picture when it expands it', async () => {
    open([picture()])
    const { layer } = placed(await apply(await targetOf(), { tiles: [tile(-5, -4)], beyond: true }))
    expect(layer.box).toEqual({ x: 0, y: 12, width: 20, height: 16 })
    expect(layer.fills[0]).toMatchObject({ scaleMode: 'FILL' })
  })

  it('is cut to what is seen of a cropped picture', async () => {
    open([picture({ width: 57, height: 60 })])
    // FILL shows pixels 5.75 to 34.25 of 40.
    const { layer } = placed(await apply(await targetOf(), { tiles: [tile(5, 4)] }))
    expect(layer.box).toEqual({ x: 10, y: 28, width: 18.5, height: 16 })
    expect(layer.fills[0]).toMatchObject({
      scaleMode: 'CROP',
      imageTransform: [
        [0.925, 0, 0.075],
        [0, 1, 0],
      ],
    })
    const seen = await pixelsOf(
      await own.panel.host.snapshot({ x: 0, y: 0, width: 100, height: 100 }),
    )
    expect(at(seen, 11, 35)).toEqual([255, 0, 0, 255])
  })

  it('reaches beyond what is seen of a cropped picture when it expands that', async () => {
    open([picture({ width: 57, height: 60 })])
    const target = await targetOf()
    const tiles = [tile(0, 4)]
    const { layer } = placed(await apply(target, { tiles, beyond: true }))
    expect(layer.box).toEqual({ x: -1.5, y: 28, width: 20, height: 16 })
    // Else it is cut, wherever its mask reached.
    expect(placed(await apply(target, { tiles })).layer.box).toMatchObject({ x: 10, width: 8.5 })
  })

  it('of a turned layer reaches beyond it along the layer’s own sides', async () => {
    const [cos, sin] = [Math.cos(0.5), Math.sin(0.5)]
    const transform: [[number, number, number], [number, number, number]] = [
      [cos, -sin, 100],
      [sin, cos, 50],
    ]
    open([{ type: 'FRAME', id: 'f', width: 40, height: 20, transform, fills: [black] }])
    const { target, width, height } = await own.panel.capture('f', 'none', { grows: true })
    expect([width, height]).toEqual([80, 40])
    // To the right of it, all of its height.
    const right = { left: 80, top: 0, width: 20, height: 40 }
    const images = [await plain(20, 40, [255, 0, 0])]
    const answer = await apply(target, { tiles: [{ bounds: right, images }], beyond: true })
    const { layer } = placed(answer)
    expect([layer.width, layer.height]).toEqual([10, 20])
    const seen = await pixelsOf(
      await own.panel.host.snapshot({ x: 0, y: 0, width: 200, height: 200 }),
    )
    const pixel = (x: number, y: number): number[] =>
      at(seen, Math.round(100 + cos * x - sin * y), Math.round(50 + sin * x + cos * y))
    for (const y of [3, 10, 17]) {
      expect(pixel(37, y)).toEqual([0, 0, 0, 255])
      expect(pixel(43, y)).toEqual([255, 0, 0, 255])
      expect(pixel(47, y)).toEqual([255, 0, 0, 255])
      expect(pixel(54, y)).toEqual([0, 0, 0, 0])
    }
    expect(pixel(45, -4)).toEqual([0, 0, 0, 0])
  })

  it('hides the shapes that were its mask, which lie over it, in the same step', async () => {
    const shape = picture({ id: 's', x: 20, y: 28, width: 20, height: 16, fills: [black] })
    open([picture(), shape])
    await own.panel.select(['p', 's'])
    const { target } = await own.panel.capture('p', 'shapes')
    const answer = await apply(target)
    expect(answer).toMatchObject({ type: 'applied', notes: ['shapes_hidden'] })
    expect(node('s').visible).toBe(false)
    // The panel hears that they are none of the selection any more.
    expect((await own.panel.next('selection')).selection.sources).toMatchObject([
      { id: 'p', shapes: 0 },
    ])
    await expect(own.panel.capture('p', 'shapes')).rejects.toThrow('mask_outside')
    own.panel.host.undo()
    expect([node('s').visible, nodes().length]).toEqual([true, 4])
    expect(await apply(target, { hideShapes: false })).toMatchObject({ notes: [] })
    expect(node('s').visible).toBe(true)
    own.panel.host.edit('p', { width: 90 })
    expect(await apply(target, { onPage: true })).toMatchObject({ notes: ['where_it_was'] })
    expect(node('s').visible).toBe(true)
  })

  it('of 4097 pixels is refused by Figma, and nothing of it stays', async () => {
    open([picture()])
    const before = nodes()
    const huge = {
      bounds: { left: 0, top: 0, width: 4097, height: 1 },
      images: [await plain(4097, 1, [1, 2, 3])],
    }
    const answer = await apply(await targetOf(), { tiles: [tile(), huge] })
    expect(answer).toMatchObject({
      type: 'refused',
      code: 'not_placed',
      detail: expect.stringContaining('too large'),
    })
    expect(nodes()).toEqual(before)
  })
})

describe('bad days', () => {
  const refused = (code: Refusal) => ({ type: 'refused', code })

  it('moved: the result follows, and says so', async () => {
    open([picture()])
    const target = await targetOf()
    own.panel.host.edit('p', {
      transform: [
        [0, -1, 200],
        [1, 0, 50],
      ],
    })
    const answer = await apply(target)
    expect(answer).toMatchObject({ type: 'applied', where: 'in place', notes: ['moved'] })
    expect(placed(answer).layer.box).toEqual({ x: 176, y: 60, width: 16, height: 20 })
  })

  it('moved into another frame and to another page: it follows as well', async () => {
    open([picture(), { type: 'FRAME', id: 'f', x: 100, y: 100, width: 200, height: 200 }])
    const target = await targetOf()
    own.panel.host.move('p', 'f')
    expect(placed(await apply(target)).siblings).toEqual(['p', 'new'])
    own.panel.host.move('p', '0:2')
    expect(placed(await apply(target)).layer.parent).toBe('0:2')
  })

  it.each<[string, Partial<NodeInput>]>([
    ['resized', { width: 90 }],
    ['given another picture', { fills: [{ ...image, imageHash: 'other' }] }],
    ['cropped otherwise', { fills: [{ ...image, scaleMode: 'FIT' }] }],
  ])('%s: the result is offered, then put where the picture was', async (_what, change) => {
    open([picture(), picture({ id: 'b', x: 300 })])
    const target = await targetOf()
    const { children: _none, ...rest } = change
    own.panel.host.edit('p', rest)
    const before = nodes()
    expect(await apply(target)).toMatchObject(refused('changed'))
    expect(nodes()).toEqual(before)
    const answer = await apply(target, { onPage: true })
    expect(answer).toMatchObject({ type: 'applied', where: 'page', notes: ['where_it_was'] })
    expect(placed(answer).siblings).toEqual(['p', 'b', 'new'])
    expect(placed(answer).layer.box).toEqual({ x: 20, y: 28, width: 20, height: 16 })
  })

  it('deleted: the result is offered, then put where the picture was', async () => {
    open([picture()])
    const target = await targetOf()
    own.panel.host.remove('p')
    expect(await apply(target)).toMatchObject(refused('deleted'))
    const answer = await apply(target, { onPage: true })
    expect(placed(answer).layer.box).toEqual({ x: 20, y: 28, width: 20, height: 16 })
  })

  it('another document: its result is refused', async () => {
    open([picture()])
    const target = await targetOf()
    open([picture()])
    expect(await apply(target)).toMatchObject(refused('other_document'))
    open([picture()], { pluginData: { 'inlay-document': target.documentId } })
    expect(await apply(target)).toMatchObject({ type: 'applied' })
  })

  it('a page that is gone: the result goes on the one that is open, when the person says so', async () => {
    open([picture()])
    const target = { ...(await targetOf()), nodeId: '8:8', pageId: '8:9' }
    expect(await apply(target)).toMatchObject(refused('deleted'))
    expect(placed(await apply(target, { onPage: true })).layer.parent).toBe('0:1')
  })

  it('a document that may only be looked at: said, and nothing is lost', async () => {
    open([picture()], { readOnly: true, pluginData: { 'inlay-document': 'd' } })
    const target = await targetOf()
    const before = nodes()
    expect(await apply(target)).toMatchObject(refused('read_only'))
    expect(nodes()).toEqual(before)
    expect((await own.panel.start()).canEdit).toBe(false)
  })
})
