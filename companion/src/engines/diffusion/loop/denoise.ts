/** The loop itself: predict, step, blend, tell; the same for every architecture and scheduler. */
import { InlayError } from '@inlay/shared'
import { allFinite } from '../model/values.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import type { SampleHooks } from './sample-input.ts'

export interface Denoising {
  readonly scheduler: Scheduler
  /** Latents before the first step, one sample after the other. */
  readonly start: Float32Array
  /** Steps that run; at most the scheduler's. */
  readonly steps: number
  /** The net's answer with guidance applied. */
  readonly predict: (sample: Float32Array, step: number) => Promise<Float32Array>
  /** Fresh noise for all samples together. */
  readonly noise: () => Float32Array
  /** What is kept of the original after a step. */
  readonly blend?: (sample: Float32Array, step: number) => Float32Array
  /** From the loop's layout to the decoder's. */
  readonly unpack: (latents: Float32Array) => Float32Array
}

/** Shares of a run's progress: the net's passes, and before and after them. */
const LOOP_FROM = 0.1
export const LOOP_TO = 0.93

/** @throws InlayError cancelled | engine_failed | out_of_memory */
export const denoise = async (
  { scheduler, start, steps, predict, noise, blend, unpack }: Denoising,
  { signal, onStage, onStep }: SampleHooks,
): Promise<Float32Array> => {
  let sample = start
  for (let step = 0; step < steps; step++) {
    if (signal.aborted) throw new InlayError('cancelled')
    onStage(LOOP_FROM + ((LOOP_TO - LOOP_FROM) * step) / steps, `Step ${step + 1} of ${steps}`)
    const output = await predict(scheduler.scaleModelInput(sample, step), step)
    const stepped = scheduler.step(output, step, sample, noise)
    sample = blend === undefined ? stepped.sample : blend(stepped.sample, step)
    await onStep?.({ step, steps, denoised: () => unpack(stepped.denoised) })
  }
  if (!allFinite(sample)) {
    throw new InlayError(
      'engine_failed',
      'The net gave no numbers; its half precision may overflow here. Try another export, or the CPU.',
    )
  }
  return sample
}
