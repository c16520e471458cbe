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

const bounded = (margins: Margins): Margins | null => {
  const whole = (value: number): number => Math.min(MOST, Math.round(value))
  const { left, top, right, bottom } = margins
  if (left + top + right + bottom === 0) return null
  return { left: whole(left), top: whole(top), right: whole(right), bottom: whole(bottom) }
}
