/** The mask that pastes a fill back: grown, then feathered. */
import type { Mask } from '../pixels.ts'
import { dilateMask } from './dilate.ts'
import { featherMask } from './feather.ts'

export interface MaskPreparation {
  /** Pixels to dilate by, 0 or more. */
  readonly grow: number
  /** Width in pixels of the ramp outside the grown mask, 0 or more. */
  readonly feather: number
}

/**
 * Dilates by `grow`, then adds a ramp of `feather` pixels: at least the original everywhere, 0
 * farther than `grow + feather` from it. Of krita-ai-diffusion's two masks (facts/peers.md) this is
 * the one that composites; `holeMask` of it is the one that tells the engine where it may change.
 *
 * @throws InlayError invalid_request for bad numbers or a mask whose data does not fit its sides
 */
export const prepareMask = (mask: Mask, { grow, feather }: MaskPreparation): Mask =>
  featherMask(dilateMask(mask, grow), feather)
