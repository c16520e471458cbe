import { InlayError, type PixelImage } from '@inlay/shared'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeSource } from './decode.ts'
import { encodeComposite, encodePatch, encodePixels, formatNotes } from './encode.ts'
import { loadSharp, type SharpModule } from './io/sharp.ts'
import { type Patch, patchPixels } from './patch.ts'
import type { Format, SourceImage } from './source-image.ts'
import { exifBlock } from './testing/exif.ts'
import { box, boxMask, noisePicture, smoothPicture, sourceOf } from './testing/pictures.ts'

const read = (bytes: Uint8Array): Promise<SourceImage> =>
  decodeSource({ kind: 'encoded', part: 'i' }, bytes, { maxPixels: 64e6 })

let sharp: SharpModule
let rgbProfile: Uint8Array
const XMP = Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/">hello</x:xmpmeta>')

beforeAll(async () => {
  sharp = await loadSharp()
  const tagged = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .withIccProfile('p3')
    .png()
    .toBuffer()
  rgbProfile = (await sharp(tagged).metadata()).icc ?? new Uint8Array(0)
  expect(rgbProfile.length).toBeGreaterThan(300)
})

/** A patch of noise with a soft mask. */
const patchOn = (canvas: PixelImage): Patch => {
  const bounds = box(5, 3, 7, 6)
  const colours = canvas.channels < 3 ? 1 : 3
  const depth = canvas.data instanceof Uint16Array ? 16 : 8
  const mask = boxMask(7, 6, [box(0, 0, 7, 6)], 255)
  mask.data.set([1, 64, 128, 200, 254, 0, 0])
  return {
    index: 0,
    seed: 1,
    bounds,
    alphaRule: 'keep',
    regions: [{ bounds, mask, pixels: noisePicture(7, 6, colours, depth, 99) }],
  }
}

