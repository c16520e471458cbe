/** The edges of an expansion as they are dragged or moved by arrow keys. */

import type { Margins } from '../geometry/expansion.ts'
import type { Extent } from '../geometry/extent.ts'
import { RANGES } from '../request-values.ts'

export type Side = keyof Margins

export const SIDES: readonly Side[] = ['left', 'top', 'right', 'bottom']

export const CORNERS: readonly (readonly [Side, Side])[] = [
  ['left', 'top'],
  ['right', 'top'],
  ['left', 'bottom'],
  ['right', 'bottom'],
]

export const NO_MARGINS: Margins = { left: 0, top: 0, right: 0, bottom: 0 }

const [, MOST] = RANGES.expand

/** Whole pixels that may be added on a side. */
export const clampMargin = (value: number): number => Math.min(MOST, Math.max(0, Math.round(value)))

/** How edges are dragged, as crop handles are elsewhere. */
export interface DragHow {
  /** With Alt: the opposite sides move as far. */
  readonly isBoth?: boolean
  /** With Shift: the size of the picture itself, when picture and margins keep their shape. */
  readonly shaped?: Extent | undefined
}

/**
 * These sides moved along with a pointer that went `dx`, `dy` pixels of the picture since they stood
 * at `from`.
 */
export const dragSides = (
  from: Margins,
  sides: readonly Side[],
  dx: number,
  dy: number,
  { isBoth = false, shaped }: DragHow = {},
): Margins => {
  const by = { left: -dx, right: dx, top: -dy, bottom: dy }
  const moved = sides.flatMap((side) =>
    (isBoth ? [side, OPPOSITE[side]] : [side]).map(
      (one) => [one, clampMargin(from[one] + by[side])] as const,
    ),
  )
  const free: Margins = { ...from, ...Object.fromEntries(moved) }
  return shaped === undefined ? free : keepShape(from, free, isBoth ? [] : sides, shaped)
}

const OPPOSITE = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' } as const

/** The margins nearest to `to` with which the whole has the shape that it has with `from`. */
const keepShape = (
  from: Margins,
  to: Margins,
  sides: readonly Side[],
  { width, height }: Extent,
): Margins => {
  const across = width + from.left + from.right
  const down = height + from.top + from.bottom
  // The side that was moved farther leads.
  const scales = [
    (width + to.left + to.right) / across,
    (height + to.top + to.bottom) / down,
  ] as const
  const scale = Math.abs(scales[0] - 1) > Math.abs(scales[1] - 1) ? scales[0] : scales[1]
  const spread = (low: Side, high: Side, grown: number): Partial<Margins> => {
    if (sides.includes(low)) return { [low]: clampMargin(from[low] + grown) }
    if (sides.includes(high)) return { [high]: clampMargin(from[high] + grown) }
    const half = Math.round(grown / 2)
    return { [low]: clampMargin(from[low] + half), [high]: clampMargin(from[high] + grown - half) }
  }
  return {
    ...from,
    ...spread('left', 'right', across * (scale - 1)),
    ...spread('top', 'bottom', down * (scale - 1)),
  }
}

const OUTWARDS = { left: 'ArrowLeft', right: 'ArrowRight', top: 'ArrowUp', bottom: 'ArrowDown' }
const INWARDS = { left: 'ArrowRight', right: 'ArrowLeft', top: 'ArrowDown', bottom: 'ArrowUp' }

/** A side moved by an arrow key: 10 pixels, 100 with shift; null for a key that does not move it. */
export const keySide = (
  margins: Margins,
  side: Side,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): Margins | null => {
  const step = shiftKey ? 100 : 10
  const by = key === OUTWARDS[side] ? step : key === INWARDS[side] ? -step : 0
  return by === 0 ? null : { ...margins, [side]: clampMargin(margins[side] + by) }
}
