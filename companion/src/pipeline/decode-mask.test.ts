import { describe, expect, it } from 'vitest'
import { decodeMask } from './decode-mask.ts'
import { loadSharp } from './io/sharp.ts'
import { box, boxMask, fileOf, maskFile, noisePicture } from './testing/pictures.ts'

const ENCODED = { kind: 'encoded', part: 'mask' } as const

describe('decodeMask', () => {
  it('keeps soft values, and inverts when asked', async () => {
    const mask = boxMask(9, 7, [box(2, 2, 3, 3)])
    mask.data[0] = 77
    const file = await maskFile(mask)
    expect(await decodeMask(ENCODED, file, mask, false)).toEqual(mask)
    const inverted = await decodeMask(ENCODED, file, mask, true)
    expect(inverted.data).toEqual(mask.data.map((v) => 255 - v))
  })

  it('says which of two masks is wrong', async () => {
    const wrong = decodeMask(
      ENCODED,
      await maskFile(boxMask(9, 7, [])),
      box(0, 0, 8, 7),
      false,
      'the sample mask',
    )
    await expect(wrong).rejects.toMatchObject({
      code: 'mask_size_mismatch',
      detail: 'Expected 8 x 7 for the sample mask but received 9 x 7.',
    })
    const bytes = new Uint8Array([1, 2, 3])
    await expect(
      decodeMask(ENCODED, bytes, box(0, 0, 8, 7), false, 'the sample mask'),
    ).rejects.toMatchObject({
      code: 'mask_unreadable',
      detail: expect.stringMatching(/^It is the sample mask\./),
    })
  })

  it('loses the ringing of JPEG and keeps what is soft on purpose', async () => {
    const sharp = await loadSharp()
    const drawn = boxMask(96, 64, [box(20, 20, 41, 23)])
    for (let y = 20; y < 43; y++) drawn.data.fill(128, y * 96 + 61, y * 96 + 76)
    const file = await sharp(drawn.data, { raw: { width: 96, height: 64, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 92 })
      .toBuffer()
    const raw = await sharp(file).toColourspace('b-w').raw().toBuffer()
    expect(raw.some((value) => value > 0 && value <= 8)).toBe(true)
    const { data } = await decodeMask(ENCODED, file, drawn, false)
    expect(data.some((value) => value > 0 && value <= 8)).toBe(false)
    expect(data.some((value) => value >= 247 && value < 255)).toBe(false)
    expect(Math.abs(data[30 * 96 + 68]! - 128)).toBeLessThan(12)
  })

  it('is never resized', async () => {
    const file = await maskFile(boxMask(9, 7, []))
    await expect(decodeMask(ENCODED, file, { width: 9, height: 8 }, false)).rejects.toMatchObject({
      code: 'mask_size_mismatch',
      detail: 'Expected 9 x 8 for the mask but received 9 x 7.',
    })
  })

  it('is turned upright like the picture before sizes are compared', async () => {
    const sharp = await loadSharp()
    const { data } = noisePicture(9, 7, 3)
    const file = await sharp(data, { raw: { width: 9, height: 7, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer()
    const mask = await decodeMask(ENCODED, file, { width: 7, height: 9 }, false)
    expect([mask.width, mask.height]).toEqual([7, 9])
  })

  it('reads any kind of picture, CMYK too, and names what it cannot read', async () => {
    const sharp = await loadSharp()
    const cmyk = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    const mask = await decodeMask(ENCODED, cmyk, { width: 4, height: 4 }, false)
    expect(Math.min(...mask.data)).toBeGreaterThan(245)
    const deep = await fileOf(noisePicture(4, 4, 1, 16), 'tiff')
    expect((await decodeMask(ENCODED, deep, { width: 4, height: 4 }, false)).data.length).toBe(16)

    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')
    await expect(decodeMask(ENCODED, svg, { width: 4, height: 4 }, false)).rejects.toMatchObject({
      code: 'mask_unreadable',
      detail: expect.stringContaining('SVG'),
    })
  })
})
