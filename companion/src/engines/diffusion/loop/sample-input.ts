/** What one run of a diffusion model is given and gives, at the model's own pixels. */
import type { Scheduler as SchedulerName } from '@inlay/shared'
import type { Feeds } from '../../../inference/line.ts'
import type { Planes } from '../image/planes.ts'
import type { OpenPart } from '../model/nets.ts'
import type { NoiseKind } from '../random/noise.ts'
import type { SchedulerConfig } from '../schedulers/config.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import type { TextInput } from '../text/encode.ts'

export interface SampleInput {
  /** RGB, -1..1; both sides a multiple of the model's. */
  readonly image: Planes
  /** One plane of the image's size: 1 is repainted, 0 kept. */
  readonly mask: Planes
  readonly text: Omit<TextInput, 'guided'>
  /** One for each variation; they run together. */
  readonly seeds: readonly number[]
  readonly noise: NoiseKind
  /** 0..1, above 0. */
  readonly strength: number
  readonly guidance: number
  /** 0..1: see `rescaleGuidance`. */
  readonly guidanceRescale: number
  readonly steps: number
  /** Instead of the model's own. */
  readonly scheduler?: SchedulerName
  /** Instead of the model's scheduler_config.json. */
  readonly schedulerConfig?: SchedulerConfig
  /** DDIM's and TCD's share of fresh noise; absent is the scheduler's own. */
  readonly eta?: number
  /** Where the run ends, as a share of the schedule: what is left is for another model (SDXL). */
  readonly denoisingEnd?: number
  /** Where it begins, from latents that another model left. */
  readonly from?: { readonly latents: Float32Array; readonly denoisingStart: number }
}

export interface SampleHooks {
  readonly signal: AbortSignal
  /** `fraction` 0..1, never falling. */
  readonly onStage: (fraction: number, words: string) => void
  /** After each step; only asked for when somebody looks. */
  readonly onStep?: (step: StepDone) => void | Promise<void>
  readonly extras?: Extras
}

export interface StepDone {
  /** From 0. */
  readonly step: number
  readonly steps: number
  /** Clean latents as the net sees them now, one sample after the other, as the decoder takes them. */
  readonly denoised: () => Float32Array
}

/** What may be added to a run by whoever knows how: ControlNet, image prompts, soft masks. */
export interface Extras {
  /** More inputs of the denoising net, made anew for each step. */
  readonly inputs?: (context: StepContext) => Promise<Feeds>
  /**
   * Clean latents that a run below full strength starts from, in place of the picture's own.
   * @param original clean latents of the picture; @param noise of this run
   */
  readonly start?: (original: Float32Array, noise: Float32Array) => Float32Array
  /** The sample after a step, in place of the loop's own blending with the original. */
  readonly blend?: (context: BlendContext) => Float32Array
}

export interface StepContext {
  readonly step: number
  readonly steps: number
  /** As the net gets it. */
  readonly timestep: number
  /** The scaled sample, doubled when guided: batch x latent channels x height x width. */
  readonly sample: Float32Array
  readonly batch: number
  /** Samples that run together: `batch`, or half of it when guided. */
  readonly seeds: number
  readonly guided: boolean
  /** The net's inputs that stay the same: encoder_hidden_states, text_embeds, time_ids... */
  readonly fixed: Feeds
  readonly width: number
  readonly height: number
  readonly net: OpenPart
  readonly signal: AbortSignal
}

export interface BlendContext {
  readonly step: number
  readonly steps: number
  readonly sample: Float32Array
  /** Clean latents of the picture, and the noise of this run. */
  readonly original: Float32Array
  readonly noise: Float32Array
  readonly scheduler: Scheduler
}

export interface SampleOutput {
  /** One sample after the other; `shape` is that of all. */
  readonly latents: Float32Array
  readonly shape: readonly number[]
  /** RGB, 0..1, one for each seed; none when the run ended early. */
  readonly pictures: readonly Planes[]
}
