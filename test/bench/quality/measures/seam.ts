/** How hard the edge of the hole shows: steps across it against the steps that belong there. */
import type { Mask } from '@inlay/shared'
import type { Rgb } from '../types.ts'

/** Half a grey level on both sides of the ratio, so that flat skies neither explode nor vanish. */
const FLOOR = 0.5

const step = (image: Rgb, a: number, b: number): number => {
  let sum = 0
  for (let c = 0; c < 3; c++) sum += Math.abs(image.data[a * 3 + c]! - image.data[b * 3 + c]!)
  return sum / 3
}

/**
 * Mean absolute step over all 4-neighbour pairs with one pixel in the hole and one outside,
 * divided by the image's own: the same pairs in the original where the truth is known, else the
 * next pair outward. 1 is a seam that cannot be told from the picture; above 1 it shows; well
 * below 1 it is smeared. Undefined where no pair can be judged.
 */
export const seamJump = (
  original: Rgb,
  fill: Rgb,
  hole: Mask,
  truth: boolean,
): number | undefined => {
  const { width, height } = hole
  let jump = 0
  let own = 0
  let count = 0
  const visit = (inside: number, outside: number, beyond: number | undefined): void => {
    if (!truth && (beyond === undefined || hole.data[beyond]! > 0)) return
    jump += step(fill, inside, outside)
    own +=
      truth || beyond === undefined
        ? step(original, inside, outside)
        : step(original, outside, beyond)
    count++
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (hole.data[i] === 0) continue
      if (x > 0 && hole.data[i - 1] === 0) visit(i, i - 1, x > 1 ? i - 2 : undefined)
      if (x < width - 1 && hole.data[i + 1] === 0)
        visit(i, i + 1, x < width - 2 ? i + 2 : undefined)
      if (y > 0 && hole.data[i - width] === 0)
        visit(i, i - width, y > 1 ? i - 2 * width : undefined)
      if (y < height - 1 && hole.data[i + width] === 0)
        visit(i, i + width, y < height - 2 ? i + 2 * width : undefined)
    }
  }
  return count === 0 ? undefined : (jump / count + FLOOR) / (own / count + FLOOR)
}
