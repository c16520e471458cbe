/** Results that lie in a document: their variations, and the picture that is filled again with them. */
import { describe, expect, it } from 'vitest'
import { at, pixelsOf } from './pictures.ts'
import { usePlacing } from './placing.ts'
import { black, picture } from './stage.ts'

const own = usePlacing()
const { open, apply, tile, nodes, node, placed, targetOf } = own

const TILE = { left: 5, top: 4, width: 10, height: 8 }

describe('a result', () => {
  it('is part of the picture when that is filled again, whatever it is in', async () => {
    for (const type of ['FRAME', 'INSTANCE'] as const) {
      const shape = picture({ id: 's', x: 26, y: 38, width: 8, height: 6, fills: [black] })
      open([{ type, id: 'f', width: 200, height: 200, children: [picture()] }, shape])
      placed(await apply(await targetOf()))
      const { selection } = await own.panel.select(['s'])
      expect(selection.sources).toMatchObject([{ id: 'p', kind: 'image', width: 40, shapes: 1 }])
      const before = JSON.stringify(own.panel.host.document())
      const { kind, width, over } = await own.panel.capture('p', 'shapes')
      expect([kind, width]).toEqual(['original', 40])
      // Pixel on pixel, as it was placed; and the document was only looked at.
      expect(over).toMatchObject([{ bounds: TILE, shown: TILE }])
      expect(at(await pixelsOf(over[0]?.png ?? new Uint8Array()), 0, 0)).toEqual([255, 0, 0, 255])
      expect(JSON.stringify(own.panel.host.document())).toBe(before)
      // Blended, moved by less than a pixel or turned, only Figma knows what is seen.
      const result = nodes().at(-1)
      const edit = (change: Parameters<typeof own.panel.host.edit>[1]): void =>
        own.panel.host.edit(result?.id ?? '', change)
      const move = (by: number): void => {
        const [[a, b, x], row] = result?.transform ?? [
          [1, 0, 0],
          [0, 1, 0],
        ]
        edit({ transform: [[a, b, x + by], row] })
      }
      edit({ opacity: 0.5 })
      const { image: png, kind: asSeen } = await own.panel.capture('p', 'shapes')
      expect(asSeen).toBe('export')
      expect(at(await pixelsOf(png), 40, 40)).not.toEqual([255, 0, 0, 255])
      edit({ opacity: 1 })
      const seen = await pixelsOf(
        (await own.panel.capture('p', 'shapes', { asExport: true })).image,
      )
      expect(at(seen, 20, 16)).toEqual([255, 0, 0, 255])
      move(0.3)
      expect((await own.panel.capture('p')).kind).toBe('export')
      move(0)
      expect((await own.panel.capture('p')).kind).toBe('original')
      const again = await own.panel.ask({
        type: 'capture',
        sourceId: 'p',
        mask: 'none',
        without: [nodes().at(-1)?.id ?? ''],
      })
      expect(again).toMatchObject({ capture: { kind: 'original', width: 40 } })
    }
  })
})

describe('variations', () => {
  const place = async () => {
    open([picture()])
    const answer = await apply(await targetOf(), {
      tiles: [tile(-10, 4), tile(0, 4)],
      beyond: true,
    })
    return placed(answer).layer
  }

  it('stay with the result, and are told when it or a part of it is selected', async () => {
    const layer = await place()
    for (const id of [layer.id, ...layer.children]) {
      const told = await own.panel.select([id])
      expect(told.placed).toMatchObject({
        nodeId: layer.id,
        name: 'a red boat',
        count: 2,
        chosen: 0,
        record: { prompt: 'a red boat', seed: 7 },
        target: { nodeId: 'p' },
      })
    }
    expect((await own.panel.select(['p'])).placed).toBeUndefined()
  })

  it('are switched in one step, all tiles at once', async () => {
    const layer = await place()
    const seen = async () =>
      at(
        await pixelsOf(await own.panel.host.snapshot({ x: 0, y: 0, width: 40, height: 60 })),
        5,
        35,
      )
    expect(await seen()).toEqual([255, 0, 0, 255])
    expect(await own.panel.ask({ type: 'switch', nodeId: layer.id, chosen: 1 })).toMatchObject({
      type: 'applied',
      nodeId: layer.id,
    })
    expect(await seen()).toEqual([0, 255, 0, 255])
    expect(node(layer.id).relaunchData).toEqual({ variations: 'Variation 2 of 2' })
    const speak = (value: { choice: 'de'; last: 'de' } | null) =>
      own.panel.ask({ type: 'store', key: 'language', value })
    await speak({ choice: 'de', last: 'de' })
    try {
      await own.panel.ask({ type: 'switch', nodeId: layer.id, chosen: 1 })
      expect(node(layer.id).relaunchData).toEqual({ variations: 'Variante 2 von 2' })
      own.panel.host.undo()
    } finally {
      await speak(null)
    }
    expect((await own.panel.select([layer.id])).placed?.chosen).toBe(1)
    own.panel.host.undo()
    expect(await seen()).toEqual([255, 0, 0, 255])
  })

  it('that are not there are refused', async () => {
    const layer = await place()
    const ask = (nodeId: string, chosen: number) =>
      own.panel.ask({ type: 'switch', nodeId, chosen })
    expect(await ask(layer.id, 2)).toMatchObject({ code: 'no_variations' })
    expect(await ask('p', 0)).toMatchObject({ code: 'no_variations' })
    expect(await ask('8:8', 0)).toMatchObject({ code: 'deleted' })
    own.panel.host.edit(layer.children[0] ?? '', {
      fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
    })
    expect(await ask(layer.id, 1)).toMatchObject({ code: 'no_variations' })
  })

  it('of another version are a layer as any other', async () => {
    open([picture({ pluginData: { 'inlay-result': '{"version":99}' } })])
    expect((await own.panel.select(['p'])).placed).toBeUndefined()
  })
})
