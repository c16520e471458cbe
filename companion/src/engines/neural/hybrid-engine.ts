/**
 * A net for what belongs there, PatchMatch for how it looks: the net's answer, sharp only at the
 * net's own size, guides a fill from the picture's own patches, and keeps its say in the low band.
 */
import { boundsGrow, type Mask, maskBounds, type PixelImage } from '@inlay/shared'
import type { Engine } from '../engine.ts'
import { fillWithNet, type NetModel, warmUpNet } from './net-engine.ts'
import { SHARP_ENOUGH } from './passes.ts'
import { cutPlanes, pastePlanes } from './planes.ts'
import { resize } from './resample.ts'

/** Coarser answers than this leave PatchMatch too free; the net then makes another pass by tiles. */
const COARSEST_GUIDE = 4

/** The net's share of the progress. */
const GUIDE_SHARE = 0.6

/** @param patches opens the engine that takes a guide */
export const createHybridEngine = (model: NetModel, patches: () => Promise<Engine>): Engine => ({
  info: model.info,
  fill: async (input, hooks) => {
    const { image, detail } = await fillWithNet(
      model,
      input,
      {
        ...hooks,
        onProgress: (fraction, stage) => hooks.onProgress(GUIDE_SHARE * fraction, stage),
      },
      COARSEST_GUIDE,
    )
    // At the net's own size its pixels are as sharp as the picture's.
    if (detail <= SHARP_ENOUGH) return image
    const engine = await patches()
    const textured = await engine.fill(
      { ...input, image, guide: detail },
      {
        signal: hooks.signal,
        onProgress: (fraction, stage) =>
          hooks.onProgress(GUIDE_SHARE + (1 - GUIDE_SHARE) * fraction, stage),
      },
    )
    return withLowBandOf(image, textured, input.hole, detail)
  },
  warmUp: () => void warmUpNet(model),
  dispose: () => model.close(),
})

/**
 * `textured` inside the hole with its coarse colours replaced by those of `guide`, coarse meaning
 * what `detail` times fewer pixels can show. Outside the hole the two are the same, so nothing
 * shows at the seam.
 */
export const withLowBandOf = (
  guide: PixelImage,
  textured: PixelImage,
  hole: Mask,
  detail: number,
): PixelImage => {
  const box = maskBounds(hole)
  if (box === null) return textured
  // Lanczos reaches three coarse pixels; a mirrored edge nearer than that would bend the band.
  const window = boundsGrow(box, Math.ceil(4 * detail))
  const own = cutPlanes(textured, window)
  const apart = cutPlanes(guide, window)
  for (let i = 0; i < own.data.length; i++) apart.data[i]! -= own.data[i]!
  const coarse = resize(
    apart,
    Math.max(1, Math.round(window.width / detail)),
    Math.max(1, Math.round(window.height / detail)),
  )
  const low = resize(coarse, window.width, window.height)
  for (let i = 0; i < own.data.length; i++) own.data[i]! += low.data[i]!
  const result = { ...textured, data: textured.data.slice() }
  pastePlanes(result, hole, box, own, window)
  return result
}
