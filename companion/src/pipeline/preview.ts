/** A picture for the eye, of a file that browsers do not read: upright, 8 bits, in sRGB, as large as it is. */
import { InlayError } from '@inlay/shared'
import { probeSource } from './decode.ts'
import { loadSharp } from './io/sharp.ts'

export interface Preview {
  /** PNG where some of it may be see-through. */
  readonly format: 'jpeg' | 'png'
  readonly bytes: Uint8Array
}

/**
 * @param input path of the picture
 * @throws InlayError as `probeSource`: what a fill would not take is not shown either
 */
export const makePreview = async (input: string, maxPixels: number): Promise<Preview> => {
  // CMYK and Lab are shown in any case: that a fill converts them only when asked is said then.
  const options = { maxPixels, convert: true }
  await probeSource({ kind: 'encoded', part: 'image' }, { path: input }, options)
  const sharp = await loadSharp()
  const reading = { failOn: 'error', limitInputPixels: false, autoOrient: true } as const
  try {
    const { hasAlpha } = await sharp(input, reading).metadata()
    // Named, or 16-bit pictures with a profile would come in Display P3 without saying so (sharp's
    // pipeline.cc transforms those to "p3" on the way).
    const picture = sharp(input, reading).toColourspace('srgb').withIccProfile('srgb')
    const written = hasAlpha
      ? picture.png({ compressionLevel: 1 })
      : picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    return { format: hasAlpha ? 'png' : 'jpeg', bytes: await written.toBuffer() }
  } catch (cause) {
    throw new InlayError('image_unreadable', 'It is damaged or cut short.', { cause })
  }
}
