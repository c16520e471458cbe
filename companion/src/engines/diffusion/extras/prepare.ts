/** Everything that is added to a run besides words and mask, as one thing the loop can ask. */
import { InlayError } from '@inlay/shared'
import { maskLatent } from '../image/mask.ts'
import type { Planes } from '../image/planes.ts'
import type { Extras } from '../loop/sample-input.ts'
import type { DiffusionModel } from '../model/describe.ts'
import type { Nets } from '../model/nets.ts'
import { type Control, controlWayOf, mergedControl, separateControl } from './control.ts'
import { type Reference, referenceInputs, takesReference } from './reference.ts'
import { softBlend } from './soft-mask.ts'

export interface ExtrasInput {
  readonly control?: Control
  readonly reference?: Reference
  /** A soft mask, of the picture's size: 0..1. */
  readonly soft?: Planes
  /** A mask, of the picture's size: a run below full strength starts from noise alone inside it. */
  readonly emptied?: Planes
}

/** The noise of the run where the mask is, the picture elsewhere. */
const startEmpty = (mask: Planes, factor: number): NonNullable<Extras['start']> => {
  const small = maskLatent(mask, factor).data
  return (original, noise) =>
    original.map((value, i) => {
      const share = small[i % small.length]!
      return (1 - share) * value + share * noise[i]!
    })
}

export interface PreparedExtras extends Extras {
  /** The run is over: what waits in the inference process is let go. */
  readonly release: () => void
}

/**
 * Extras a UNet needs are there whether anybody asked or not: a graph with a ControlNet inside wants
 * its hint at every step.
 * @throws InlayError contract_mismatch when something is asked for that this export has no place for
 */
export const prepareExtras = (
  { parts, vae }: Pick<DiffusionModel, 'parts' | 'vae'>,
  nets: Pick<Nets, 'open' | 'has' | 'hold'>,
  { control, reference, soft, emptied }: ExtrasInput,
): PreparedExtras => {
  const denoiser = parts.unet ?? parts.transformer
  const way = denoiser === undefined ? 'none' : controlWayOf(denoiser)
  const takesPicture = denoiser !== undefined && takesReference(denoiser)
  if (control !== undefined && way === 'none') {
    throw new InlayError(
      'contract_mismatch',
      'This export has no ControlNet: neither in its UNet nor as inputs for one beside it.',
    )
  }
  if (control !== undefined && way === 'separate' && parts.controlnet === undefined) {
    throw new InlayError('contract_mismatch', 'The folder has no controlnet/model.onnx.')
  }
  if (reference !== undefined && !takesPicture) {
    throw new InlayError(
      'contract_mismatch',
      'This export takes no reference picture: it was made without an IP-Adapter.',
    )
  }
  const controlling =
    way === 'merged'
      ? mergedControl(control, nets)
      : way === 'separate'
        ? separateControl(control, nets)
        : undefined
  const referring = takesPicture ? referenceInputs(reference, nets) : undefined
  const isSilent = controlling === undefined && referring === undefined
  return {
    ...(!isSilent && {
      inputs: async (context) => ({
        ...(await controlling?.inputs(context)),
        ...(await referring?.(context)),
      }),
    }),
    ...(emptied !== undefined && { start: startEmpty(emptied, vae.factor) }),
    ...(soft !== undefined && { blend: softBlend(soft, vae.factor) }),
    release: () => controlling?.release(),
  }
}
