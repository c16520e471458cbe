/** The window's pixel work that needs no browser: lossless files, tiles, masks at two resolutions. */
import {
  type Bounds,
  boundsContain,
  boundsOverlap,
  type Client,
  createClient,
  cropMask,
  type PixelImage,
} from '@inlay/shared'
import type { JobRecord } from '@inlay/shared/panel'
import { colourChunks, gridOf, type MaskGrid, pngDepth } from '@inlay/shared/studio'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createMaskDoc } from '../../../plugins/figma/src/ui/mask-doc.ts'
import { recipeOf, storable } from '../../../plugins/figma/src/ui/panel/recipe.ts'
import { keepMask } from '../../../plugins/figma/src/ui/pixels/keepsake.ts'
import { layOver } from '../../../plugins/figma/src/ui/pixels/paste.ts'
import { encodePng } from '../../../plugins/figma/src/ui/pixels/png.ts'
import { cut, FIGMA_SIDE, type Results, tilesOf } from '../../../plugins/figma/src/ui/results.ts'

const decoded = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  return { data: new Uint8Array(data), width: info.width, height: info.height }
}

/** Every byte another, see-through ones among them. */
const noise = (width: number, height: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length: width * height * 4 }, (_, i) => (i * 2654435761 * seed) >>> 24)

describe('the PNG writer', () => {
  it('keeps every byte, colours of what is see-through included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 1000 }),
        async (width, height, seed) => {
          const data = noise(width, height, seed)
          expect(await decoded(await encodePng({ data, width, height }))).toEqual({
            ...{ data, width, height },
          })
        },
      ),
      { numRuns: 20 },
    )
  })

  it('writes a mask as grey, one byte a pixel', async () => {
    const data = noise(10, 7).subarray(0, 70)
    const png = await encodePng({ data, width: 10, height: 7, channels: 1 })
    expect(await sharp(png).metadata()).toMatchObject({ channels: 1, depth: 'uchar' })
    expect(new Uint8Array(await sharp(png).toColourspace('b-w').raw().toBuffer())).toEqual(data)
  })

  it('carries the colour profile over', async () => {
    const source = await sharp({
      create: { width: 2, height: 2, channels: 3, background: '#f00' },
    })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const chunks = colourChunks(source)
    expect(chunks.length).toBeGreaterThan(0)
    const png = await encodePng({ data: noise(2, 2), width: 2, height: 2 }, chunks)
    const [before, after] = await Promise.all([sharp(source).metadata(), sharp(png).metadata()])
    expect(after.icc).toEqual(before.icc)
    expect(pngDepth(png)).toBe(8)
    expect(pngDepth(Uint8Array.from([1, 2, 3]))).toBeUndefined()
  })
})

