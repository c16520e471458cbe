/** Fills that are not fills: parts left black, or left in the colour the hole was painted with. */
import type { Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'

/** What the hole is painted with before an engine sees it; hardly a colour of any photo. */
export const HOLE_COLOUR = [255, 0, 255] as const

/** Share of the hole that may look unfilled before the fill counts as broken. */
const TOLERATED = 0.005

const isBlack = (image: Rgb, i: number): boolean =>
  image.data[i * 3]! + image.data[i * 3 + 1]! + image.data[i * 3 + 2]! === 0

const isHoleColour = (image: Rgb, i: number): boolean =>
  HOLE_COLOUR.every((value, c) => Math.abs(image.data[i * 3 + c]! - value) <= 8)

/**
 * Share of the hole, 0..1, that was left unfilled: pure black where the original holds no pure
 * black anywhere near as often, or the hole's own colour.
 */
export const unfilledShare = (original: Rgb, fill: Rgb, hole: Mask): number => {
  let black = 0
  let painted = 0
  let count = 0
  let blackAnywhere = 0
  for (let i = 0; i < hole.data.length; i++) {
    if (isBlack(original, i)) blackAnywhere++
    if (hole.data[i] === 0) continue
    count++
    if (isBlack(fill, i)) black++
    if (isHoleColour(fill, i) && !isHoleColour(original, i)) painted++
  }
  const usual = (blackAnywhere / hole.data.length) * 2
  return painted / count + Math.max(0, black / count - usual)
}

export const isBroken = (original: Rgb, fill: Rgb, hole: Mask): boolean =>
  unfilledShare(original, fill, hole) > TOLERATED
