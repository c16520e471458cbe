/**
 * The editor never stands still for 50 ms: every turn of the plugin's is counted, over documents that
 * are as bad as they get. Counted, since a clock would tell of the machine that runs the tests.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Target } from '../../../plugins/figma/src/messages.ts'
import { PIECE } from '../../../plugins/figma/src/wire.ts'
import type { NodeInput } from './double/data.ts'
import { createPanel, type Panel } from './panel.ts'
import { plain, waves } from './pictures.ts'

/**
 * A tick took 0.2 to 0.95 ms where the tests were written, and half of what is counted is the
 * double's own code, which in Figma is native; a read of the document takes some ten microseconds.
 */
const MOST_TICKS = 40
const MOST_READS = 2500

let panel: Panel

beforeAll(async () => {
  const images = { photo: await waves(40, 30) }
  panel = await createPanel({ document: { pages: [{ children: [] }] }, images })
  await panel.start()
})
afterAll(() => panel.host.close())
afterEach(() => {
  const turn = panel.host.longestTurn()
  const errors = panel.host.errors.splice(0)
  expect(turn.ticks, `after ${turn.by}`).toBeLessThan(MOST_TICKS)
  expect(turn.reads).toBeLessThan(MOST_READS)
  expect(errors).toEqual([])
})

const black = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } }
const image = { type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }
const picture = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'RECTANGLE', id: 'p', width: 80, height: 60, fills: [image], ...more },
})
const shape = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'RECTANGLE', id: 's', x: 5, width: 5, height: 5, fills: [black], ...more },
})
const many = <T>(count: number, one: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i))
const idsOf = (nodes: readonly NodeInput[]): string[] => nodes.map(({ id = '' }) => id)

/** The document is made by the test: that is no turn of the plugin's. */
const open = (children: NodeInput[]): void => {
  panel.host.load({ pages: [{ children }] })
  panel.host.longestTurn()
}

describe('no turn is long', () => {
  it('when the selection is hundreds of pictures and shapes', async () => {
    const pictures = many(20, (i) => picture({ id: `p${i}`, x: i * 3 }))
    const shapes = many(300, (i) => shape({ id: `s${i}`, x: i % 70 }))
    open([...pictures, ...shapes])
    const { selection } = await panel.select([...idsOf(pictures), ...idsOf(shapes)])
    expect(selection.sources).toHaveLength(20)
    expect((await panel.capture('p3', 'shapes')).mask.length).toBeGreaterThan(240)
  })

  it('when all that is selected is shapes, among thousands of layers', async () => {
    const layers = many(700, (i) => shape({ id: `l${i}`, x: 500 }))
    const shapes = many(5, (i) => shape({ id: `s${i}` }))
    open([picture(), ...layers, ...shapes])
    const { selection } = await panel.select(idsOf(shapes))
    expect(selection.sources).toMatchObject([{ id: 'p', shapes: 5 }])
  })

  it('when groups of hundreds are selected, masked or not', async () => {
    const groups = many(
      4,
      (g): NodeInput => ({
        ...{ type: 'GROUP', id: `g${g}` },
        children: many(250, (i) => shape({ id: `${g}-${i}`, isMask: i % 2 === 0 })),
      }),
    )
    open([picture(), ...groups])
    await panel.select(['p', ...idsOf(groups)])
  })

  it('when the mask is a drawing of thousands of lines', async () => {
    const lines = many(700, (i) => shape({ id: `s${i}`, x: i % 70 }))
    open([picture(), { type: 'GROUP', id: 'g', children: lines }])
    await panel.select(['p', 'g'])
    expect((await panel.capture('p', 'shapes')).mask).toHaveLength(700)
  })

  it('when the mask is drawn with hundreds of thousands of points', async () => {
    const data = `M 0 0 ${many(45_000, (i) => `L ${i % 50} ${i % 37}`).join(' ')} Z`
    const paths = [{ windingRule: 'NONZERO' as const, data }]
    open([picture(), ...many(3, (i) => shape({ id: `s${i}`, type: 'VECTOR', paths }))])
    await panel.select(['p', 's0', 's1', 's2'])
    const { mask } = await panel.capture('p', 'shapes')
    // What is too long to be sent is drawn by Figma.
    expect(mask.map(({ kind }) => kind)).toEqual(['paths', 'png'])
  })

  it('when the picture is a frame of thousands of layers', async () => {
    const layers = many(1000, (i) => shape({ id: `s${i}`, x: i % 70 }))
    open([{ type: 'FRAME', id: 'f', width: 80, height: 60, fills: [black], children: layers }])
    await panel.select(['f'])
    expect(await panel.capture('f')).toMatchObject({ kind: 'export' })
  })

  it('when hundreds of results lie over the picture', async () => {
    open([picture()])
    const { target } = await panel.capture('p')
    const memory = { count: 1, chosen: 0, record: 'x'.repeat(40_000), target }
    const results = many(120, (i) =>
      shape({
        id: `r${i}`,
        pluginData: { 'inlay-result': JSON.stringify(memory), 'inlay-picture': 'p' },
      }),
    )
    open([picture(), ...results])
    const { selection } = await panel.select(['p'])
    expect(selection.sources).toMatchObject([{ kind: 'layer' }])
  })

  it('when the results are many and large', async () => {
    open([picture(), ...many(250, (i) => shape({ id: `s${i}` }))])
    await panel.select(['p', ...many(250, (i) => `s${i}`)])
    const { target } = await panel.capture('p', 'shapes')
    panel.host.longestTurn()
    const tiles = many(4, (i) => tile(i, target))
    const images = await Promise.all(many(8, (i) => heavy(i)))
    const answer = await panel.ask({
      ...{ type: 'apply', target, chosen: 0, name: 'a red boat', as: 'rectangle' },
      ...{ record: 'x'.repeat(50_000), tiles: tiles.map((bounds) => ({ bounds, images })) },
    })
    expect(answer).toMatchObject({ type: 'applied', notes: ['tiled', 'shapes_hidden'] })
  })
})

const tile = (i: number, { width }: Target) => ({
  ...{ left: (i * width) / 4, top: 0, width: width / 4, height: 30 },
})

/** More than a piece of the wire, with bytes behind its end that no reader looks at. */
const heavy = async (i: number): Promise<Uint8Array> =>
  Buffer.concat([await plain(10, 30, [i, 0, 0]), Buffer.alloc(PIECE, i)])