describe('encodePixels', () => {
  it('keeps numbers, depth, channels, profile bytes, resolution and XMP in every lossless kind', async () => {
    for (const format of ['png', 'tiff', 'webp', 'avif'] as const) {
      for (const depth of format === 'webp' || format === 'avif'
        ? ([8] as const)
        : ([8, 16] as const)) {
        for (const channels of [3, 4] as const) {
          const picture = noisePicture(61, 43, channels, depth)
          const metadata = { icc: rgbProfile, density: 300, xmp: XMP }
          const source = sourceOf(picture, format, metadata)
          const file = await encodePixels(picture, source, format)
          const back = await read(file)
          expect(back.format).toBe(format)
          expect(back.pixels).toEqual(picture)
          expect(Buffer.compare(back.metadata.icc ?? new Uint8Array(0), rgbProfile)).toBe(0)
          expect(Buffer.compare(back.metadata.xmp ?? new Uint8Array(0), XMP)).toBe(0)
          if (format === 'png' || format === 'tiff') expect(back.metadata.density).toBe(300)
        }
      }
    }
  })

  it('keeps grey grey, and its profile', async () => {
    const icc = greyProfile()
    for (const format of ['png', 'tiff'] as const) {
      for (const channels of [1, 2] as const) {
        for (const depth of [8, 16] as const) {
          const picture = noisePicture(31, 17, channels, depth)
          const back = await read(
            await encodePixels(picture, sourceOf(picture, format, { icc }), format),
          )
          expect(back.pixels).toEqual(picture)
          expect(back.metadata.icc && Buffer.compare(back.metadata.icc, icc)).toBe(0)
        }
      }
    }
  })

  it('writes JPEG at the quality it was read with, 95 at least, without halving the colours', async () => {
    const picture = smoothPicture(96, 64)
    for (const [from, least] of [
      [60, 95],
      [98, 98],
    ] as const) {
      const source = await read(
        await sharp(picture.data, { raw: { width: 96, height: 64, channels: 3 } })
          .withIccProfile('p3')
          .jpeg({ quality: from })
          .toBuffer(),
      )
      const file = await encodePixels(source.pixels, source, 'jpeg')
      const header = await sharp(file).metadata()
      expect(header.chromaSubsampling).toBe('4:4:4')
      const back = await read(file)
      expect(back.jpegQuality).toBeGreaterThanOrEqual(least - 1)
      expect(back.metadata.icc).toEqual(source.metadata.icc)
      let worst = 0
      for (let i = 0; i < back.pixels.data.length; i++) {
        worst = Math.max(worst, Math.abs(back.pixels.data[i]! - source.pixels.data[i]!))
      }
      expect(worst).toBeLessThanOrEqual(8)
    }
  })

  it('keeps EXIF, with orientation 1 and without the thumbnail of the picture before', async () => {
    const picture = noisePicture(24, 16, 3)
    const thumbnail = await sharp(picture.data, { raw: { width: 24, height: 16, channels: 3 } })
      .jpeg()
      .toBuffer()
    const exif = exifBlock({ orientation: 6, artist: 'Ansel Adams', thumbnail })
    const xmp = Buffer.from('<a><xmp:Thumbnails><b>QUJD</b></xmp:Thumbnails>kept</a>')
    const tagged = await encodePixels(picture, sourceOf(picture, 'jpeg', { exif, xmp }), 'jpeg')
    const before = await sharp(tagged).metadata()
    expect(Buffer.from(before.exif ?? '').includes(thumbnail.subarray(0, 40))).toBe(true)

    const source = await read(tagged)
    for (const format of ['png', 'jpeg', 'webp', 'avif'] as const) {
      const file = await encodePixels(source.pixels, source, format)
      const header = await sharp(file).metadata()
      expect(header.orientation ?? 1).toBe(1)
      expect([header.width, header.height]).toEqual([24, 16])
      const kept = Buffer.from(header.exif ?? '')
      expect(kept.includes('Ansel Adams')).toBe(true)
      expect(kept.includes(thumbnail.subarray(0, 40))).toBe(false)
      expect(Buffer.from(header.xmp ?? '').toString()).toBe('<a>kept</a>')
    }
  })

  it('refuses to drop transparency, drops an alpha that is opaque, and reduces depth by rounding', async () => {
    const clear = noisePicture(8, 8, 4)
    await expect(encodePixels(clear, sourceOf(clear), 'jpeg')).rejects.toThrow(
      'JPEG cannot hold transparency',
    )
    const opaque = noisePicture(8, 8, 4)
    for (let i = 3; i < opaque.data.length; i += 4) opaque.data[i] = 255
    expect((await read(await encodePixels(opaque, sourceOf(opaque), 'jpeg'))).pixels.channels).toBe(
      3,
    )

    const deep = noisePicture(8, 8, 4, 16)
    const { pixels } = await read(await encodePixels(deep, sourceOf(deep), 'webp'))
    for (let i = 0; i < deep.data.length; i++) {
      expect(pixels.data[i]).toBe(Math.round(deep.data[i]! / 257))
    }
    expect(formatNotes(sourceOf(deep), 'webp').join()).toContain('precision')
  })

  it('writes grey as RGB where there is no grey, without its grey profile', async () => {
    const picture = noisePicture(9, 9, 2)
    const file = await encodePixels(
      picture,
      sourceOf(picture, 'png', { icc: greyProfile() }),
      'webp',
    )
    const back = await read(file)
    expect(back.metadata.icc).toBeUndefined()
    for (let i = 0; i < 81; i++) {
      const [grey, alpha] = picture.data.subarray(2 * i)
      expect([...back.pixels.data.subarray(4 * i, 4 * i + 4)]).toEqual([grey, grey, grey, alpha])
    }
  })

  it('keeps 10-bit AVIF exact', async () => {
    const picture = noisePicture(16, 16, 3, 16)
    for (let i = 0; i < picture.data.length; i++) picture.data[i]! &= 0xffc0
    const source = { ...sourceOf(picture, 'avif'), sampleBits: 10 }
    const back = await read(await encodePixels(picture, source, 'avif'))
    expect(back.sampleBits).toBe(10)
    expect(back.pixels).toEqual(picture)
  })

  it('refuses sides a format cannot hold', async () => {
    const wide = noisePicture(16400, 1, 1)
    await expect(encodePixels(wide, sourceOf(wide), 'webp')).rejects.toThrow('16400 x 1')
  })
})

