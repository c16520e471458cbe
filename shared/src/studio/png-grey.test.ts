/** The mask that comes out of a PNG is the one that went in, whoever has written the file. */
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { encodePng } from './png.ts'
import { readGreyPng } from './png-grey.ts'

const read = (png: Uint8Array) =>
  readGreyPng(png, (packed) =>
    new Blob([...packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader(),
  )

describe('reading a mask’s PNG', () => {
  it('gives back what was written, to the value', async () => {
    const side = fc.integer({ min: 1, max: 70 })
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.infiniteStream(fc.nat(255)),
        async (width, height, values) => {
          const data = Uint8Array.from({ length: width * height }, () => values.next().value ?? 0)
          const stream = new CompressionStream('deflate')
          const png = await encodePng({ width, height, channels: 1, data }, { stream })
          expect(await read(png)).toMatchObject({ width, height, data })
        },
      ),
      { numRuns: 30 },
    )
  })

  it.each([
    [1, 'b-w', false],
    [1, 'b-w', true],
    [3, 'srgb', true],
    [4, 'srgb', true],
    [1, 'grey16', true],
    [3, 'rgb16', true],
  ] as const)(
    'reads %i channels of %s as libvips writes them, filtered: %s',
    async (channels, space, isFiltered) => {
      const [width, height] = [67, 45]
      const wave = (x: number, y: number): number => Math.round(127 + 127 * Math.sin(x / 5 + y * y))
      const data = Uint8Array.from({ length: width * height * channels }, (_, i) => {
        const at = Math.floor(i / channels)
        const value = wave(at % width, Math.floor(at / width))
        return i % channels === 0 ? value : i % channels === 3 ? 130 : 255 - value
      })
      const given = space.endsWith('16') ? Uint16Array.from(data, (value) => value * 257) : data
      const png = await sharp(given, { raw: { width, height, channels } })
        .toColourspace(space)
        .png({ adaptiveFiltering: isFiltered })
        .toBuffer()
      const expected = data
        .filter((_, i) => i % channels === 0)
        .map((value) => (channels === 4 ? Math.round((value * 130) / 255) : value))
      expect((await read(png))?.data).toEqual(expected)
    },
  )

  it('leaves to others what it does not read, and refuses what is damaged', async () => {
    const raw = { create: { width: 9, height: 9, channels: 3, background: '#fff' } } as const
    for (const options of [{ palette: true }, { progressive: true }]) {
      expect(await read(await sharp(raw).png(options).toBuffer())).toBeUndefined()
    }
    expect(await read(await sharp(raw).jpeg().toBuffer())).toBeUndefined()
    const stream = new CompressionStream('deflate')
    const data = Uint8Array.from({ length: 900 }, (_, i) => (i * i) % 251)
    const png = await encodePng({ width: 30, height: 30, channels: 1, data }, { stream })
    const view = new DataView(png.buffer)
    // Taller than its rows.
    view.setUint32(20, 31)
    await expect(read(png)).rejects.toThrow()
  })
})
