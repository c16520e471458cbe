/** Where the tiles of a picture lie, at every size it is halved to. */
import {
  type Bounds,
  boundsBottom,
  boundsIntersect,
  boundsOf,
  boundsRight,
  type Extent,
} from '@inlay/shared'

/** Pixels of a tile's side, on the screen's level. */
export const TILE_SIDE = 512

export interface TilePlace {
  readonly level: number
  readonly across: number
  readonly down: number
}

/** The part of the whole picture that a tile shows, and the tile's own size. */
export const tileBounds = (
  whole: Extent,
  { level, across, down }: TilePlace,
): Extent & { readonly source: Bounds } => {
  const side = TILE_SIDE * 2 ** level
  const [left, top] = [across * side, down * side]
  const source = {
    left,
    top,
    width: Math.min(side, whole.width - left),
    height: Math.min(side, whole.height - top),
  }
  return {
    source,
    width: Math.max(1, Math.round(source.width / 2 ** level)),
    height: Math.max(1, Math.round(source.height / 2 ** level)),
  }
}

/** The tiles that show a part of the picture. */
export const tilesOver = (whole: Extent, part: Bounds, level: number): readonly TilePlace[] => {
  const seen = boundsIntersect(part, boundsOf(whole))
  if (seen === null) return []
  const side = TILE_SIDE * 2 ** level
  const places: TilePlace[] = []
  for (let down = Math.floor(seen.top / side); down * side < boundsBottom(seen); down++) {
    for (let across = Math.floor(seen.left / side); across * side < boundsRight(seen); across++) {
      places.push({ level, across, down })
    }
  }
  return places
}