describe('encodeComposite', () => {
  it('writes the patch, keeps every byte outside it, and leaves the source as it was', async () => {
    for (const format of ['png', 'tiff', 'webp', 'avif'] as Format[]) {
      const picture = noisePicture(20, 15, 4)
      const source = sourceOf(picture, format)
      const before = picture.data.slice()
      const patch = patchOn(picture)
      const { pixels } = await read(await encodeComposite(source, patch))
      expect(picture.data).toEqual(before)
      let changed = 0
      for (let i = 0; i < before.length; i++) {
        const x = (i >> 2) % 20
        const y = Math.floor(i / 80)
        const inside = x >= 5 && x < 12 && y >= 3 && y < 9
        if (pixels.data[i] !== before[i]) changed++
        if (!inside || i % 4 === 3) expect(pixels.data[i]).toBe(before[i])
      }
      expect(changed).toBeGreaterThan(80)
    }
  })

  it('lends the source to one composite at a time', async () => {
    const picture = noisePicture(200, 150, 3)
    const source = sourceOf(picture)
    const before = picture.data.slice()
    const patches = [1, 2, 3, 4].map((seed) => {
      const patch = patchOn(picture)
      const region = { ...patch.regions[0]!, pixels: noisePicture(7, 6, 3, 8, seed) }
      return { ...patch, regions: [region] }
    })
    const files = await Promise.all(patches.map((patch) => encodeComposite(source, patch)))
    for (const [i, file] of files.entries()) {
      const { pixels } = await read(file)
      const at = ((3 + 1) * 200 + 5) * 3
      expect([...pixels.data.subarray(at, at + 21)]).toEqual([
        ...patches[i]!.regions[0]!.pixels.data.subarray(21, 42),
      ])
    }
    expect(picture.data).toEqual(before)
  })

  it('puts the source back when writing fails', async () => {
    const picture = noisePicture(20, 15, 4)
    const source = sourceOf(picture)
    const before = picture.data.slice()
    await expect(encodeComposite(source, patchOn(picture), 'jpeg')).rejects.toBeInstanceOf(
      InlayError,
    )
    expect(picture.data).toEqual(before)
    expect((await encodeComposite(source, patchOn(picture))).length).toBeGreaterThan(0)
  })
})

describe('encodePatch', () => {
  it('is the layer, as a PNG with the profile', async () => {
    for (const channels of [1, 2, 3, 4] as const) {
      for (const depth of [8, 16] as const) {
        const picture = noisePicture(20, 15, channels, depth)
        const icc = channels < 3 ? greyProfile() : rgbProfile
        const source = sourceOf(picture, 'tiff', { icc, density: 72 })
        const patch = patchOn(picture)
        const back = await read(await encodePatch(patch, source))
        expect(back.format).toBe('png')
        expect(back.pixels).toEqual(patchPixels(patch, source))
        expect(back.metadata.icc && Buffer.compare(back.metadata.icc, icc)).toBe(0)
      }
    }
  })
})

/** A minimal grey profile: header, white point and a gamma of 2.2. */
const greyProfile = (): Uint8Array => {
  const tags: [string, Buffer][] = [
    ['wtpt', Buffer.from('58595a20000000000000f6d6000100000000d32d', 'hex')],
    ['kTRC', Buffer.from('63757276000000000000000102330000', 'hex')],
    [
      'desc',
      Buffer.concat([Buffer.from('64657363000000000000000547726579', 'hex'), Buffer.alloc(80)]),
    ],
    ['cprt', Buffer.from('7465787400000000434330000000', 'hex')],
  ]
  const table = Buffer.alloc(4 + tags.length * 12)
  table.writeUInt32BE(tags.length, 0)
  let at = 128 + table.length
  for (const [i, [name, data]] of tags.entries()) {
    table.write(name, 4 + i * 12, 'latin1')
    table.writeUInt32BE(at, 8 + i * 12)
    table.writeUInt32BE(data.length, 12 + i * 12)
    at += data.length
  }
  const header = Buffer.alloc(128)
  header.writeUInt32BE(at, 0)
  header.write('\x02\x10\0\0mntrGRAYXYZ ', 8, 'latin1')
  header.write('acsp', 36, 'latin1')
  header.write('0000f6d6000100000000d32d', 68, 'hex')
  return Buffer.concat([header, table, ...tags.map(([, data]) => data)])
}
