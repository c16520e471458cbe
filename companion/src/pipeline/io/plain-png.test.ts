import { deflateSync } from 'node:zlib'
import type { ChannelCount, PixelImage } from '@inlay/shared'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodePlainPng, encodePlainPng, parsePlainPng } from './plain-png.ts'
import { pngChunk, pngDensity, pngFileOf, pngHeader } from './png.ts'

const decode = async (file: Uint8Array): Promise<PixelImage | undefined> => {
  const png = parsePlainPng(file)
  return png && decodePlainPng(png)
}

/** Any small picture: noise, slopes, flat places, any channel count. */
const anyPicture = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 30 }),
    channels: fc.constantFrom<ChannelCount>(1, 2, 3, 4),
    slope: fc.integer({ min: 0, max: 9 }),
    noise: fc.integer({ min: 0, max: 255 }),
  })
  .map(({ width, height, channels, slope, noise }): PixelImage => {
    const data = new Uint8Array(width * height * channels)
    for (let i = 0; i < data.length; i++) {
      data[i] = slope * (i % (width * channels)) + ((Math.imul(i, 0x9e3779b1) >>> 24) % (noise + 1))
    }
    return { width, height, channels, data }
  })

const COLOURS = { 1: 'b-w', 2: 'b-w', 3: 'srgb', 4: 'srgb' } as const

describe('plain PNG', () => {
  it('is written so that sharp reads the same pixels, and read so as well', async () => {
    await fc.assert(
      fc.asyncProperty(anyPicture, async (picture) => {
        const file = await encodePlainPng(picture, undefined)
        expect(await decode(file)).toEqual(picture)
        const { channels } = await sharp(file).metadata()
        expect(channels).toBe(picture.channels)
        const extra = picture.channels === 2 ? [0] : []
        const seen = sharp(file).toColourspace(COLOURS[picture.channels])
        const raw = extra.length > 0 ? seen.extractChannel(0) : seen
        const { data } = await raw.raw().toBuffer({ resolveWithObject: true })
        const step = extra.length > 0 ? 2 : 1
        expect(new Uint8Array(data)).toEqual(picture.data.filter((_, i) => i % step === 0))
      }),
      { numRuns: 60 },
    )
  })

  it('undoes every filter, on the first line too', async () => {
    for (let filter = 0; filter < 5; filter++) {
      const lines = Uint8Array.from({ length: 16 * 12 }, (_, i) =>
        i % 16 === 0 ? filter : (i * 91) & 255,
      )
      const file = pngFileOf(pngHeader(5, 12, 3, 8), [], deflateSync(lines))
      const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
      expect((await decode(file))?.data).toEqual(new Uint8Array(data))
    }
  })

  it('says the resolution that sharp says', async () => {
    for (const density of [72, 96, 300, 301]) {
      const picture = { width: 3, height: 2, channels: 3, data: new Uint8Array(18) } as const
      const file = await encodePlainPng(picture, density)
      expect(parsePlainPng(file)?.density).toBe(density)
      expect((await sharp(file).metadata()).density).toBe(density)
    }
  })

  it('leaves to sharp whatever it might read otherwise', async () => {
    const raw = { width: 9, height: 7, channels: 3 } as const
    const make = () => sharp(new Uint8Array(189).fill(9), { raw })
    const others = await Promise.all([
      make().png({ palette: true }).toBuffer(),
      make().png({ progressive: true }).toBuffer(),
      make().toColourspace('rgb16').png().toBuffer(),
      make().withIccProfile('p3').png().toBuffer(),
      make().withMetadata({ orientation: 6 }).png().toBuffer(),
      make().withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').png().toBuffer(),
      make().jpeg().toBuffer(),
    ])
    for (const file of others) expect(parsePlainPng(file)).toBeUndefined()
    const header = pngHeader(9, 7, 3, 8)
    const lines = deflateSync(new Uint8Array(28 * 7))
    expect(parsePlainPng(pngFileOf(header, [], lines))).toBeDefined()
    const oddities = [
      [pngChunk('tRNS', new Uint8Array(6))],
      [pngChunk('acTL', new Uint8Array(8))],
      [pngDensity(10)],
    ]
    for (const extra of oddities)
      expect(parsePlainPng(pngFileOf(header, extra, lines))).toBeUndefined()
  })

  it('leaves damaged files to sharp, which has words for them', async () => {
    const picture = {
      width: 40,
      height: 30,
      channels: 3,
      data: new Uint8Array(3600).fill(7),
    } as const
    const file = await encodePlainPng(picture, 72)
    expect(parsePlainPng(file.subarray(0, file.length - 4))).toBeUndefined()
    const bent = (at: number): Uint8Array => file.map((byte, i) => (i === at ? byte ^ 255 : byte))
    expect(parsePlainPng(bent(20))).toBeUndefined()
    expect(await decode(bent(file.length - 20))).toBeUndefined()
    const short = pngFileOf(pngHeader(40, 30, 3, 8), [], deflateSync(new Uint8Array(121 * 29)))
    expect(await decode(short)).toBeUndefined()
    const long = pngFileOf(pngHeader(40, 30, 3, 8), [], deflateSync(new Uint8Array(121 * 31)))
    expect(await decode(long)).toBeUndefined()
    const unknown = new Uint8Array(121 * 30).fill(5)
    expect(
      await decode(pngFileOf(pngHeader(40, 30, 3, 8), [], deflateSync(unknown))),
    ).toBeUndefined()
  })
})
