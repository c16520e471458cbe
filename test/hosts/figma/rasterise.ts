/** SVG to PNG by librsvg; small pictures several times as large first, and each pixel the mean. */
import sharp from 'sharp'

/** Samples along each side of a pixel, as long as there are not too many in all. */
const FINE = 4
const MOST_SAMPLES = 300_000

/**
 * librsvg takes one sample of an image for each pixel, which moves edges by up to half a pixel;
 * Figma's renderer filters, as the mean does.
 */
export const rasterise = async (
  svg: Buffer,
  width: number,
  height: number,
): Promise<Uint8Array> => {
  const fine = width * height * FINE * FINE <= MOST_SAMPLES ? FINE : 1
  const drawn = sharp(enlarged(svg, width * fine, height * fine), { unlimited: true })
  if (fine === 1) {
    return new Uint8Array(await drawn.resize(width, height, { fit: 'fill' }).png(QUICK).toBuffer())
  }
  const { data, info } = await drawn.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  if (info.width !== width * fine || info.height !== height * fine) {
    throw new Error(`Expected ${width * fine} pixels but librsvg drew ${info.width}`)
  }
  const raw = { width, height, channels: 4 as const }
  const mean = meanOf(data, width, height, fine)
  return new Uint8Array(await sharp(mean, { raw }).png(QUICK).toBuffer())
}

const QUICK = { compressionLevel: 1 }

/** The outermost element's own size, replaced; what it shows stays the same. */
const enlarged = (svg: Buffer, width: number, height: number): Buffer => {
  const text = svg.toString('utf8')
  return Buffer.from(
    text.replace(/ width="\d+" height="\d+"/, ` width="${width}" height="${height}"`),
  )
}

/** Alpha weighs the colours. */
const meanOf = (data: Buffer, width: number, height: number, fine: number): Buffer => {
  const out = Buffer.alloc(width * height * 4)
  const stride = width * fine * 4
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [r, g, b, a] = [0, 0, 0, 0]
      for (let v = 0; v < fine; v++) {
        let i = (y * fine + v) * stride + x * fine * 4
        for (let u = 0; u < fine; u++, i += 4) {
          const alpha = data[i + 3]!
          r += data[i]! * alpha
          g += data[i + 1]! * alpha
          b += data[i + 2]! * alpha
          a += alpha
        }
      }
      if (a === 0) continue
      const o = (y * width + x) * 4
      out[o] = Math.round(r / a)
      out[o + 1] = Math.round(g / a)
      out[o + 2] = Math.round(b / a)
      out[o + 3] = Math.round(a / (fine * fine))
    }
  }
  return out
}
