/** Small pictures for the double's documents, and a look at what it draws. */
import sharp from 'sharp'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** RGBA. */
  readonly data: Buffer
}

export const toPng = (
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number, number],
): Promise<Buffer> => {
  const data = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 4)
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}

/** Soft waves, so that interpolation does not hide where a pixel comes from. */
export const waves = (width: number, height: number): Promise<Buffer> =>
  toPng(width, height, (x, y) => [
    Math.round(128 + 100 * Math.sin(x / 3)),
    Math.round(128 + 100 * Math.cos(y / 4)),
    Math.round((255 * x) / width),
    255,
  ])

export const plain = (
  width: number,
  height: number,
  [r, g, b, a = 255]: readonly [number, number, number, number?],
): Promise<Buffer> => toPng(width, height, () => [r, g, b, a])

export const pixelsOf = async (png: Uint8Array): Promise<Pixels> => {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** r, g, b, a of one pixel. */
export const at = ({ data, width }: Pixels, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
]
