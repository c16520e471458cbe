/** All measures of one fill. */
import type { Bounds } from '@inlay/shared'
import { holeWindow } from '../hole-bounds.ts'
import { cropRgb, paste } from '../pixels.ts'
import type { Case, Fill, Rgb, Scores } from '../types.ts'
import { isBroken } from './broken.ts'
import { colourShift } from './colour.ts'
import { type Features, type PerceptualMetric, perceptualDistance } from './perceptual.ts'
import { psnr } from './psnr.ts'
import { seamJump } from './seam.ts'
import { sharpnessRatio } from './sharpness.ts'
import { ssim } from './ssim.ts'

/** Pictures up to this many pixels are seen whole by the net; larger ones in a window on the hole. */
const WHOLE = 1_500_000
/** Context left around the hole in that window, pixels. */
const CONTEXT = 128

/** What the net looks at: the whole picture, or the hole's bounds with some context. */
const windowOf = ({ hole, original }: Case): Bounds => {
  const { width, height } = original
  if (width * height <= WHOLE) return { left: 0, top: 0, width, height }
  return holeWindow(hole, CONTEXT)
}

/** Scores the fills of one case; the original is looked at once. */
export interface Scorer {
  score(fill: Fill): Promise<Scores>
  /** Perceptual distance between two fills of this case. */
  distance(a: Rgb, b: Rgb): Promise<number>
}

/** @param metric absent: no perceptual distance */
export const scorerOf = (job: Case, metric: PerceptualMetric | undefined): Scorer => {
  const box = windowOf(job)
  const see = (net: PerceptualMetric, image: Rgb): Promise<Features> =>
    net.features(cropRgb(image, box))
  let truth: Promise<Features> | undefined
  return {
    async score(fill) {
      const { original, hole } = job
      const image = paste(original, fill.image, hole)
      const perceptual = async (): Promise<number | undefined> => {
        if (metric === undefined || !job.truth) return undefined
        truth ??= see(metric, original)
        return perceptualDistance(await truth, await see(metric, image))
      }
      const known = <T>(measure: () => T): T | undefined => (job.truth ? measure() : undefined)
      return {
        broken: isBroken(original, image, hole),
        perceptual: await perceptual(),
        psnr: known(() => psnr(original, image, hole)),
        ssim: known(() => ssim(original, image, hole)),
        seam: seamJump(original, image, hole, job.truth),
        colour: known(() => colourShift(original, image, hole)),
        sharpness: sharpnessRatio(image, hole),
      }
    },
    async distance(a, b) {
      if (metric === undefined) return Number.NaN
      return perceptualDistance(await see(metric, a), await see(metric, b))
    },
  }
}
