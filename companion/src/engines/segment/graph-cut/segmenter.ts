/**
 * The embedded segmenter: no weights, ready from the first minute. Regions and their neighbours are
 * found once for each picture; a selection is then a cut over a few thousand regions and a band of
 * pixels (GrabCut, Rother et al. 2004, on the regions of Lazy Snapping, Li et al. 2004).
 */
import { InlayError, type PixelImage } from '@inlay/shared'
import { breathe } from '../../../system/breathe.ts'
import type { CoarseMask, Look, Prompt, Segmenter } from '../prompt.ts'
import { shrink, sizeWithin } from '../shrink.ts'
import { cutBand } from './cut-band.ts'
import { cutRegions } from './cut-regions.ts'
import { contrasts, neighboursOf } from './geodesic.ts'
import { toLab } from './lab.ts'
import { type Ground, priorOf } from './prior.ts'
import { findRegions } from './regions.ts'
import { tidy } from './tidy.ts'

export const GRAPH_CUT = 'graph-cut'

/** Longer side it works at, in pixels. */
const SIDE = 640

export const createGraphCut = (): Segmenter => ({
  id: GRAPH_CUT,
  look: async (image, signal) => {
    const { width, height } = sizeWithin(image, SIDE)
    const planes = shrink(image, width, height)
    await breathe(signal)
    const lab = toLab(planes)
    const regions = findRegions(lab, width, height)
    await breathe(signal)
    const ground: Ground = {
      regions,
      neighbours: neighboursOf(regions),
      contrast: contrasts(regions),
    }
    return lookOf(image, lab, ground)
  },
  dispose: async () => {},
})

const lookOf = (image: PixelImage, lab: Float32Array, ground: Ground): Look => {
  const { width, height, of } = ground.regions
  return {
    bytes: lab.byteLength + of.byteLength,
    select: async (prompt, signal): Promise<CoarseMask> => {
      const scaled = scalePrompt(prompt, width / image.width, height / image.height)
      const cut = await cutRegions(ground, priorOf(ground, scaled), signal)
      const rough = new Uint8Array(of.length)
      for (let i = 0; i < of.length; i++) rough[i] = cut.inside[of[i]!]!
      await breathe(signal)
      const fine = cutBand(rough, lab, cut, width, height)
      tidy(fine, scaled, width, height)
      if (!fine.includes(1)) throw new InlayError('nothing_found')
      return { plane: { width, height, data: new Float32Array(fine) }, notes: [] }
    },
  }
}

export const scalePrompt = (prompt: Prompt, across: number, down: number): Prompt => ({
  subject: prompt.subject,
  points: prompt.points.map(({ x, y, label }) => ({ x: x * across, y: y * down, label })),
  ...(prompt.box !== undefined && {
    box: {
      left: prompt.box.left * across,
      top: prompt.box.top * down,
      width: prompt.box.width * across,
      height: prompt.box.height * down,
    },
  }),
})
