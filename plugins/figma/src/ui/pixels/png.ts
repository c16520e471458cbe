/** Lossless files of the window's pixels; a canvas would multiply colours by alpha and lose them. */
import { encodePng as encode, type Raster } from '@inlay/shared/studio'
import { breathe } from './breathe.ts'

/** @param colour as `colourChunks` gives them */
export const encodePng = (
  raster: Raster,
  colour: readonly Uint8Array[] = [],
): Promise<Uint8Array<ArrayBuffer>> =>
  encode(raster, { stream: new CompressionStream('deflate'), breathe }, colour)
