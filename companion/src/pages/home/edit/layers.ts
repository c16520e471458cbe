/** What of a layer can be drawn as it is, and in which colours. */
import type { Layer, Tiles } from './contract.ts'

export const isTiles = (source: Layer['source']): source is Tiles => 'base' in source

/** All of it; of tiles, which are sharp only where one looks closely, the base. */
export const baseOf = ({ source }: Layer): ImageBitmap | HTMLCanvasElement =>
  isTiles(source) ? source.base : source

/** It was let go of by whoever had it; another picture is on its way. */
export const isClosed = (layer: Layer): boolean => baseOf(layer).width === 0

/** A picture of a wide gamut is shown in it where the screen can; a canvas is sRGB unless told. */
export const screenColours = (): PredefinedColorSpace =>
  matchMedia('(color-gamut: p3)').matches ? 'display-p3' : 'srgb'
