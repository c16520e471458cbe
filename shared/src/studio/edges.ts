/** The edges of an expansion as they are dragged or moved by arrow keys. */
import type { Margins } from '../geometry/expansion.ts'
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

/**
 * These sides moved along with a pointer that went `dx`, `dy` pixels of the picture since they stood
 * at `from`.
 */
export const dragSides = (
  from: Margins,
  sides: readonly Side[],
  dx: number,
  dy: number,
): Margins => {
  const by = { left: -dx, right: dx, top: -dy, bottom: dy }
  const changed = sides.map((side) => [side, clampMargin(from[side] + by[side])] as const)
  return { ...from, ...Object.fromEntries(changed) }
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
