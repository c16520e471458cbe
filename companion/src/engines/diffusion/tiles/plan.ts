/** Where the tiles of a picture lie: all of one size, each seeing past what it answers for. */

/** Along one side, in latents. */
export interface Span {
  readonly from: number
  readonly to: number
  /** The part of it that no other tile answers for. */
  readonly coreFrom: number
  readonly coreTo: number
}

export interface Tile {
  readonly rows: Span
  readonly columns: Span
}

export interface TileSizes {
  /** Latents on each side that a tile sees. */
  readonly tile: number
  /** Latents at each side of it that only help: as far as the net's layers look. */
  readonly halo: number
}

/** Tiles of a side of `size` latents; their cores cover it once. */
export const planSpans = (size: number, { tile, halo }: TileSizes): Span[] => {
  if (size <= tile) return [{ from: 0, to: size, coreFrom: 0, coreTo: size }]
  const count = Math.ceil((size - 2 * halo) / (tile - 2 * halo))
  const starts = Array.from({ length: count }, (_, i) =>
    Math.round((i * (size - tile)) / (count - 1)),
  )
  return starts.map((from, i) => ({
    from,
    to: from + tile,
    coreFrom: i === 0 ? 0 : Math.floor((starts[i - 1]! + tile + from) / 2),
    coreTo: i === count - 1 ? size : Math.floor((from + tile + starts[i + 1]!) / 2),
  }))
}

export const planTiles = (rows: number, columns: number, sizes: TileSizes): Tile[] =>
  planSpans(rows, sizes).flatMap((row) =>
    planSpans(columns, sizes).map((column) => ({ rows: row, columns: column })),
  )
