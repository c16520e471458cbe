import { expect, test } from 'vitest'
import { loadSharp } from './sharp.ts'

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect/></svg>'
const GIF = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64')

test('row 15: the library itself opens the five formats and no other, whoever asks it', async () => {
  const sharp = await loadSharp()
  for (const file of [Buffer.from(SVG), GIF]) {
    await expect(sharp(file).metadata()).rejects.toThrow(/unsupported image format/)
  }
  const pixels = sharp({ create: { width: 8, height: 8, channels: 3, background: '#123456' } })
  for (const format of ['png', 'jpeg', 'webp', 'tiff', 'avif'] as const) {
    const { width } = await sharp(await pixels.clone().toFormat(format).toBuffer()).metadata()
    expect([format, width]).toEqual([format, 8])
  }
})
