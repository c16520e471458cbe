/** The states a mask was ever in, by number, and what is seen and sent of them. */
import {
  type Bounds,
  boundsGrow,
  boundsOf,
  cropMask,
  type Extent,
  fillOutline,
  type Mask,
  outlineBounds,
  paintStroke,
  prepareMask,
  strokeBounds,
} from '@inlay/shared'
import {
  createHalved,
  cropHalved,
  cropTiles,
  invertTiles,
  paintTiles,
  type TiledMask,
  tiledBounds,
  uniformTiles,
  uniteTiles,
} from '@inlay/shared/studio'
import type { Look, Step } from './messages.ts'

export interface States {
  /** `from` with a step becomes `to`; the box of all that is above 0 in it. */
  make(from: number, to: number, step: Step): Bounds | null
  /** The box of all that is above 0. */
  bounds(state: number): Bounds | null
  forget(state: number): void
  /** A part as it will be filled, with one pixel more on each side. */
  seen(look: Omit<Look, 'veil'>): Mask
  /** The whole, one byte a pixel. */
  whole(state: number): Mask
}

/** @param first state 0; empty unless given */
export const createStates = (extent: Extent, first?: Mask): States => {
  const empty = uniformTiles(extent)
  const states = new Map([[0, first === undefined ? empty : uniteTiles(empty, first)]])
  const halved = createHalved()
  const boxes = new WeakMap<Uint8Array, Bounds | null>()
  // A state that was forgotten is asked for by nobody.
  const stateOf = (state: number): TiledMask => states.get(state) ?? empty
  return {
    make: (from, to, step) => {
      const next = take(stateOf(from), step)
      states.set(to, next)
      return tiledBounds(next, boxes)
    },
    bounds: (state) => tiledBounds(stateOf(state), boxes),
    forget: (state) => {
      states.delete(state)
    },
    seen: ({ state, box, level, grow, feather }) => {
      const [small, soft] = [grow / 2 ** level, feather / 2 ** level]
      const wanted = boundsGrow(box, 1)
      if (small < 1 && soft < 1) return cropHalved(stateOf(state), wanted, level, halved)
      // What lies farther away changes nothing in the box.
      const reach = Math.ceil(small) + Math.ceil(soft) + 1
      const around = cropHalved(stateOf(state), boundsGrow(wanted, reach), level, halved)
      const prepared = prepareMask(around, { grow: small, feather: soft })
      return cropMask(prepared, { ...wanted, left: reach, top: reach })
    },
    whole: (state) => cropTiles(stateOf(state), boundsOf(extent)),
  }
}

const take = (mask: TiledMask, step: Step): TiledMask => {
  switch (step.kind) {
    case 'stroke': {
      const box = strokeBounds(step.stroke, step.painted)
      if (box === null) return mask
      return paintTiles(mask, box, (part) => void paintStroke(part, step.stroke, step.painted))
    }
    case 'outline': {
      const box = outlineBounds(step.outline.points)
      if (box === null) return mask
      return paintTiles(mask, box, (part) => void fillOutline(part, step.outline))
    }
    case 'invert':
      return invertTiles(mask)
    case 'uniform':
      return uniformTiles(mask, step.value)
    case 'unite': {
      const other = { width: mask.width, height: mask.height, data: step.mask }
      // Taking away is adding to what is not masked.
      return step.erase
        ? invertTiles(uniteTiles(invertTiles(mask), other))
        : uniteTiles(mask, other)
    }
  }
}
