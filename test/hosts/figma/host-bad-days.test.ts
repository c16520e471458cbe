/** Bad days of the sandbox: the document is what nobody expects, or changes, or goes, while it is read. */
import sharp from 'sharp'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentInput, NodeInput, Rows } from './double/data.ts'
import { createPanel, type Panel } from './panel.ts'
import { at, pixelsOf, plain, waves } from './pictures.ts'

let photo: Buffer
let panel: Panel

const white = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } }
const black = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } }
const blurred = { effects: [{ type: 'LAYER_BLUR', radius: 4, visible: true }] }
const picture = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'RECTANGLE', id: 'p', name: 'Photo', x: 10, y: 20, width: 80, height: 60 },
  fills: [{ type: 'IMAGE', imageHash: 'photo', scaleMode: 'FILL' }],
  ...more,
})
const shape = (more: Partial<NodeInput> = {}): NodeInput => ({
  ...{ type: 'ELLIPSE', id: 's', x: 30, y: 30, width: 20, height: 10, fills: [black] },
  ...more,
})

beforeAll(async () => {
  photo = await waves(40, 30)
})
beforeEach(async () => {
  panel = await createPanel({ document: { pages: [{ children: [] }] }, images: { photo } })
  await panel.start()
})
afterEach(() => {
  expect(panel.host.errors).toEqual([])
  panel.host.close()
})

const open = (children: NodeInput[], more: Partial<DocumentInput> = {}): void =>
  panel.host.load({ pages: [{ children }], ...more })

const shown = (): string[] =>
  panel.host
    .document()
    .nodes.filter(({ type, visible }) => type !== 'PAGE' && visible)
    .map(({ id }) => id)

/** Resolves when the plugin has asked Figma for an export of this layer, which is on its way then. */
const exporting = (name: RegExp): Promise<void> =>
  new Promise((resolve) => {
    const stop = panel.host.onTold(({ event, value }) => {
      if (event !== 'export' || !name.test(JSON.stringify(value))) return
      stop()
      resolve()
    })
  })

describe('the plugin or its document is closed', () => {
  it('while a copy is in the document: it is taken away first', async () => {
    open([picture(), shape(blurred)])
    await panel.select(['p', 's'])
    const taking = exporting(/temporary/)
    void panel.capture('p', 'shapes')
    await taking
    expect(panel.host.document().nodes.some(({ name }) => /temporary/.test(name))).toBe(true)
    panel.host.quit()
    expect(panel.host.document().nodes.map(({ id }) => id)).toEqual(['0:1', 'p', 's'])
  })

  it('while shapes are hidden for an export: they are shown again first', async () => {
    const children = [picture({ id: 'q', x: 0 }), shape()]
    open([{ type: 'FRAME', id: 'f', width: 90, height: 90, fills: [white], children }])
    await panel.select(['f', 's'])
    const taking = exporting(/"f"/)
    void panel.capture('f', 'shapes')
    await taking
    expect(shown()).toEqual(['f', 'q'])
    panel.host.quit()
    expect(shown()).toEqual(['f', 'q', 's'])
  })

  it('and what a crash left behind is swept up the next time', async () => {
    const left = { type: 'FRAME', id: 'x', pluginData: { 'inlay-temporary': '1' } } as const
    open([picture(), left])
    await panel.capture('p')
    expect(panel.host.document().nodes.map(({ id }) => id)).toEqual(['0:1', 'p'])
  })
})

describe('while the picture is read', () => {
  const frame: NodeInput = { type: 'FRAME', id: 'f', width: 90, height: 90, fills: [white] }

  it('it is deleted: said, and its copies are gone', async () => {
    open([frame, shape(blurred)])
    await panel.select(['f', 's'])
    const taking = exporting(/"f"/)
    const capture = panel.capture('f')
    await taking
    panel.host.remove('f')
    await expect(capture).rejects.toThrow('deleted')
    expect(shown()).toEqual(['s'])
  })

  it('its mask is deleted: said', async () => {
    open([picture(), shape()])
    await panel.select(['p', 's'])
    panel.host.remove('s')
    await expect(panel.capture('p', 'shapes')).rejects.toThrow('mask_outside')
  })

  it('it is moved: it is read again, and the result finds it', async () => {
    open([frame])
    await panel.select(['f'])
    const taking = exporting(/"f"/)
    const capturing = panel.capture('f')
    await taking
    const transform: Rows = [
      [1, 0, 200],
      [0, 1, 100],
    ]
    panel.host.edit('f', { transform })
    const { target } = await capturing
    expect(target.nodeToPage).toEqual([1, 0, 0, 1, 200, 100])
    const bounds = { left: 20, top: 10, width: 10, height: 5 }
    const answer = await panel.ask({
      ...{ type: 'apply', target, chosen: 0, name: 'a red boat', record: null, as: 'rectangle' },
      tiles: [{ bounds, images: [await plain(10, 5, [255, 0, 0])] }],
    })
    expect(answer).toMatchObject({ type: 'applied', where: 'in place' })
    const box = panel.host.document().nodes.find(({ name }) => name === 'a red boat')?.box
    expect(box).toEqual({ x: 210, y: 105, width: 5, height: 2.5 })
  })
})

