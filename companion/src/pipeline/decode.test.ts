import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ErrorCode, InlayError } from '@inlay/shared'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DecodeOptions, decodeSource } from './decode.ts'
import { pngChunk, pngFile, pngHeader } from './io/png.ts'
import { loadSharp, type SharpModule } from './io/sharp.ts'
import type { SourceImage } from './source-image.ts'
import { exifBlock } from './testing/exif.ts'
import { fileOf, noisePicture, smoothPicture } from './testing/pictures.ts'
import { tiffFile } from './testing/tiff.ts'

const ENCODED = { kind: 'encoded', part: 'image' } as const

const decode = (bytes: Uint8Array, options: Partial<DecodeOptions> = {}): Promise<SourceImage> =>
  decodeSource(ENCODED, bytes, { maxPixels: 64e6, ...options })

const failure = async (work: Promise<unknown>): Promise<{ code: ErrorCode; detail: string }> => {
  try {
    await work
  } catch (error) {
    if (error instanceof InlayError) return { code: error.code, detail: error.detail ?? '' }
    throw error
  }
  throw new Error('Nothing was refused')
}

let sharp: SharpModule

beforeAll(async () => {
  sharp = await loadSharp()
})

describe('decodeSource', () => {
  it('reads the numbers of the file, whatever its profile says', async () => {
    const p3 = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const { icc } = await sharp(p3).metadata()
    expect(icc).toBeDefined()
    for (const format of ['png', 'tiff', 'webp', 'avif'] as const) {
      const picture = noisePicture(37, 23, 3)
      const file = await fileOf(picture, format, icc ? { icc } : {})
      const read = await decode(file)
      expect(read.format).toBe(format)
      expect(read.pixels).toEqual(picture)
      expect(read.metadata.icc && Buffer.from(read.metadata.icc)).toEqual(icc)
    }
  })

  it('reads every depth and channel count', async () => {
    for (const channels of [1, 2, 3, 4] as const) {
      for (const depth of [8, 16] as const) {
        for (const format of ['png', 'tiff'] as const) {
          const picture = noisePicture(13, 11, channels, depth)
          expect((await decode(await fileOf(picture, format))).pixels).toEqual(picture)
        }
      }
    }
  })

  it('turns the picture upright for all eight EXIF orientations', async () => {
    const picture = noisePicture(9, 5, 3)
    for (let orientation = 1; orientation <= 8; orientation++) {
      const exif = exifBlock({ orientation, artist: 'Someone' })
      const tagged = pngFile(pngHeader(9, 5, 3, 8), [], rowsOf(picture.data, 27))
      const { pixels } = await decode(withExif(tagged, exif))
      const turned = orientation >= 5
      expect([pixels.width, pixels.height]).toEqual(turned ? [5, 9] : [9, 5])
      // Where the stored top left pixel belongs, by the EXIF standard's table.
      const [right, bottom] = [
        [false, false],
        [true, false],
        [true, true],
        [false, true],
        [false, false],
        [true, false],
        [true, true],
        [false, true],
      ][orientation - 1] as [boolean, boolean]
      const x = right ? pixels.width - 1 : 0
      const y = bottom ? pixels.height - 1 : 0
      const at = (y * pixels.width + x) * 3
      expect([...pixels.data.subarray(at, at + 3)]).toEqual([...picture.data.subarray(0, 3)])
    }
  })

  it('reads palettes and greys of 1, 2 and 4 bits, and says they are written wider', async () => {
    const oneBit = Buffer.from([0, 0, 0, 8, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    const file = pngFile(pngChunk('IHDR', oneBit), [], Uint8Array.of(0, 0b10110001))
    const read = await decode(file)
    expect([...read.pixels.data]).toEqual([255, 0, 255, 255, 0, 0, 0, 255])
    expect(read.pixels.channels).toBe(1)
    expect(read.notes.join()).toContain('1 bits')

    const palette = await sharp(noisePicture(16, 16, 3).data, {
      raw: { width: 16, height: 16, channels: 3 },
    })
      .png({ palette: true, colours: 8 })
      .toBuffer()
    const read2 = await decode(palette)
    expect(read2.pixels.channels).toBe(3)
    expect(read2.notes.join()).toContain('palette')
  })

  it('keeps the bits of deep AVIF', async () => {
    const picture = noisePicture(32, 32, 3, 16)
    // 10 bits in the high bits of 16.
    for (let i = 0; i < picture.data.length; i++) picture.data[i]! &= 0xffc0
    const file = await sharp(picture.data, { raw: { width: 32, height: 32, channels: 3 } })
      .toColourspace('rgb16')
      .avif({ lossless: true, bitdepth: 10, chromaSubsampling: '4:4:4' })
      .toBuffer()
    const read = await decode(file)
    expect(read.sampleBits).toBe(10)
    expect(read.pixels).toEqual(picture)
  })

  it('reads bare pixels of both depths, and refuses another length', async () => {
    const raw = { kind: 'raw', part: 'image', width: 5, height: 3, channels: 4 } as const
    const eight = noisePicture(5, 3, 4)
    const read = await decodeSource({ ...raw, bitDepth: 8 }, eight.data as Uint8Array, {
      maxPixels: 100,
    })
    expect(read.pixels).toEqual(eight)
    expect(read.pixels.data.buffer).not.toBe(eight.data.buffer)
    expect(read.format).toBe('raw')

    const sixteen = noisePicture(5, 3, 4, 16)
    // An odd offset: a view of 16-bit numbers is not possible there without a copy.
    const bytes = new Uint8Array(121)
    bytes.set(new Uint8Array(sixteen.data.buffer), 1)
    const deep = await decodeSource({ ...raw, bitDepth: 16 }, bytes.subarray(1), { maxPixels: 100 })
    expect(deep.pixels).toEqual(sixteen)

    const short = decodeSource({ ...raw, bitDepth: 16 }, bytes.subarray(3), { maxPixels: 100 })
    expect(await failure(short)).toEqual({
      code: 'invalid_request',
      detail: 'Expected 120 bytes for 5 x 3 bare pixels but received 118',
    })
  })

  it('reads from a path, and names a missing one without showing it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inlay-decode-'))
    const path = join(folder, 'secret-name.bin')
    const picture = noisePicture(7, 7, 3)
    await writeFile(path, await fileOf(picture))
    const read = await decodeSource(ENCODED, { path }, { maxPixels: 64e6 })
    expect(read.pixels).toEqual(picture)
    for (const bad of [join(folder, 'absent.png'), folder]) {
      const error = await decodeSource(ENCODED, { path: bad }, { maxPixels: 64e6 }).catch((e) => e)
      expect(error).toBeInstanceOf(InlayError)
      expect(error.code).toBe('file_unreadable')
      expect(error.message).not.toContain(folder)
    }
  })
})

