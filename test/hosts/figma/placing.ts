/** A plugin with a picture to place results over, and what the tests of that do and look at. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Target } from '../../../plugins/figma/src/messages.ts'
import type { DocumentInput, NodeInput } from './double/data.ts'
import type { SeenNode } from './host.ts'
import { createPanel, type Panel } from './panel.ts'
import { plain, waves } from './pictures.ts'

export const image = { type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }

export const black = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } }

/** 40 x 30 pixels, two units each. */
export const picture = (more: Partial<NodeInput> = {}): NodeInput => ({
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

interface Tile {
  readonly bounds: { left: number; top: number; width: number; height: number }
  readonly images: Buffer[]
}

type Extra = Partial<{
  hideShapes: boolean
  beyond: boolean
  tiles: Tile[]
  onPage: boolean
  as: 'rectangle' | 'frame'
  chosen: number
}>

/** One plugin for all tests of a file, without an error in any of them. */
export const usePlacing = () => {
  let opened: Panel | undefined
  let images: Buffer[] = []
  const current = (): Panel => {
    if (opened === undefined) throw new Error('The plugin is not started')
    return opened
  }
  beforeAll(async () => {
    images = await Promise.all([plain(10, 8, [255, 0, 0]), plain(10, 8, [0, 255, 0])])
    opened = await createPanel({
      document: { pages: [{ children: [] }] },
      images: { photo: await waves(40, 30), other: await waves(20, 20) },
    })
    await opened.start()
  })
  afterEach(() => {
    expect(current().host.errors).toEqual([])
  })
  afterAll(() => opened?.host.close())

  /** Red, and green as its second variation. */
  const tile = (left = 5, top = 4): Tile => ({
    bounds: { left, top, width: 10, height: 8 },
    images,
  })
  const nodes = (): readonly SeenNode[] => current().host.document().nodes
  const node = (id: string): SeenNode => {
    const found = nodes().find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no ${id}.`)
    return found
  }
  return {
    get panel() {
      return current()
    },
    ...{ tile, nodes, node },
    open: (children: NodeInput[], more: Partial<DocumentInput> = {}): void =>
      current().host.load({ pages: [{ children }, { id: '0:2', children: [] }], ...more }),
    targetOf: async (id = 'p'): Promise<Target> => (await current().capture(id)).target,
    apply: (target: Target, extra: Extra = {}) =>
      current().ask({
        type: 'apply',
        target,
        tiles: [tile()],
        chosen: 0,
        name: 'a red boat',
        record: { prompt: 'a red boat', seed: 7 },
        as: 'rectangle',
        ...extra,
      }),
    /** The placed layer, and the ids of its siblings from the back. */
    placed: (answer: { readonly type: string }) => {
      if (!('nodeId' in answer) || typeof answer.nodeId !== 'string') {
        throw new Error(JSON.stringify(answer))
      }
      const layer = node(answer.nodeId)
      const siblings = node(layer.parent ?? '').children.map((id) => (id === layer.id ? 'new' : id))
      return { layer, siblings }
    },
  }
}