describe('a document as nobody expects it', () => {
  it('has a frame with nothing behind it: the gaps come see-through', async () => {
    const children = [shape({ x: 0, y: 0, width: 40, height: 60, type: 'RECTANGLE' })]
    open([{ type: 'FRAME', id: 'f', width: 80, height: 60, fills: [], children }])
    await panel.select(['f'])
    const pixels = await pixelsOf((await panel.capture('f')).image)
    expect([at(pixels, 20, 60)[3], at(pixels, 120, 60)[3]]).toEqual([255, 0])
  })

  it('has a frame that cuts the picture: the result is cut with it', async () => {
    open([
      { type: 'FRAME', id: 'f', width: 50, height: 50, clipsContent: true, children: [picture()] },
    ])
    await panel.select(['p'])
    const { target, clip } = await panel.capture('p')
    // The frame cuts what lies in it by itself.
    expect(clip).toEqual([])
    const bounds = { left: 0, top: 0, width: 40, height: 30 }
    await panel.ask({
      ...{ type: 'apply', target, chosen: 0, name: 'a red boat', record: null, as: 'rectangle' },
      tiles: [{ bounds, images: [await plain(40, 30, [255, 0, 0])] }],
    })
    const seen = await pixelsOf(await panel.host.snapshot({ x: 0, y: 0, width: 100, height: 100 }))
    expect([at(seen, 45, 45), at(seen, 55, 45)]).toEqual([
      [255, 0, 0, 255],
      [0, 0, 0, 0],
    ])
  })

  it('has a masked group: picture and result are seen through its mask', async () => {
    const mask = shape({ isMask: true, x: 20, y: 30, width: 30, height: 30 })
    open([{ type: 'GROUP', id: 'g', children: [mask, picture()] }])
    const { selection } = await panel.select(['g'])
    expect(selection.sources).toMatchObject([{ id: 'p', maskGroup: true }])
    const { target } = await panel.capture('p', 'mask-group')
    const bounds = { left: 0, top: 0, width: 40, height: 30 }
    await panel.ask({
      ...{ type: 'apply', target, chosen: 0, name: 'a red boat', record: null, as: 'rectangle' },
      tiles: [{ bounds, images: [await plain(40, 30, [255, 0, 0])] }],
    })
    const seen = await pixelsOf(await panel.host.snapshot({ x: 0, y: 0, width: 100, height: 100 }))
    expect([at(seen, 35, 45), at(seen, 70, 45)]).toEqual([
      [255, 0, 0, 255],
      [0, 0, 0, 0],
    ])
  })

  it('is in Display P3: the file comes as it is, an export in its colours', async () => {
    const p3 = await sharp(photo).withIccProfile('p3').png().toBuffer()
    panel.host.putImage('p3', p3)
    const fills = [{ type: 'IMAGE', imageHash: 'p3', scaleMode: 'FILL' }]
    open([picture({ fills })], { profile: 'DISPLAY_P3' })
    const { selection } = await panel.select(['p'])
    expect(selection.sources[0]?.notes).toEqual(['wide_gamut'])
    const capture = await panel.capture('p')
    expect(capture).toMatchObject({ kind: 'original', profile: 'display-p3' })
    expect(Buffer.compare(capture.image, p3)).toBe(0)
    await panel.capture('p', 'none', { asExport: true })
    const asked = panel.host.told.filter(({ event }) => event === 'export').at(-1)
    expect(asked?.value).toMatchObject({ settings: { colorProfile: 'DISPLAY_P3_V4' } })
  })

  it('has a layer larger than Figma takes: said before anything is done, and taken so', async () => {
    open([{ type: 'FRAME', id: 'f', width: 9000, height: 300, fills: [white] }])
    const { selection } = await panel.select(['f'])
    expect(selection.sources).toMatchObject([{ width: 4096, height: 137, notes: ['reduced'] }])
    const { width, height } = await panel.capture('f')
    expect([width, height]).toEqual([4096, 137])
  })

  it('may only be looked at: nothing is made, what was taken can still be seen', async () => {
    const children = [picture({ id: 'q' }), shape()]
    open([{ type: 'FRAME', id: 'f', width: 90, height: 90, fills: [white], children }], {
      readOnly: true,
    })
    await panel.select(['f', 's'])
    const capture = await panel.capture('f', 'shapes')
    expect(capture).toMatchObject({ kind: 'export', target: { documentId: '' } })
    expect(shown()).toEqual(['f', 'q', 's'])
  })
})
