/** Fills that are not fills: parts left black, or left in the colour the hole was painted with. */
import type { Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'

/** What the hole is painted with before an engine sees it; hardly a colour of any photo. */
export const HOLE_COLOUR = [255, 0, 255] as const

/**
 * Share of the hole that may look unfilled before the fill counts as broken. Seen: 67% and 94% in
 * fills that G'MIC really broke, 0.6% in good ones whose dark gaps clip to black.
 */
const TOLERATED = 0.03

/** How often a fill may copy the picture's own black (a cat's pupil made four eyes once). */
const COPIES = 4
/** Originals up to this are as good as black, 0..255. */
const NEARLY_BLACK = 12

const brightest = (image: Rgb, i: number): number =>
  Math.max(image.data[i * 3]!, image.data[i * 3 + 1]!, image.data[i * 3 + 2]!)

const isHoleColour = (image: Rgb, i: number): boolean =>
  HOLE_COLOUR.every((value, c) => Math.abs(image.data[i * 3 + c]! - value) <= 8)

/**
 * Share of the hole, 0..1, that was left unfilled: in the colour the hole was painted with, or
 * pure black where the original is not and where the rest of the picture has too little pure black
 * for it to be a copy.
 */
const unfilledShare = (original: Rgb, fill: Rgb, hole: Mask): number => {
  let black = 0
  let painted = 0
  let count = 0
  let blackAround = 0
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) {
      if (brightest(original, i) === 0) blackAround++
      continue
    }
    count++
    if (brightest(fill, i) === 0 && brightest(original, i) > NEARLY_BLACK) black++
    if (isHoleColour(fill, i) && !isHoleColour(original, i)) painted++
  }
  return (painted + Math.max(0, black - COPIES * blackAround)) / count
}

export const isBroken = (original: Rgb, fill: Rgb, hole: Mask): boolean =>
  unfilledShare(original, fill, hole) > TOLERATED
