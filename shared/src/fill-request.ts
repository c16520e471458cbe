/** The one job type: nothing about a fill lives outside it except the bytes its parts name. */
import { expected, InlayError } from './errors.ts'
import { ANCHORS, ASPECT } from './geometry/expansion.ts'
import { parseWith } from './issues.ts'
import {
  CONTROL_KINDS,
  ENGINE_ID,
  FORMS,
  LORA_NAME,
  MASKED_CONTENTS,
  MAX_LORAS,
  MAX_PROMPT,
  MAX_SIDE,
  NOISE_KINDS,
  OPERATIONS,
  PART_NAME,
  RANGES,
  SCHEDULERS,
} from './request-values.ts'
import * as z from './zod.ts'

const integer = ([min, max]: readonly [number, number]) => z.int().min(min).max(max)
const number = ([min, max]: readonly [number, number]) => z.number().min(min).max(max)

const side = z.int().min(1).max(MAX_SIDE)

/** Bytes of an image file, found by its content (PNG, JPEG, WebP, TIFF, AVIF). */
const EncodedSource = z.strictObject({
  kind: z.literal('encoded'),
  /** Name of the binary part that holds the bytes. */
  part: z.string().regex(PART_NAME),
})

/** Bare pixels: interleaved, straight alpha, 16-bit little-endian; assumed sRGB. */
const RawSource = z.strictObject({
  kind: z.literal('raw'),
  part: z.string().regex(PART_NAME),
  width: side,
  height: side,
  channels: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  bitDepth: z.union([z.literal(8), z.literal(16)]).default(8),
})

export const ImageSource = z.discriminatedUnion('kind', [EncodedSource, RawSource])
export type ImageSource = z.infer<typeof ImageSource>

/** Pixels to add on each side of the canvas. */
export const Expansion = z.strictObject({
  left: integer(RANGES.expand).default(0),
  top: integer(RANGES.expand).default(0),
  right: integer(RANGES.expand).default(0),
  bottom: integer(RANGES.expand).default(0),
})
export type Expansion = z.infer<typeof Expansion>

/** The least canvas that gives the picture a shape. */
export const AspectExpansion = z.strictObject({
  /** Width and height: "16:9". */
  aspect: z.string().regex(ASPECT),
  /** Where the picture stays; the new area is on the other side. */
  anchor: z.enum(ANCHORS).default('centre'),
})
export type AspectExpansion = z.infer<typeof AspectExpansion>

/** What only engines that paint step by step understand, each absent for the engine's own choice. */
export const DiffusionOptions = z.strictObject({
  /** Layers of the text encoder left out from its end: 1 is what AUTOMATIC1111 calls clip skip 2. */
  clipSkip: integer(RANGES.clipSkip).optional(),
  /** Whose random numbers a seed stands for. */
  noise: z.enum(NOISE_KINDS).optional(),
  /** How much of the contrast that strong guidance adds is taken back. */
  guidanceRescale: number(RANGES.guidanceRescale).optional(),
  /** Share of fresh noise in each step, for ddim and tcd. */
  eta: number(RANGES.eta).optional(),
  /** Small changes of the weights, each as strong as it says. */
  loras: z
    .array(
      z.strictObject({
        name: z.string().regex(LORA_NAME),
        strength: number(RANGES.loraStrength).default(1),
      }),
    )
    .max(MAX_LORAS)
    .optional(),
  /** What a ControlNet is shown, how strong it is, and for which share of the steps. */
  control: z
    .strictObject({
      kind: z.enum(CONTROL_KINDS),
      strength: number(RANGES.controlStrength).default(1),
      start: number(RANGES.controlStart).default(0),
      end: number(RANGES.controlEnd).default(1),
    })
    .optional(),
  /** How much the fill is to be like `reference`. */
  referenceStrength: number(RANGES.referenceStrength).optional(),
  maskedContent: z.enum(MASKED_CONTENTS).optional(),
  /** False: every pixel the mask touches is made anew; else soft ones are let go later in the run. */
  softMask: z.boolean().optional(),
  /** A second pass at the crop's own size where it is larger than the model's. */
  highRes: z.boolean().optional(),
  /** Ask the model's own safety checker, where it has one. */
  safetyCheck: z.boolean().optional(),
  /** False: a prompt in another language than English is used as it is. */
  translate: z.boolean().optional(),
})
export type DiffusionOptions = z.infer<typeof DiffusionOptions>

