/** What a model is run with when nobody says: steps and guidance as its kind is meant to be used. */
import type { DiffusionModel } from '../model/describe.ts'

export interface Defaults {
  readonly steps: number
  readonly guidance: number
}

/**
 * Few-step models show in their scheduler: LCM and TCD by name; Turbo, Lightning and Hyper by
 * "trailing" timesteps (their cards ask for it), which among others only models trained down to
 * pure noise have, and these say so.
 */
export const defaultsOf = ({
  architecture,
  scheduler,
  guidanceEmbedding,
}: Pick<DiffusionModel, 'architecture' | 'scheduler' | 'guidanceEmbedding'>): Defaults => {
  if (architecture === 'flux') return { steps: 28, guidance: 30 }
  const name = scheduler._class_name ?? ''
  if (guidanceEmbedding !== undefined) return { steps: 6, guidance: 7.5 }
  if (name === 'LCMScheduler') return { steps: 6, guidance: 1.5 }
  if (name === 'TCDScheduler') return { steps: 6, guidance: 1 }
  const isTrailing =
    scheduler.timestep_spacing === 'trailing' && scheduler.rescale_betas_zero_snr !== true
  if (isTrailing) return { steps: 4, guidance: 1 }
  return { steps: 30, guidance: 7.5 }
}
