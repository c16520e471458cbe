/** How much canvas to add, as people type it: a shape, a share of the picture, or pixels. */
import { ASPECT, type Margins, marginsToRatio, ratioOf } from '../geometry/expansion.ts'
import type { Extent } from '../geometry/extent.ts'
import { RANGES } from '../request-values.ts'

const [, MOST] = RANGES.expand

/**
 * @param typed "16:9" (the picture stays in the middle), "20%" of each length on every side, or
 *   "200" pixels on every side
 * @returns null for anything else, and for what adds nothing
 */
export const marginsFor = (typed: string, extent: Extent): Margins | null => {
  const text = typed.replace(/\s/g, '')
  if (ASPECT.test(text)) return bounded(marginsToRatio(extent, ratioOf(text), 'centre'))
  const [, digits = '', unit] = /^(\d{1,5}(?:\.\d{1,3})?)(%|px)?$/i.exec(text) ?? []
  if (digits === '') return null
  const amount = Number(digits)
  const [across, down] =
    unit === '%'
      ? [(extent.width * amount) / 100, (extent.height * amount) / 100]
      : [amount, amount]
  return bounded({ left: across, right: across, top: down, bottom: down })
}

/** Shapes that panels offer. */
export const SHAPES = [
  ...['1:1', '4:5', '3:4', '2:3', '9:16', '5:4', '4:3', '3:2', '16:9', '21:9'],
] as const

const SIDES = ['left', 'top', 'right', 'bottom'] as const

/** The offered shape that these margins make of a picture; undefined for none, and for no margins. */
export const shapeOf = (margins: Margins, extent: Extent): string | undefined =>
  SIDES.every((side) => margins[side] === 0)
    ? undefined
    : SHAPES.find((shape) => {
        const like = marginsToRatio(extent, ratioOf(shape), 'centre')
        return SIDES.every((side) => like[side] === margins[side])
      })

/** What was set for one picture, for another: the same shape where it is one, else the same pixels. */
export const marginsLike = (margins: Margins, from: Extent, to: Extent): Margins => {
  const shape = shapeOf(margins, from)
  return shape === undefined ? margins : marginsToRatio(to, ratioOf(shape), 'centre')
}

const bounded = (margins: Margins): Margins | null => {
  const whole = (value: number): number => Math.min(MOST, Math.round(value))
  const { left, top, right, bottom } = margins
  if (left + top + right + bottom === 0) return null
  return { left: whole(left), top: whole(top), right: whole(right), bottom: whole(bottom) }
}