export const FillRequest = z.strictObject({
  operation: z.enum(OPERATIONS).default('remove'),
  image: ImageSource,
  /** White is filled, black is kept, grey is soft. Needed for remove and fill. */
  mask: ImageSource.optional(),
  /** True when black is the hole. */
  invertMask: z.boolean().default(false),
  /**
   * Where the fill may be sampled from, the size of the image: from half white on it may, what is
   * darker is never a source but still guides. Absent: everything outside the mask.
   */
  sample: ImageSource.optional(),
  /** True when white is what must not be sampled. */
  invertSample: z.boolean().default(false),
  /** What `diffusion.control` is made of instead of the image: a drawing, depth, a pose; its size. */
  guide: ImageSource.optional(),
  /** What the fill is to be like, of any size. */
  reference: ImageSource.optional(),
  /**
   * For `expand`: how much canvas to add. Absent, none is: what the mask covers is filled, or
   * without a mask all that is not opaque, as when the host has enlarged its canvas already.
   */
  expand: z.union([Expansion, AspectExpansion]).optional(),
  prompt: z.string().max(MAX_PROMPT).default(''),
  negativePrompt: z.string().max(MAX_PROMPT).default(''),
  /** Engine id as listed by `/v1/engines`, or `auto`. */
  engine: z.string().regex(ENGINE_ID).default('auto'),
  /**
   * 0..2^32-1; absent means a random one, which the report names. Variation k uses seed + k. Seeds
   * 1, 9, 17, ... ask for the best there is, the seven after each for other structures.
   */
  seed: integer(RANGES.seed).optional(),
  /** Absent means 3 for fill, 1 for remove and expand. */
  variations: integer(RANGES.variations).optional(),
  /** 0..1: how far the fill may leave what is under the mask; engines that start afresh ignore it. */
  strength: number(RANGES.strength).default(1),
  guidanceScale: number(RANGES.guidanceScale).optional(),
  steps: integer(RANGES.steps).optional(),
  scheduler: z.enum(SCHEDULERS).optional(),
  diffusion: DiffusionOptions.optional(),
  /** Pixels the mask is dilated by before anything else. */
  grow: integer(RANGES.grow).default(0),
  /** Width in pixels of the soft ramp added outside the (grown) mask; 0 keeps the mask as it is. */
  feather: number(RANGES.feather).default(0),
  /** Context around the mask in pixels; absent lets the companion choose. */
  padding: integer(RANGES.padding).optional(),
  /** Match the fill's colour to a ring around the hole. */
  colourMatch: z.boolean().default(true),
  /** Carry film grain into fills smoother than their surroundings. */
  grain: z.boolean().default(true),
  /** Convert CMYK and Lab through their profile instead of refusing. */
  convert: z.boolean().default(false),
  /** How results are handed out when the one who asks does not say. */
  output: z
    .strictObject({
      form: z.enum(FORMS).default('patch'),
      format: z.enum(['png', 'raw']).default('png'),
    })
    .default({ form: 'patch', format: 'png' }),
})

/** A checked request, defaults filled in. */
export type FillRequest = z.output<typeof FillRequest>

/** What a client writes: everything with a default may be left out. */
export type FillRequestInput = z.input<typeof FillRequest>

const WithAspect = z.looseObject({ expand: z.looseObject({ aspect: z.unknown() }) })
const AspectAlone = z.looseObject({ expand: AspectExpansion })

/** Which form of `expand` is meant shows by its field; a union would complain of the other one. */
const checkAspect = (value: unknown): void => {
  const { success, data } = WithAspect.safeParse(value)
  if (success && Object.hasOwn(data.expand, 'aspect')) {
    parseWith(AspectAlone, value, 'invalid_request', 'the request')
  }
}

/** Pictures beside the image: each in a part of its own, and none that nobody would look at. */
const checkPictures = ({ image, mask, sample, guide, reference, diffusion }: FillRequest): void => {
  const others = [image.part, mask?.part, sample?.part]
  for (const [field, source] of [
    ['guide', guide],
    ['reference', reference],
  ] as const) {
    if (source === undefined) continue
    if (others.includes(source.part)) {
      throw new InlayError(
        'invalid_request',
        expected('a part of its own', `${field}.part`, source.part),
      )
    }
    others.push(source.part)
  }
  const control = diffusion?.control
  if (guide !== undefined && control === undefined) {
    throw new InlayError(
      'invalid_request',
      expected('what to make of the guide', 'diffusion.control', undefined),
    )
  }
  if (control?.kind === 'guide' && guide === undefined) {
    throw new InlayError('invalid_request', expected('a picture', 'guide', undefined))
  }
  if (control !== undefined && control.start > control.end) {
    throw new InlayError(
      'invalid_request',
      expected(`${control.start} or more`, 'diffusion.control.end', control.end),
    )
  }
}

/**
 * A request with its defaults filled in, fit to be run as far as can be told without its bytes.
 * @throws InlayError invalid_request ("Expected X for Y but received Z"); mask_missing when the
 *   operation needs a mask and none is named
 */
export const parseFillRequest = (value: unknown): FillRequest => {
  checkAspect(value)
  const request = parseWith(FillRequest, value, 'invalid_request', 'the request')
  const { operation, image, mask, sample, expand } = request
  if (mask === undefined && operation !== 'expand') {
    throw new InlayError('mask_missing', expected('a source', 'mask', undefined))
  }
  if (mask?.part === image.part) {
    throw new InlayError(
      'invalid_request',
      expected('another part than the image’s', 'mask.part', mask.part),
    )
  }
  if (sample !== undefined && [image.part, mask?.part].includes(sample.part)) {
    throw new InlayError(
      'invalid_request',
      expected('another part than the image’s and the mask’s', 'sample.part', sample.part),
    )
  }
  checkPictures(request)
  if (operation === 'expand') {
    if (expand !== undefined && Object.values(expand).every((pixels) => pixels === 0)) {
      throw new InlayError(
        'invalid_request',
        expected('pixels to add on at least one side', 'expand', undefined),
      )
    }
  } else if (expand !== undefined) {
    throw new InlayError(
      'invalid_request',
      expected('"expand", the one that adds canvas,', 'operation', operation),
    )
  }
  return request
}
