/** What goes to the companion: no more of a picture than a fill looks at, and that to the bit. */
import { type Bounds, boundsContain, boundsOf, maskBounds } from '@inlay/shared'
import { gridOf } from '@inlay/shared/studio'
import fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Capture } from '../../../plugins/figma/src/messages.ts'
import { cutPng } from '../../../plugins/figma/src/ui/pixels/cut-png.ts'
import { prepareExpanded, prepareMasked } from '../../../plugins/figma/src/ui/prepare.ts'

/** Smooth and noisy by turns, so that the encoder takes every filter; alpha from none to whole. */
const values = (length: number, most: number): number[] =>
  Array.from({ length }, (_, i) =>
    i % 97 < 40 ? Math.floor((i * 2654435761) % (most + 1)) : Math.floor(((i % 53) * most) / 53),
  )

const WIDTH = 61
const HEIGHT = 43

const raw = (channels: 1 | 2 | 3 | 4, depth: 8 | 16) => {
  const data =
    depth === 8
      ? Uint8Array.from(values(WIDTH * HEIGHT * channels, 255))
      : Uint16Array.from(values(WIDTH * HEIGHT * channels, 65_535))
  const spaces = { 8: ['b-w', 'srgb'], 16: ['grey16', 'rgb16'] } as const
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels } }).toColourspace(
    spaces[depth][channels < 3 ? 0 : 1],
  )
}

const KINDS = {
  grey: () => raw(1, 8).png({ adaptiveFiltering: true }),
  'grey with alpha': () => raw(2, 8).png({ adaptiveFiltering: true }),
  'RGB, filtered': () => raw(3, 8).png({ adaptiveFiltering: true }),
  RGB: () => raw(3, 8).png(),
  RGBA: () => raw(4, 8).png({ adaptiveFiltering: true }),
  'RGB of 16 bits': () => raw(3, 16).png({ adaptiveFiltering: true }),
  'RGBA of 16 bits in Display P3': () =>
    raw(4, 16).withIccProfile('p3').png({ adaptiveFiltering: true }),
  'a palette': () => raw(3, 8).png({ palette: true, colours: 200 }),
}
type Kind = keyof typeof KINDS

const files = new Map<Kind, Buffer>()

beforeAll(async () => {
  for (const kind of Object.keys(KINDS) as Kind[]) files.set(kind, await KINDS[kind]().toBuffer())
})

/** As stored: neither brought into other colours nor to 8 bits on the way. */
const pixelsOf = async (png: Uint8Array, box?: Bounds) => {
  const whole = sharp(png, { ignoreIcc: true })
  const { depth } = await whole.metadata()
  const cut = box === undefined ? whole : whole.extract(box)
  const stored =
    depth === 'ushort' ? cut.toColourspace('rgb16').raw({ depth: 'ushort' }) : cut.raw()
  const { data, info } = await stored.toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return { data, depth, width, height, channels }
}

describe('a box of a PNG', () => {
  it.each(Object.keys(KINDS) as Kind[])('of %s holds the values there were', async (kind) => {
    const file = files.get(kind)!
    const box = fc
      .tuple(fc.nat(WIDTH - 1), fc.nat(HEIGHT - 1), fc.nat(WIDTH), fc.nat(HEIGHT))
      .map(([left, top, w, h]) => ({
        ...{ left, top },
        width: 1 + (w % (WIDTH - left)),
        height: 1 + (h % (HEIGHT - top)),
      }))
    await fc.assert(
      fc.asyncProperty(box, async (bounds) => {
        const cut = await cutPng(file, bounds)
        if (cut === null) throw new Error('It was not cut')
        const [is, was] = [await pixelsOf(cut.bytes), await pixelsOf(file, bounds)]
        expect({ ...is, data: 0 }).toEqual({ ...was, data: 0 })
        expect(Buffer.compare(is.data, was.data)).toBe(0)
      }),
      { numRuns: 8 },
    )
    const cut = await cutPng(file, { left: 1, top: 2, width: 3, height: 4 })
    const [before, after] = await Promise.all([
      sharp(file).metadata(),
      sharp(cut?.bytes).metadata(),
    ])
    // The kind of file stays the same, its profile with it.
    expect([...(cut?.bytes.subarray(24, 26) ?? [])]).toEqual([...file.subarray(24, 26)])
    expect(after.icc).toEqual(before.icc)
  })

  it('tells how much of it is see-through', async () => {
    const box = { left: 3, top: 5, width: 40, height: 30 }
    for (const kind of ['RGBA', 'grey with alpha', 'RGBA of 16 bits in Display P3'] as const) {
      const cut = await cutPng(files.get(kind)!, box)
      const { data, depth, channels } = await pixelsOf(cut!.bytes)
      const all = depth === 'ushort' ? new Uint16Array(Uint8Array.from(data).buffer) : data
      const alphas = [...all].filter((_, i) => i % channels === channels - 1)
      expect(cut?.seeThrough).toBe(alphas.filter((alpha) => alpha === 0).length)
      expect(cut?.seeThrough).toBeGreaterThan(5)
    }
  })

  it('is not cut where that would lose something, or where the file is damaged', async () => {
    const box = { left: 1, top: 1, width: 5, height: 5 }
    const file = files.get('RGB')!
    const interlaced = await raw(3, 8).png({ progressive: true }).toBuffer()
    const few = await raw(3, 8).png({ palette: true, colours: 4 }).toBuffer()
    const shortened = file.subarray(0, file.length - 2000)
    const damaged = Buffer.from(file)
    damaged.fill(0x55, 60, 400)
    for (const one of [interlaced, few, shortened, damaged, Buffer.from('no PNG')]) {
      expect(await cutPng(one, { ...box, top: HEIGHT - 6 })).toBeNull()
    }
    expect(await cutPng(file, { ...box, left: WIDTH - 3 })).toBeNull()
  })
})