describe('a mask that is kept', () => {
  const kept = async (grid: MaskGrid) => {
    const found = await keepMask(grid)
    if (found === undefined) throw new Error('It was not kept')
    const { data, info } = await sharp(Buffer.from(found.png, 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { ...found, data: data.filter((_, i) => i % info.channels === 0), info }
  }

  it('is cut to what it covers and exact where that fits; nothing is kept of nothing', async () => {
    const grid = gridOf(3000, 2000)
    for (let y = 0; y < 700; y++) {
      for (let x = 0; x < 900; x++) grid.data[(400 + y) * 3000 + 1000 + x] = Math.min(255, 1 + x)
    }
    const { bounds, data, info } = await kept(grid)
    expect(bounds).toEqual({ left: 1000, top: 400, width: 900, height: 700 })
    expect([info.width, info.height]).toEqual([900, 700])
    expect(Buffer.compare(data, Buffer.from(cropMask(grid, bounds).data))).toBe(0)
    expect(await keepMask(gridOf(8, 8))).toBeUndefined()
  })

  it('is smaller by halves where it does not, each pixel the mean of those it stands for', async () => {
    const grid = gridOf(513, 400)
    // Noise about a slope (Marsaglia's xorshift): it does not pack well.
    let n = 1
    for (const i of grid.data.keys()) {
      for (const by of [13, -17, 5]) n ^= by > 0 ? n << by : n >>> -by
      grid.data[i] = 1 + ((i % 513) >> 2) + (n & 63)
    }
    const { png, bounds, data, info } = await kept(grid)
    expect(png.length).toBeLessThanOrEqual(45_004)
    expect(bounds).toEqual({ left: 0, top: 0, width: 513, height: 400 })
    const by = Math.round(513 / info.width)
    expect([2, 4]).toContain(by)
    expect([info.width, info.height]).toEqual([Math.ceil(513 / by), Math.ceil(400 / by)])
    // The mean of the noise is 31.5; the last column stands for one.
    const at = (x: number): number => data[10 * info.width + x] ?? Number.NaN
    for (const x of [10, 60, 120]) expect(at(x)).toBeCloseTo(1 + ((x * by) >> 2) + 31.5, -1.3)
  })
})

describe('jobs as they are stored', () => {
  it('leave out the masks of the oldest when they are too much together', () => {
    const record = (id: string, letters: number): JobRecord => ({
      ...{ id, created: 1, operation: 'remove', prompt: '', title: '', target: null, isSent: true },
      settings: {
        settings: {},
        mask: { png: 'a'.repeat(letters), bounds: { left: 0, top: 0, width: 1, height: 1 } },
      },
    })
    const [old, ...rest] = storable([record('1', 2e6), record('2', 1e6), record('3', 1e6)])
    expect(old).toMatchObject({ id: '1', settings: { settings: {} } })
    expect(recipeOf(old ?? record('', 0))?.mask).toBeUndefined()
    expect(rest).toEqual([record('2', 1e6), record('3', 1e6)])
  })
})

describe('tiles', () => {
  it('cover everything once, none larger than Figma takes', () => {
    const side = fc.integer({ min: 1, max: 20_000 })
    const corner = fc.integer({ min: -9000, max: 9000 })
    const box = fc.record({ left: corner, top: corner, width: side, height: side })
    fc.assert(
      fc.property(box, (union: Bounds) => {
        const boxes = cut(union)
        const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0)
        expect(area).toBe(union.width * union.height)
        for (const [i, one] of boxes.entries()) {
          expect(boundsContain(union, one)).toBe(true)
          expect(Math.max(one.width, one.height)).toBeLessThanOrEqual(FIGMA_SIDE)
          expect(boxes.slice(i + 1).some((other) => boundsOverlap(one, other))).toBe(false)
        }
      }),
      { numRuns: 50 },
    )
  })

  /** A companion that has these pixels. */
  const client = (
    images: readonly PixelImage[],
    bounds: readonly Bounds[],
  ): Client<AbortSignal> => ({
    ...createClient<AbortSignal>({
      ...{
        baseUrl: 'http://localhost:43117',
        token: 'none',
        fetch,
        randomBytes: () => new Uint8Array(),
      },
    }),
    resultPixels: async (_id, index) => ({
      ...{ pixels: images[index]!, bounds: bounds[index]!, index, seed: 0 },
    }),
  })
  const results = (
    pngs: readonly Uint8Array[],
    bounds: readonly Bounds[],
    offset = { x: 0, y: 0 },
  ): Results => ({
    patches: pngs.map((png, i) => {
      const box = bounds[i]!
      const bitmap = { width: box.width, height: box.height, close: () => {} }
      return { png, bounds: box, bitmap }
    }),
    ...{ offset, canvas: { width: 10_000, height: 1000 } },
  })

  it('are the companion’s own files where they fit', async () => {
    const png = await encodePng({ data: noise(4, 3), width: 4, height: 3 })
    const box = { left: 7, top: 8, width: 4, height: 3 }
    const tiles = await tilesOf(client([], []), 'id', results([png], [box], { x: 2, y: 0 }), [])
    expect(tiles).toEqual([{ bounds: { ...box, left: 5 }, images: [png] }])
    expect(tiles[0]?.images[0]).toBe(png)
  })

  it('put together again are the pixels there were, beyond 4096 and from boxes of two sizes', async () => {
    const boxes = [
      { left: 0, top: 0, width: 4200, height: 2 },
      { left: 1, top: 1, width: 3, height: 2 },
    ]
    const images = boxes.map(({ width, height }, i) => {
      const data = noise(width, height, i + 1)
      return { width, height, channels: 4 as const, data }
    })
    const pngs = await Promise.all(
      images.map(({ data, width, height }) => encodePng({ data, width, height })),
    )
    const tiles = await tilesOf(client(images, boxes), 'id', results(pngs, boxes), [])
    expect(tiles).toHaveLength(2)
    for (const [variation, { data, width }] of images.entries()) {
      const own = boxes[variation]!
      for (const { bounds, images: files } of tiles) {
        const tile = await decoded(files[variation]!)
        expect([tile.width, tile.height]).toEqual([bounds.width, bounds.height])
        for (let y = 0; y < bounds.height; y++) {
          for (let x = 0; x < bounds.width; x++) {
            const [px, py] = [bounds.left + x - own.left, bounds.top + y - own.top]
            const isIn = px >= 0 && py >= 0 && px < own.width && py < own.height
            const at = (y * bounds.width + x) * 4
            if (!isIn) {
              if (tile.data[at + 3] !== 0) expect(tile.data[at + 3]).toBe(0)
            } else if (tile.data[at] !== data[(py * width + px) * 4]) {
              expect([x, y, tile.data[at]]).toEqual([x, y, data[(py * width + px) * 4]])
            }
          }
        }
      }
    }
  })

  it('of 16 bits become 8, rounded', async () => {
    const data = Uint16Array.from([0, 128, 129, 65_535])
    const image = { width: 1, height: 1, channels: 4 as const, data }
    const box = { left: 0, top: 0, width: 1, height: 1 }
    const deep = await sharp(new Uint16Array([1, 2, 3, 4]), {
      raw: { width: 1, height: 1, channels: 4 },
    })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    expect(pngDepth(deep)).toBe(16)
    const tiles = await tilesOf(client([image], [box]), 'id', results([deep], [box]), [])
    expect([...(await decoded(tiles[0]!.images[0]!)).data]).toEqual([0, 0, 1, 255])
  })
})

describe('a painted mask', () => {
  const stroke = (erase = false) => ({
    ...{ erase, size: 300, hardness: 0.8 },
    points: [
      { x: 600, y: 900, pressure: 1 },
      { x: 1500, y: 700, pressure: 1 },
    ],
  })

  it('is the same at the picture’s size as in the window, and undone step by step', async () => {
    const doc = createMaskDoc(2560, 1600)
    expect(doc.grid.width).toBe(1280)
    doc.paint(stroke(), 0)
    doc.add({ kind: 'stroke', stroke: stroke() })
    const shown = doc.grid.data.slice()
    const full = await doc.full()
    expect([full.width, full.height]).toEqual([2560, 1600])
    const share = (data: Uint8Array): number => data.reduce((sum, v) => sum + v, 0) / data.length
    expect(share(full.data)).toBeCloseTo(share(shown), 0)
    doc.add({ kind: 'invert' })
    expect(doc.grid.data[0]).toBe(255)
    doc.undo()
    expect(Buffer.compare(doc.grid.data, shown)).toBe(0)
    doc.undo()
    expect(doc.isEmpty).toBe(true)
    doc.redo()
    expect(Buffer.compare(doc.grid.data, shown)).toBe(0)
  })

  it('takes each further click in place of the one before', () => {
    const doc = createMaskDoc(4, 1)
    doc.add({ kind: 'select', mask: Uint8Array.from([255, 0, 0, 0]) })
    doc.add({ kind: 'select', mask: Uint8Array.from([0, 200, 0, 0]) })
    expect([...doc.grid.data]).toEqual([0, 200, 0, 0])
    expect(doc.steps).toHaveLength(1)
    doc.add({ kind: 'clear' })
    expect(doc.isEmpty).toBe(true)
  })
})

describe('an earlier result', () => {
  /** A box of 3 x 2 pixels from (10, 20) on. */
  const box = { left: 10, top: 20, width: 3, height: 2 }
  const only = { left: 11, top: 21, width: 1, height: 1 }
  const over = (...rgba: number[]) => Uint8Array.from(rgba)

  it('is laid over a picture where it is, and over nothing else', () => {
    const data = noise(3, 2).subarray(0, 18)
    const before = [...data]
    layOver({ data, box, channels: 3, depth: 8 }, over(1, 2, 3, 255), only)
    // Second row, second pixel.
    expect([...data]).toEqual([...before.slice(0, 12), 1, 2, 3, ...before.slice(15)])
    layOver({ data, box, channels: 3, depth: 8 }, over(9, 9, 9, 0), only)
    expect([...data.subarray(12, 15)]).toEqual([1, 2, 3])
    layOver({ data, box, channels: 3, depth: 8 }, over(101, 102, 103, 51), only)
    expect([...data.subarray(12, 15)]).toEqual([21, 22, 23])
  })

  it('keeps the 16 bits of what lies under it, and fills what is see-through', () => {
    const deep = new Uint8Array(6 * 8)
    const view = new DataView(deep.buffer)
    const at = 4 * 8
    const values = (): number[] => [0, 2, 4, 6].map((i) => view.getUint16(at + i))
    for (const [i, value] of [1000, 2001, 3002, 65535].entries()) view.setUint16(at + i * 2, value)
    layOver({ data: deep, box, channels: 4, depth: 16 }, over(0, 0, 0, 0), only)
    expect(values()).toEqual([1000, 2001, 3002, 65535])
    layOver({ data: deep, box, channels: 4, depth: 16 }, over(255, 0, 0, 128), only)
    expect(values()).toEqual([33394, 997, 1495, 65535])
    for (const [i, value] of [7, 7, 7, 0].entries()) view.setUint16(at + i * 2, value)
    layOver({ data: deep, box, channels: 4, depth: 16 }, over(255, 128, 0, 51), only)
    expect(values()).toEqual([65535, 32896, 0, 13107])
    expect([...deep.subarray(0, at), ...deep.subarray(at + 8)].every((byte) => byte === 0)).toBe(
      true,
    )
  })
})
