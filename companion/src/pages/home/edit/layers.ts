/** What of a layer can be drawn as it is. */
import type { Layer, Tiles } from './contract.ts'

export const isTiles = (source: Layer['source']): source is Tiles => 'base' in source

/** All of it; of tiles, which are sharp only where one looks closely, the base. */
export const baseOf = ({ source }: Layer): ImageBitmap | HTMLCanvasElement =>
  isTiles(source) ? source.base : source

/** It was let go of by whoever had it; another picture is on its way. */
export const isClosed = (layer: Layer): boolean => baseOf(layer).width === 0
