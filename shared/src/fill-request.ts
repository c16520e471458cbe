/** The one job type: nothing about a fill lives outside it except the bytes its parts name. */
import * as z from './zod.ts'

export const OPERATIONS = ['remove', 'fill', 'expand'] as const
export const Operation = z.enum(OPERATIONS)
export type Operation = z.infer<typeof Operation>

export const SCHEDULERS = [
  'ddim',
  'pndm',
  'euler',
  'euler-ancestral',
  'dpm++-2m',
  'dpm++-2m-karras',
  'dpm++-2m-sde',
  'dpm++-2m-sde-karras',
  'unipc',
  'lcm',
  'tcd',
  'flow-match-euler',
] as const

/** Longest side taken anywhere, in pixels: PNG's and libvips' own practical bound. */
export const MAX_SIDE = 65_500

const side = z.int().min(1).max(MAX_SIDE)

/** Bytes of an image file, found by its content (PNG, JPEG, WebP, TIFF, AVIF). */
const EncodedSource = z.strictObject({
  kind: z.literal('encoded'),
  /** Name of the binary part that holds the bytes. */
  part: z.string().min(1).max(64),
})

/** Bare pixels: interleaved, straight alpha, 16-bit little-endian; assumed sRGB. */
const RawSource = z.strictObject({
  kind: z.literal('raw'),
  part: z.string().min(1).max(64),
  width: side,
  height: side,
  channels: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  bitDepth: z.union([z.literal(8), z.literal(16)]).default(8),
})

export const ImageSource = z.discriminatedUnion('kind', [EncodedSource, RawSource])
export type ImageSource = z.infer<typeof ImageSource>

/** Pixels to add on each side of the canvas. */
export const Expansion = z.strictObject({
  left: z.int().min(0).max(8192).default(0),
  top: z.int().min(0).max(8192).default(0),
  right: z.int().min(0).max(8192).default(0),
  bottom: z.int().min(0).max(8192).default(0),
})
export type Expansion = z.infer<typeof Expansion>

export const MAX_SEED = 0xffff_ffff

export const FillRequest = z.strictObject({
  operation: Operation.default('remove'),
  image: ImageSource,
  /** White is filled, black is kept, grey is soft. Needed for remove and fill. */
  mask: ImageSource.optional(),
  /** True when black is the hole. */
  invertMask: z.boolean().default(false),
  /** For `expand`: how much canvas to add. */
  expand: Expansion.optional(),
  prompt: z.string().max(4000).default(''),
  negativePrompt: z.string().max(4000).default(''),
  /** Engine id as listed by `/v1/engines`, or `auto`. */
  engine: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
    .default('auto'),
  /** 0..2^32-1; absent means a random one, which the report names. Variation k uses seed + k. */
  seed: z.int().min(0).max(MAX_SEED).optional(),
  /** Absent means 3 for fill, 1 for remove and expand. */
  variations: z.int().min(1).max(8).optional(),
  /** 0..1: how far the fill may leave what is under the mask; engines that start afresh ignore it. */
  strength: z.number().min(0).max(1).default(1),
  guidanceScale: z.number().min(0).max(100).optional(),
  steps: z.int().min(1).max(150).optional(),
  scheduler: z.enum(SCHEDULERS).optional(),
  /** Pixels the mask is dilated by before anything else. */
  grow: z.int().min(0).max(512).default(0),
  /** Width in pixels of the soft ramp added outside the (grown) mask; 0 keeps the mask as it is. */
  feather: z.number().min(0).max(512).default(0),
  /** Context around the mask in pixels; absent lets the companion choose. */
  padding: z.int().min(0).max(4096).optional(),
  /** Match the fill's colour to a ring around the hole. */
  colourMatch: z.boolean().default(true),
  /** Carry film grain into fills smoother than their surroundings. */
  grain: z.boolean().default(true),
  /** Convert CMYK and Lab through their profile instead of refusing. */
  convert: z.boolean().default(false),
  /** How results are handed out when the one who asks does not say. */
  output: z
    .strictObject({
      form: z.enum(['patch', 'composite']).default('patch'),
      format: z.enum(['png', 'raw']).default('png'),
    })
    .default({ form: 'patch', format: 'png' }),
})

/** A checked request, defaults filled in. */
export type FillRequest = z.output<typeof FillRequest>

/** What a client writes: everything with a default may be left out. */
export type FillRequestInput = z.input<typeof FillRequest>

/** 1..8: what was asked for, else 3 for fill and 1 for remove and expand. */
export const variationsOf = (request: Pick<FillRequest, 'operation' | 'variations'>): number =>
  request.variations ?? (request.operation === 'fill' ? 3 : 1)

/** Seed of variation `index`, wrapping at 2^32. */
export const seedOfVariation = (seed: number, index: number): number => (seed + index) >>> 0