describe('what is refused', () => {
  it('refuses SVG, PDF, GIF and others by content, from memory and from a file named .png', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inlay-decode-'))
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>'
    const bad: [string, Uint8Array][] = [
      ['SVG', Buffer.from(svg)],
      ['SVG', Buffer.from(`<?xml version="1.0"?>\n${svg}`)],
      ['PDF', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF')],
      ['GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64')],
      [
        'PSD',
        Buffer.from('8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x01\0\0\0\x01\0\x08\0\x03', 'latin1'),
      ],
    ]
    for (const [name, bytes] of bad) {
      const path = join(folder, 'picture.png')
      await writeFile(path, bytes)
      for (const source of [bytes, { path }]) {
        const { code, detail } = await failure(decodeSource(ENCODED, source, { maxPixels: 64e6 }))
        expect(code).toBe('image_unreadable')
        expect(detail).toContain(`received "${name}"`)
      }
    }
    expect((await failure(decode(Buffer.from('not a picture')))).code).toBe('image_unreadable')
    expect((await failure(decode(new Uint8Array(0)))).code).toBe('image_unreadable')
  })

  it('refuses files cut short', async () => {
    for (const format of ['png', 'jpeg', 'webp', 'tiff', 'avif'] as const) {
      const file = await fileOf(noisePicture(64, 64, 3), format)
      const { code } = await failure(decode(file.subarray(0, Math.floor(file.length * 0.6))))
      expect(code).toBe('image_unreadable')
    }
  })

  it('refuses too many pixels from the header, before any is decoded', async () => {
    // 16000 x 16000 of which only a few rows are there: decoding it would fail otherwise.
    const bomb = pngFile(pngHeader(16000, 16000, 3, 8), [], new Uint8Array(10))
    const before = process.memoryUsage().rss
    expect(await failure(decode(bomb))).toEqual({
      code: 'image_too_large',
      detail: 'It is 16000 x 16000 = 256 megapixels; the limit is 64 megapixels.',
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6)
    const raw = { kind: 'raw', part: 'i', width: 9, height: 9, channels: 1, bitDepth: 8 } as const
    const { code } = await failure(decodeSource(raw, new Uint8Array(81), { maxPixels: 80 }))
    expect(code).toBe('image_too_large')
  })

  it('refuses CMYK, Lab and floating point with the way out, and converts them when asked', async () => {
    const size = { width: 4, height: 3 }
    const cmyk = tiffFile({
      ...size,
      samples: 4,
      bits: 8,
      photometric: 5,
      data: new Uint8Array(48).fill(100),
    })
    const lab = tiffFile({
      ...size,
      samples: 3,
      bits: 16,
      photometric: 8,
      data: Uint16Array.from({ length: 36 }, (_, i) => (i % 3 === 0 ? 32768 : 0)),
    })
    const float = tiffFile({
      ...size,
      samples: 3,
      bits: 32,
      photometric: 2,
      format: 3,
      data: new Float32Array(36).fill(0.5),
    })
    for (const [file, name, way, bits] of [
      [cmyk, 'CMYK', 'Mode > RGB Color', 8],
      [lab, 'Lab', 'Mode > RGB Color', 16],
      [float, '32-bit floating point', '16 Bits/Channel', 16],
    ] as const) {
      const { code, detail } = await failure(decode(file))
      expect(code).toBe('colour_mode_unsupported')
      expect(detail).toContain(name)
      expect(detail).toContain(way)
      expect(detail).toContain('--convert')
      const read = await decode(file, { convert: true })
      expect(read.pixels.channels).toBe(3)
      expect(read.sampleBits).toBe(bits)
      expect(read.notes.join()).toContain(`converted from ${name} to sRGB`)
      expect(read.metadata.icc).toBeDefined()
    }
    // L 50, a 0, b 0 is mid grey in sRGB: 119 of 255 within a step, at 16 bits.
    const { pixels } = await decode(lab, { convert: true })
    for (const value of pixels.data.subarray(0, 3))
      expect(Math.abs(value / 257 - 119)).toBeLessThan(1)
    // Linear 0.5 is 188 of 255.
    const linear = await decode(float, { convert: true })
    for (const v of linear.pixels.data.subarray(0, 3))
      expect(Math.abs(v / 257 - 188)).toBeLessThan(1)
  })

  it('refuses samples and channels it cannot keep', async () => {
    const size = { width: 4, height: 3 }
    const signed = tiffFile({
      ...size,
      samples: 3,
      bits: 16,
      photometric: 2,
      format: 2,
      data: new Int16Array(36),
    })
    const spot = tiffFile({
      ...size,
      samples: 5,
      bits: 8,
      photometric: 2,
      extra: [2, 0],
      data: new Uint8Array(60),
    })
    for (const file of [signed, spot]) {
      expect((await failure(decode(file, { convert: true }))).code).toBe('colour_mode_unsupported')
    }
    expect((await failure(decode(spot))).detail).toContain('5 channels')
  })

  it('takes the first of several pages or frames and says so', async () => {
    const frames = await Promise.all(
      ['#100', '#200', '#300'].map((background) =>
        sharp({ create: { width: 6, height: 4, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const tiff = await sharp(frames, { join: { animated: true } })
      .tiff({ compression: 'none' })
      .toBuffer()
    const webp = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true, loop: 0, delay: [90, 90, 90] })
      .toBuffer()
    for (const [file, word] of [
      [tiff, '3 pages'],
      [webp, '3 frames'],
    ] as const) {
      const read = await decode(file)
      expect([read.pixels.width, read.pixels.height]).toEqual([6, 4])
      expect([...read.pixels.data.subarray(0, 3)]).toEqual([17, 0, 0])
      expect(read.notes.join()).toContain(word)
    }
  })

  it('unmultiplies premultiplied alpha in TIFF', async () => {
    const file = tiffFile({
      width: 4,
      height: 3,
      samples: 4,
      bits: 8,
      photometric: 2,
      extra: [1],
      data: Uint8Array.from({ length: 48 }, (_, i) => (i % 4 === 3 ? 128 : 64)),
    })
    const { pixels } = await decode(file)
    expect(Math.abs(pixels.data[0]! - 127.5)).toBeLessThan(1)
    expect(pixels.data[3]).toBe(128)
  })
})

describe('JPEG', () => {
  it('says which quality it was saved with', async () => {
    const { data, width, height } = smoothPicture(64, 64)
    for (const quality of [50, 75, 90, 98]) {
      const file = await sharp(data, { raw: { width, height, channels: 3 } })
        .jpeg({ quality })
        .toBuffer()
      const read = await decode(file)
      expect(Math.abs((read.jpegQuality ?? 0) - quality)).toBeLessThanOrEqual(1)
    }
  })
})

/** PNG scan lines without a filter. */
const rowsOf = (data: Uint8Array | Uint16Array, stride: number): Uint8Array => {
  const rows = new Uint8Array((data.length / stride) * (stride + 1))
  for (let y = 0; y * stride < data.length; y++) {
    rows.set(data.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1)
  }
  return rows
}

/** Puts an eXIf chunk behind a PNG's header. */
const withExif = (png: Uint8Array, exif: Uint8Array): Uint8Array => {
  const head = 8 + 25
  return Buffer.concat([png.subarray(0, head), pngChunk('eXIf', exif), png.subarray(head)])
}
