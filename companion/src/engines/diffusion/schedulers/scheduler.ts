/** What every scheduler is to a pipeline: which timesteps, how much noise, and the step between. */

/**
 * One run of a sampler. It keeps what multistep methods remember, so each run (and each batch that
 * runs together) takes a new one, and `step` is called for 0, 1, 2... in order.
 *
 * All arrays are float32 latents, any shape, batches one after the other; nothing passed in is
 * changed. Steps count from 0 in the run itself: with strength below 1 the first steps of the
 * schedule are left out and step 0 is the first that runs.
 */
export interface Scheduler {
  /** What the network gets at each step, in order; whole for most, fractions for Euler and flows. */
  readonly timesteps: readonly number[]
  /**
   * Noise in the form x = x0 + sigma n at each step and after the last (one more than `timesteps`);
   * for flow matching the share of noise, 0..1. For soft masks and reports.
   */
  readonly sigmas: readonly number[]
  /** Pure noise is multiplied by this when the run starts from noise alone (strength 1). */
  readonly initNoiseSigma: number
  /** True when `step` asks for noise at all, so that variations differ in more than their start. */
  readonly stochastic: boolean
  /** The sample as the network wants it; may be `sample` itself. */
  scaleModelInput(sample: Float32Array, step: number): Float32Array
  /** `original` (clean latents) as noisy as the sample is before `step`. */
  addNoise(original: Float32Array, noise: Float32Array, step: number): Float32Array
  /**
   * From the sample before `step` to the one after it.
   * @param output the network's answer, guidance applied
   * @param noise asked exactly when and as often as diffusers draws noise, so that a generator shared
   * with it stays in step; may be called even where its share comes out as 0
   */
  step(output: Float32Array, step: number, sample: Float32Array, noise: () => Float32Array): Stepped
}

export interface Stepped {
  readonly sample: Float32Array
  /** The clean latents as the network sees them now, for previews. */
  readonly denoised: Float32Array
}

/** A step whose clean latents are only worked out when somebody looks. */
export const stepped = (sample: Float32Array, clean: () => Float32Array): Stepped => {
  let denoised: Float32Array | null = null
  return {
    sample,
    get denoised() {
      denoised ??= clean()
      return denoised
    },
  }
}

/** How a run is cut out of a schedule. */
export interface Run {
  /** Steps of the whole schedule, 1..1000. */
  readonly steps: number
  /**
   * 0..1, default 1: how much of the schedule runs, counted from its end, as diffusers' inpainting
   * pipelines do. May leave no step at all (`timesteps` empty): the pipeline refuses that.
   */
  readonly strength?: number
  /** Flow matching only: the schedule itself before shifting, falling from 1, `steps` long. */
  readonly sigmas?: readonly number[]
  /** Flow matching with dynamic shift: how far, see `calculateShift`; wins over `sequenceLength`. */
  readonly mu?: number
  /** Packed latents in the picture, from which `mu` follows by the configuration's own numbers. */
  readonly sequenceLength?: number
  /** DDIM and TCD (there called gamma): how much of each step is fresh noise, 0..1. Default 0 and 0.3;
   * diffusers' pipelines hand 0 to both. */
  readonly eta?: number
  /** Latents that run together: only thresholding looks at each on its own. Default 1. */
  readonly batch?: number
}
