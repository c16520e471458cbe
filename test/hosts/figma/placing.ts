/** A plugin with a picture to place results over, and what the tests of that do and look at. */
import { beforeAll } from 'vitest'
import type { Target } from '../../../plugins/figma/src/messages.ts'
import type { SeenNode } from './host.ts'
import { plain, waves } from './pictures.ts'
import { usePanel } from './stage.ts'

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

export const usePlacing = () => {
  const stage = usePanel(async () => ({ other: await waves(20, 20) }))
  let images: Buffer[] = []
  beforeAll(async () => {
    images = await Promise.all([plain(10, 8, [255, 0, 0]), plain(10, 8, [0, 255, 0])])
  })

  /** Red, and green as its second variation. */
  const tile = (left = 5, top = 4): Tile => ({
    bounds: { left, top, width: 10, height: 8 },
    images,
  })
  const nodes = (): readonly SeenNode[] => stage.panel.host.document().nodes
  const node = (id: string): SeenNode => {
    const found = nodes().find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no ${id}.`)
    return found
  }
  return {
    get panel() {
      return stage.panel
    },
    ...{ open: stage.open, tile, nodes, node },
    targetOf: async (id = 'p'): Promise<Target> => (await stage.panel.capture(id)).target,
    apply: (target: Target, extra: Extra = {}) =>
      stage.panel.ask({
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