describe('what is sent', () => {
  const LARGE = { width: 3000, height: 2000 }
  let large: Buffer

  beforeAll(async () => {
    const { width, height } = LARGE
    large = await sharp({ create: { width, height, channels: 3, background: '#579' } })
      .png({ compressionLevel: 1 })
      .toBuffer()
  })

  const captureOf = (image: Uint8Array, extent: { width: number; height: number }): Capture => ({
    ...{ image, ...extent, kind: 'export', profile: 'srgb', mask: [], clip: [] },
    ...{ over: [], notes: [] },
    target: {
      ...{ version: 1, documentId: 'd', pageId: '0:1', nodeId: 'p', name: 'Photo', ...extent },
      ...{ toNode: [1, 0, 0, 1, 0, 0], nodeToPage: [1, 0, 0, 1, 0, 0] },
      ...{ seen: boundsOf(extent), fingerprint: '', shapes: [] },
    },
  })
  const SETTINGS = { operation: 'remove', grow: 6, feather: 4 } as const

  it('is the mask with what a fill looks at around it, both cut alike', async () => {
    const mask = gridOf(LARGE.width, LARGE.height)
    for (let y = 1500; y < 1540; y++) mask.data.fill(y % 200, y * 3000 + 800, y * 3000 + 860)
    const { request, parts, target } = await prepareMasked(captureOf(large, LARGE), mask, SETTINGS)
    // 640 pixels of context, 10 more by which the mask grows; moved inside at the lower edge.
    const sent = { left: 150, top: 660, width: 1360, height: 1340 }
    expect(target).toMatchObject({ sent, width: 3000, nodeId: 'p' })
    expect(request).toMatchObject({ ...SETTINGS, mask: { width: 1360, height: 1340 } })
    const { width, height } = await sharp(parts.image).metadata()
    expect([width, height]).toEqual([1360, 1340])
    expect(parts.image?.length).toBeLessThan(large.length)
    const cut = { data: parts.mask ?? new Uint8Array(), width: 1360, height: 1340 }
    expect(cut.data).toHaveLength(1360 * 1340)
    expect(maskBounds(cut)).toEqual({ left: 650, top: 840, width: 60, height: 40 })
    expect(cut.data[(840 + 7) * 1360 + 660]).toBe(1507 % 200)
  })

  it('is the whole file, to the byte, where most of it is needed', async () => {
    const image = files.get('RGBA')!
    const mask = gridOf(WIDTH, HEIGHT)
    mask.data.fill(255, 100, 300)
    const capture = captureOf(image, { width: WIDTH, height: HEIGHT })
    const { parts, target } = await prepareMasked(capture, mask, SETTINGS)
    expect(Buffer.compare(parts.image!, image)).toBe(0)
    expect(parts.mask).toEqual(mask.data)
    expect(target).toEqual(capture.target)
  })

  it('is the whole where what lies around is see-through', async () => {
    const { width, height } = LARGE
    const background = { r: 0, g: 0, b: 0, alpha: 0 }
    const inner = { create: { width: 200, height: 2000, channels: 3, background: '#975' } } as const
    const empty = await sharp({ create: { width, height, channels: 4, background } })
      .composite([{ input: inner, left: 2800, top: 0 }])
      .png({ compressionLevel: 1 })
      .toBuffer()
    const mask = gridOf(width, height)
    for (let y = 500; y < 600; y++) mask.data.fill(255, y * width + 100, y * width + 200)
    const { target } = await prepareMasked(captureOf(empty, LARGE), mask, SETTINGS)
    expect(target).not.toHaveProperty('sent')
  })

  it('of an expansion is what lies beside the new sides', async () => {
    const capture = captureOf(large, LARGE)
    const settings = { operation: 'expand' } as const
    const margins = { left: 0, top: 0, right: 200, bottom: 0 }
    const { request, parts, target } = await prepareExpanded(capture, margins, settings)
    const sent = { left: 1720, top: 0, width: 1280, height: 2000 }
    expect(target).toMatchObject({ sent })
    expect(request).toMatchObject({ expand: margins })
    expect(boundsContain(boundsOf(LARGE), sent)).toBe(true)
    expect((await sharp(parts.image).metadata()).width).toBe(1280)
    const around = { left: 9, top: 0, right: 200, bottom: 7 }
    const all = await prepareExpanded(capture, around, settings)
    expect(Buffer.compare(all.parts.image!, large)).toBe(0)
  })
})
