import type { PixelImage } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { openSteers } from './open-steers.ts'
import type { SourceImage } from './source-image.ts'

const raw = (width: number, height: number, channels: 1 | 2 | 3 | 4, bitDepth: 8 | 16 = 8) => ({
  kind: 'raw' as const,
  part: 'x',
  width,
  height,
  channels,
  bitDepth,
})

const canvasOf = (width: number, height: number): SourceImage => {
  const pixels: PixelImage = {
    width,
    height,
    channels: 3,
    data: new Uint8Array(width * height * 3),
  }
  return { pixels, format: 'png', metadata: {}, sampleBits: 8, notes: [] }
}

const opened = (width: number, height: number) => ({
  canvas: canvasOf(4, 3),
  image: { width, height, channels: 3 as const, bitDepth: 8 as const },
  place: { x: 1, y: 1 },
})

const options = { maxPixels: 100, signal: new AbortController().signal }

describe('openSteers', () => {
  it('reads guide and reference as RGB of 8 bits, whatever they come as', async () => {
    const guide = raw(4, 3, 2)
    const grey = Uint8Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 200 : i < 2 ? 0 : 255))
    const reference = raw(1, 2, 3, 16)
    const deep = new Uint8Array(Uint16Array.of(0, 65_535, 32_768, 257, 514, 0).buffer)
    const steers = await openSteers(
      { guide, reference, convert: false },
      { guide: grey, reference: deep },
      opened(4, 3),
      options,
    )
    expect(steers.guide?.channels).toBe(3)
    // Transparent is black.
    expect([...(steers.guide?.data.subarray(0, 6) ?? [])]).toEqual([0, 0, 0, 200, 200, 200])
    expect([...(steers.reference?.data ?? [])]).toEqual([0, 255, 128, 1, 2, 0])
  })

  it('puts a guide of the picture’s size where the picture lies on its larger canvas', async () => {
    const steers = await openSteers(
      { guide: raw(2, 1, 1), convert: false },
      { guide: Uint8Array.of(9, 7) },
      opened(2, 1),
      options,
    )
    const reds = steers.guide?.data.filter((_, i) => i % 3 === 0)
    expect([...(reds ?? [])]).toEqual([0, 0, 0, 0, 0, 9, 7, 0, 0, 0, 0, 0])
  })

  it('refuses a guide of another size, and opens nothing that is not there', async () => {
    const guide = raw(3, 3, 1)
    await expect(
      openSteers({ guide, convert: false }, { guide: new Uint8Array(9) }, opened(2, 1), options),
    ).rejects.toMatchObject({
      code: 'mask_size_mismatch',
      detail: expect.stringContaining('2 x 1 pixels'),
    })
    expect(await openSteers({ guide, convert: false }, {}, opened(2, 1), options)).toEqual({})
  })
})
