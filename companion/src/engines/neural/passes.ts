/** Which runs of a net a fill takes: one at the scale where all fits, then finer ones by tiles. */
import type { Bounds, Extent } from '@inlay/shared'
import type { GraphSize } from '../../models/contract-parts.ts'
import { bestSize, centred, type NetWindow, windowAround } from './window.ts'

/** One run: what the net sees, and the part of the hole it makes anew. */
export interface Pass extends NetWindow {
  /** On the crop. The hole outside it is context in this pass. */
  readonly core: Bounds
}

/** Enlarging by less than this loses nothing one could see. */
export const SHARP_ENOUGH = 1.3

/** Of a tile's side: what the pass makes; the rest is context already made, coarse or fine. */
const CORE_SHARE = 0.5

/**
 * Passes in order. The first sees the whole hole and makes all of it; each further level halves the
 * scale, its tiles keeping what surrounds their core, so that the coarse answer guides the fine one.
 * @param hole its tight box on the crop
 * @param finest crop pixels per net pixel that are fine enough, 1 or more
 */
export const planPasses = (hole: Bounds, crop: Extent, size: GraphSize, finest = 1): Pass[] => {
  const first = windowAround(hole, crop, size)
  const net = bestSize(size)
  const passes: Pass[] = [{ ...first, core: hole }]
  let scale = first.bounds.width / first.width
  while (scale > finest * SHARP_ENOUGH) {
    scale = Math.max(scale / 2 < SHARP_ENOUGH ? 1 : scale / 2, finest)
    passes.push(...tiles(hole, crop, net, scale))
  }
  return passes
}

/** Crop pixels per net pixel in what the passes leave, 1 or more. */
export const detailOf = (passes: readonly Pass[]): number =>
  Math.max(1, ...passes.slice(-1).map(({ bounds, width }) => bounds.width / width))

const tiles = (hole: Bounds, crop: Extent, net: Extent, scale: number): Pass[] => {
  const width = Math.round(net.width * scale)
  const height = Math.round(net.height * scale)
  const across = cells(hole.width, Math.round(width * CORE_SHARE))
  const down = cells(hole.height, Math.round(height * CORE_SHARE))
  return down.flatMap(([top, bottom]) =>
    across.map(([left, right]): Pass => {
      const core = {
        left: hole.left + left,
        top: hole.top + top,
        width: right - left,
        height: bottom - top,
      }
      return { bounds: centred(core, width, height, crop), ...net, core }
    }),
  )
}

/** `length` in equal parts of at most `most`, as [start, end]. */
const cells = (length: number, most: number): [number, number][] => {
  const count = Math.ceil(length / most)
  const edge = (i: number): number => Math.round((length * i) / count)
  return Array.from({ length: count }, (_, i) => [edge(i), edge(i + 1)])
}
