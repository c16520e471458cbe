/** What a fill may ask for, as plain values without zod, so that a command line starts fast. */

export const OPERATIONS = ['remove', 'fill', 'expand'] as const
export type Operation = (typeof OPERATIONS)[number]

/**
 * Named as in AUTOMATIC1111 and ComfyUI, written small: the method, then how its noise levels fall.
 * `trailing` is what Lightning, Turbo and Hyper-SD models are made for ("SGM uniform").
 */
export const SCHEDULERS = [
  'ddim',
  'ddim-trailing',
  'ddpm',
  'deis',
  'pndm',
  'euler',
  'euler-karras',
  'euler-exponential',
  'euler-beta',
  'euler-trailing',
  'euler-ancestral',
  'euler-ancestral-trailing',
  'heun',
  'heun-karras',
  'dpm++-2m',
  'dpm++-2m-karras',
  'dpm++-2m-exponential',
  'dpm++-2m-beta',
  'dpm++-2m-sde',
  'dpm++-2m-sde-karras',
  'dpm++-2m-sde-exponential',
  'dpm++-3m',
  'dpm++-3m-sde',
  'unipc',
  'unipc-karras',
  'lcm',
  'tcd',
  'flow-match-euler',
] as const
export type Scheduler = (typeof SCHEDULERS)[number]

/**
 * Where a diffusion model's noise comes from: `torch-cpu` as diffusers with a generator on the CPU
 * and AUTOMATIC1111's "CPU", `torch-cpu-half` the same with everything in half precision, `philox` as torch on CUDA and AUTOMATIC1111's "GPU" and "NV".
 */
export const NOISE_KINDS = ['torch-cpu', 'torch-cpu-half', 'philox'] as const
export type NoiseName = (typeof NOISE_KINDS)[number]

/**
 * What a ControlNet is shown: the picture without its hole, edges, a sketch of the coarse shapes, how
 * near things are, or the guide as it is.
 */
export const CONTROL_KINDS = ['inpaint', 'canny', 'scribble', 'depth', 'guide'] as const
export type ControlKind = (typeof CONTROL_KINDS)[number]

/**
 * What lies under the hole when a run does not start from noise alone: what is there (`original`),
 * the colours around it (`fill`), the embedded engine's answer (`embedded`), or nothing (`noise`).
 */
export const MASKED_CONTENTS = ['original', 'fill', 'embedded', 'noise'] as const
export type MaskedContent = (typeof MASKED_CONTENTS)[number]

/** A LoRA's name: that of its file in the model's folder `loras`, without `.safetensors`. */
export const LORA_NAME = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$/

/** Most LoRAs in one fill. */
export const MAX_LORAS = 8

/** Kinds of picture files that are read and written. */
export const FILE_FORMATS = ['png', 'jpeg', 'webp', 'tiff', 'avif'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

export const FORMS = ['patch', 'composite'] as const
export type Form = (typeof FORMS)[number]

/** Longest side taken anywhere, in pixels: PNG's and libvips' own practical bound. */
export const MAX_SIDE = 65_500

export const MAX_SEED = 0xffff_ffff

/** Longest prompt, in UTF-16 units. */
export const MAX_PROMPT = 4000

/** How an engine is named: as listed by `/v1/engines`, or `auto`. */
export const ENGINE_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** Name of a binary part: letters, digits, `.`, `_` and `-`, the first no sign; safe as a file name. */
export const PART_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Smallest and largest value of every number in a request, both included. */
export const RANGES = {
  seed: [0, MAX_SEED],
  variations: [1, 8],
  strength: [0, 1],
  guidanceScale: [0, 100],
  steps: [1, 150],
  /** Layers of the text encoder. */
  clipSkip: [0, 11],
  guidanceRescale: [0, 1],
  eta: [0, 1],
  /** 1 is as trained; negative takes away. */
  loraStrength: [-4, 4],
  controlStrength: [0, 2],
  /** Share of the steps. */
  controlStart: [0, 1],
  controlEnd: [0, 1],
  referenceStrength: [0, 1],
  /** Pixels. */
  grow: [0, 512],
  /** Pixels. */
  feather: [0, 512],
  /** Pixels. */
  padding: [0, 4096],
  /** Pixels on each side. */
  expand: [0, 8192],
} as const satisfies Record<string, readonly [number, number]>

/** 1..8: what was asked for, else 3 for fill and 1 for remove and expand. */
export const variationsOf = (request: {
  readonly operation: Operation
  readonly variations?: number | undefined
}): number => request.variations ?? (request.operation === 'fill' ? 3 : 1)

/** Seed of variation `index`, wrapping at 2^32. */
export const seedOfVariation = (seed: number, index: number): number => (seed + index) >>> 0

/** What a clicked point says of the place it is at. */
export const POINT_LABELS = ['in', 'out'] as const
export type PointLabel = (typeof POINT_LABELS)[number]

/** Most points of one selection. */
export const MAX_POINTS = 64

/** Most times as wide and as high as a picture is made. */
export const MAX_UPSCALE = 8
