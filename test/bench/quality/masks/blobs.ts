/** Compact holes: `object` (2-5% of the picture, away from its edges) and `large` (25-40%). */
import type { Mask } from '@inlay/shared'
import type { Random } from '../random.ts'
import { coverage, drawBlob, emptyMask, type Size } from './draw.ts'

interface Outline {
  /** Distance from the centre by angle, around 1. */
  readonly radius: (angle: number) => number
  readonly reach: number
  /** Of the unit outline. */
  readonly area: number
}

/** A lumpy outline around 1: a few low harmonics with falling strength. */
const outline = (random: Random, roughness: number): Outline => {
  const waves = [2, 3, 4, 5, 7].map((order) => ({
    order,
    strength: (random.between(0, roughness) * 2) / order,
    phase: random.between(0, 2 * Math.PI),
  }))
  return {
    radius: (angle) =>
      waves.reduce((sum, w) => sum + w.strength * Math.cos(w.order * angle + w.phase), 1),
    reach: waves.reduce((sum, w) => sum + w.strength, 1),
    area: Math.PI * waves.reduce((sum, w) => sum + w.strength ** 2 / 2, 1),
  }
}

export interface BlobKind {
  /** 0 is round. */
  readonly roughness: number
  /** Longest against shortest diameter, at most. */
  readonly stretch: number
  /** The centre keeps this share of the sides away from the edges, 0..0.5. */
  readonly margin: number
}

/** A blob whose share of the picture comes within 2% of `target`, grown where the edge cuts it. */
export const blobMask = (size: Size, random: Random, target: number, kind: BlobKind): Mask => {
  const { width, height } = size
  const { radius, reach, area } = outline(random, kind.roughness)
  const stretch = Math.sqrt(random.between(1, kind.stretch))
  const turn = random.between(0, Math.PI)
  const centre = {
    x: width * random.between(kind.margin, 1 - kind.margin),
    y: height * random.between(kind.margin, 1 - kind.margin),
  }
  let scale = Math.sqrt((target * width * height) / area)
  for (let attempt = 0; ; attempt++) {
    const mask = emptyMask(size)
    const scaled = (angle: number): number => scale * radius(angle)
    drawBlob(mask, { centre, radius: scaled, reach: scale * reach, stretch, turn })
    const got = coverage(mask)
    if (Math.abs(got / target - 1) < 0.02 || attempt === 8) return mask
    scale *= Math.sqrt(target / Math.max(got, 1e-6))
  }
}

/** What people take out of photos: one compact thing. */
export const objectMask = (size: Size, random: Random): Mask =>
  blobMask(size, random, random.between(0.02, 0.05), {
    roughness: 0.25,
    stretch: 2.2,
    margin: 0.28,
  })

/** A quarter to two fifths of the picture gone, in one piece. */
export const largeMask = (size: Size, random: Random): Mask =>
  blobMask(size, random, random.between(0.25, 0.4), { roughness: 0.2, stretch: 1.4, margin: 0.42 })
