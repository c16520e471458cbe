import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { tiffWithExif } from './tiff-exif.ts'

const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#a06020' } })

/** A bare EXIF structure as libvips writes it into a JPEG. */
const exifOf = async (): Promise<Uint8Array> => {
  const jpeg = await picture()
    .withExif({
      IFD0: { Artist: 'A. Designer', Copyright: 'Ours' },
      IFD2: { ExposureTime: '1/125', FNumber: '28/10' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1' },
    })
    .jpeg()
    .toBuffer()
  const { exif } = await sharp(jpeg).metadata()
  const bytes = new Uint8Array(exif ?? [])
  return bytes[0] === 0x45 ? bytes.slice(6) : bytes
}

/** Reads a tag the long way round, by the letter of TIFF 6.0. */
const find = (file: Uint8Array, ...tags: number[]): { at: number; count: number } | undefined => {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let directory = view.getUint32(4, true)
  let found: { at: number; count: number } | undefined
  for (const tag of tags) {
    found = undefined
    for (let i = 0; i < view.getUint16(directory, true); i++) {
      const place = directory + 2 + i * 12
      if (view.getUint16(place, true) !== tag) continue
      found = { at: place + 8, count: view.getUint32(place + 4, true) }
      directory = view.getUint32(place + 8, true)
      break
    }
  }
  return found
}
const text = (file: Uint8Array, ...tags: number[]): string => {
  const { at, count } = find(file, ...tags) ?? { at: 0, count: 0 }
  const from = new DataView(file.buffer, file.byteOffset).getUint32(at, true)
  return new TextDecoder().decode(file.subarray(from, from + count - 1))
}

describe('EXIF in a TIFF', () => {
  it('stands in its directories, and the pixels and tags of the file stay', async () => {
    const tiff = new Uint8Array(
      await picture()
        .withIccProfile('p3')
        .tiff({ compression: 'lzw', xres: 9, yres: 9 })
        .toBuffer(),
    )
    const file = tiffWithExif(tiff, await exifOf())
    expect([...file.subarray(8, tiff.length)]).toEqual([...tiff.subarray(8)])
    expect(text(file, 0x013b)).toBe('A. Designer')
    expect(text(file, 0x8298)).toBe('Ours')
    const view = new DataView(file.buffer, file.byteOffset)
    const { at } = find(file, 0x8769, 0x829a) ?? { at: 0 }
    const place = view.getUint32(at, true)
    expect([view.getUint32(place, true), view.getUint32(place + 4, true)]).toEqual([1, 125])
    expect(find(file, 0x8825, 0x0002)?.count).toBe(3)
    const [before, after] = await Promise.all([tiff, file].map((one) => sharp(one).metadata()))
    expect(after).toEqual({ ...before, size: after?.size })
    expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(tiff).raw().toBuffer())
  })

  it('takes either byte order', async () => {
    const tiff = new Uint8Array(await picture().tiff().toBuffer())
    // MM, one entry: ISO speed 400 in the EXIF directory at 26, orientation left out.
    const exif = Uint8Array.of(
      ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
      ...[0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0],
      ...[0, 1, 0x88, 0x27, 0, 3, 0, 0, 0, 1, 1, 0x90, 0, 0, 0, 0, 0, 0],
    )
    const file = tiffWithExif(tiff, exif)
    const { at } = find(file, 0x8769, 0x8827) ?? { at: 0 }
    expect(new DataView(file.buffer, file.byteOffset).getUint16(at, true)).toBe(400)
  })

  it('leaves the file alone when there is nothing to add, whatever the EXIF', async () => {
    const tiff = new Uint8Array(await picture().tiff().toBuffer())
    const exif = await exifOf()
    expect(tiffWithExif(tiff, new Uint8Array())).toBe(tiff)
    expect(tiffWithExif(tiff, Uint8Array.of(0x49, 0x49, 42, 0, 0xff, 0xff, 0xff, 0xff))).toBe(tiff)
    expect(tiffWithExif(Uint8Array.of(1, 2, 3), exif)).toEqual(Uint8Array.of(1, 2, 3))
    for (let cut = 0; cut < exif.length; cut += 7) {
      const file = tiffWithExif(tiff, exif.slice(0, cut))
      expect((await sharp(file).metadata()).width).toBe(40)
    }
  })
})
