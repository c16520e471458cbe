/** Compact holes: `object` (2-5% of the picture, away from its edges) and `large` (25-40%). */
import type { Mask } from '@inlay/shared'
import type { Random } from '../random.ts'
import { coverage, drawBlob, emptyMask, type Size } from './draw.ts'

/** A lumpy outline around 1: a few low harmonics with falling strength. */
const outline = (random: Random, roughness: number): ((angle: number) => number) => {
  const waves = [2, 3, 4, 5, 7].map((order) => ({
    order,
    strength: (random.between(0, roughness) * 2) / order,
    phase: random.between(0, 2 * Math.PI),
  }))
  return (angle) =>
    waves.reduce((sum, w) => sum + w.strength * Math.cos(w.order * angle + w.phase), 1)
}

/** A blob whose share of the picture comes within 2% of `target`, by rescaling. */
const blobOf = (
  size: Size,
  random: Random,
  target: number,
  options: { roughness: number; stretch: number; margin: number },
): Mask => {
  const { width, height } = size
  const shape = outline(random, options.roughness)
  const stretch = Math.sqrt(random.between(1, options.stretch))
  const turn = random.between(0, Math.PI)
  const centre = {
    x: width * random.between(options.margin, 1 - options.margin),
    y: height * random.between(options.margin, 1 - options.margin),
  }
  let scale = Math.sqrt((target * width * height) / Math.PI)
  let mask = emptyMask(size)
  for (let attempt = 0; attempt < 8; attempt++) {
    mask = emptyMask(size)
    drawBlob(mask, centre, (angle) => scale * shape(angle), stretch, turn)
    const got = coverage(mask)
    if (Math.abs(got / target - 1) < 0.02) break
    scale *= Math.sqrt(target / Math.max(got, 1e-6))
  }
  return mask
}

/** What people take out of photos: one compact thing. */
export const objectMask = (size: Size, random: Random): Mask =>
  blobOf(size, random, random.between(0.02, 0.05), { roughness: 0.25, stretch: 2.2, margin: 0.28 })

/** A quarter to two fifths of the picture gone, in one piece. */
export const largeMask = (size: Size, random: Random): Mask =>
  blobOf(size, random, random.between(0.25, 0.4), { roughness: 0.2, stretch: 1.4, margin: 0.42 })
