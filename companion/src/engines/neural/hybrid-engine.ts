/**
 * A net for what belongs there, PatchMatch for how it looks: the net's answer, sharp only at the
 * net's own size, guides a fill from the picture's own patches, and keeps its say in the low band.
 */
import { boundsGrow, type Mask, maskBounds, type PixelImage } from '@inlay/shared'
import type { Engine, EngineHooks, EngineInput } from '../engine.ts'
import { coarseBand, fitFineBand } from './fine-band.ts'
import { fillWithNet, type NetAnswer, type NetModel, warmUpNet } from './net-engine.ts'
import { SHARP_ENOUGH } from './passes.ts'
import { cutPlanes, pastePlanes } from './planes.ts'

/** Coarser answers than this leave PatchMatch too free; the net then makes another pass by tiles. */
const COARSEST_GUIDE = 4

/** The net's share of the progress. */
const GUIDE_SHARE = 0.6

/** @param patches opens the engine that takes a guide */
export const createHybridEngine = (model: NetModel, patches: () => Promise<Engine>): Engine => ({
  info: model.info,
  fill: async (input, hooks) => {
    const answer = await fillWithNet(
      model,
      input,
      {
        ...hooks,
        onProgress: (fraction, stage) => hooks.onProgress(GUIDE_SHARE * fraction, stage),
      },
      COARSEST_GUIDE,
    )
    // At the net's own size its pixels are as sharp as the picture's.
    if (answer.detail <= SHARP_ENOUGH) return answer.image
    return giveTexture(answer, input, await patches(), {
      ...hooks,
      onProgress: (fraction, stage) =>
        hooks.onProgress(GUIDE_SHARE + (1 - GUIDE_SHARE) * fraction, stage),
    })
  },
  warmUp: () => void warmUpNet(model),
  dispose: () => model.close(),
})

/** Of the second search beside the first: it works on the finest pixels alone. */
const SECOND_SHARE = 0.4

/**
 * A net's answer made of the picture's own patches: what is there from the net, how it looks from
 * around it. Searched for twice: the second time by the first answer with the net's own coarse
 * colours, so that the fine band lies where the coarse one has its edges.
 * @throws InlayError as the engine of patches does
 */
export const giveTexture = async (
  { image, detail }: NetAnswer,
  input: EngineInput,
  patches: Engine,
  { signal, onProgress }: Pick<EngineHooks, 'signal' | 'onProgress'>,
): Promise<PixelImage> => {
  const search = async (
    rough: PixelImage,
    guide: number,
    [from, to]: readonly [number, number],
  ): Promise<PixelImage> => {
    const textured = await patches.fill(
      { ...input, image: rough, guide },
      {
        signal,
        onProgress: (fraction, stage) => onProgress(from + (to - from) * fraction, stage),
      },
    )
    return withLowBandOf(image, textured, input.hole, detail)
  }
  const first = await search(image, detail, [0, 1 - SECOND_SHARE])
  return search(first, 1, [1 - SECOND_SHARE, 1])
}

/**
 * `textured` inside the hole with its coarse colours replaced by those of `guide`, coarse meaning
 * what `detail` times fewer pixels can show, and its fine band as strong as around it. Outside the hole the two are the same, so nothing
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
  const low = coarseBand(apart, detail)
  for (let i = 0; i < own.data.length; i++) own.data[i]! += low.data[i]!
  fitFineBand(own, cutPlanes(guide, window), window, hole, detail)
  const result = { ...textured, data: textured.data.slice() }
  pastePlanes(result, hole, box, own, window)
  return result
}
