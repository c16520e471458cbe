/** A picture in a document, a shape over it, and a plugin that reads them: for the tests of the sandbox. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { DocumentInput, NodeInput, Rows } from './double/data.ts'
import { createPanel, type Panel } from './panel.ts'
import { waves } from './pictures.ts'

export const image = { type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }

export const black = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } }

export const turned = (degrees: number, x: number, y: number): Rows => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return [
    [cos, -sin, x],
    [sin, cos, y],
  ]
}

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

export const shape = (more: Partial<NodeInput> = {}): NodeInput => ({
  type: 'RECTANGLE',
  id: 's',
  x: 30,
  y: 30,
  width: 20,
  height: 10,
  fills: [black],
  ...more,
})

/**
 * One plugin for all tests of a file, without an error in any of them, and nothing left behind.
 * @param images by hash, beside `photo`
 */
export const usePanel = (images: () => Promise<Record<string, Uint8Array>> = async () => ({})) => {
  let opened: Panel | undefined
  const current = (): Panel => {
    if (opened === undefined) throw new Error('The plugin is not started')
    return opened
  }
  beforeAll(async () => {
    opened = await createPanel({
      document: { pages: [{ children: [] }] },
      images: { photo: await waves(40, 30), ...(await images()) },
    })
    await opened.start()
  })
  afterEach(() => {
    expect(current().host.errors.splice(0)).toEqual([])
    const { nodes } = current().host.document()
    expect(nodes.filter(({ name }) => name.includes('temporary'))).toEqual([])
  })
  afterAll(() => opened?.host.close())
  return {
    get panel() {
      return current()
    },
    open: (children: NodeInput[], more: Partial<DocumentInput> = {}): void =>
      current().host.load({ pages: [{ children }, { id: '0:2', children: [] }], ...more }),
    /** Selects them, and takes the first picture of them. */
    take: async (ids: readonly string[], mask: 'shapes' | 'mask-group' = 'shapes') => {
      const { selection } = await current().select(ids)
      return current().capture(selection.sources[0]?.id ?? '', mask)
    },
  }
}
