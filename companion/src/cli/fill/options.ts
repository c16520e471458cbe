/** The options of `inlay fill` as they come from the command line, and the FillRequest they make. */
import {
  type Anchor,
  type ControlKind,
  ENGINE_ID,
  expected,
  type FillRequest,
  type Form,
  InlayError,
  type MaskedContent,
  type NoiseName,
  type Operation,
  type Scheduler,
} from '@inlay/shared'
import type { Expand, LoraOption } from '../option-values.ts'

/** Numbers are in range already (program.ts checks each as it is read); absent means not typed. */
export interface FillOptions {
  readonly mask?: string
  readonly maskDir?: string
  readonly sample?: string
  readonly sampleDir?: string
  readonly out?: string
  readonly outDir?: string
  readonly operation?: Operation
  readonly prompt?: string
  readonly negativePrompt?: string
  readonly engine?: string
  /** Folder of a diffusion model, for this run. */
  readonly model?: string
  readonly seed?: number
  readonly variations?: number
  readonly grow?: number
  readonly feather?: number
  readonly padding?: number
  readonly expand?: Expand
  readonly anchor?: Anchor
  readonly strength?: number
  readonly guidanceScale?: number
  readonly steps?: number
  readonly scheduler?: Scheduler
  readonly clipSkip?: number
  readonly noise?: NoiseName
  readonly guidanceRescale?: number
  readonly eta?: number
  readonly guide?: string
  readonly reference?: string
  readonly lora?: readonly LoraOption[]
  readonly control?: ControlKind
  readonly controlStrength?: number
  readonly controlStart?: number
  readonly controlEnd?: number
  readonly referenceStrength?: number
  readonly maskedContent?: MaskedContent
  /** False after `--no-soft-mask`. */
  readonly softMask?: boolean
  readonly highRes?: boolean
  readonly safetyCheck?: boolean
  /** False after `--no-translate`. */
  readonly translate?: boolean
  readonly form?: Form
  readonly maxPixels?: number
  readonly invertMask?: boolean
  readonly invertSample?: boolean
  readonly convert?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
  readonly force?: boolean
  /** False after `--no-colour-match`. */
  readonly colourMatch: boolean
  /** False after `--no-grain`. */
  readonly grain: boolean
}

/** Names of the parts a command line's request speaks of. */
const IMAGE_PART = 'image'
const MASK_PART = 'mask'
const SAMPLE_PART = 'sample'
const GUIDE_PART = 'guide'
const REFERENCE_PART = 'reference'

/** Which masks come with an image. */
export interface Masks {
  readonly mask: boolean
  readonly sample: boolean
}

/** `--expand` alone means the operation of that name; otherwise what the mask covers is removed. */
export const operationOf = (options: Pick<FillOptions, 'operation' | 'expand'>): Operation =>
  options.operation ?? (options.expand === undefined ? 'remove' : 'expand')

const isAspect = (expand: Expand | undefined): expand is { readonly aspect: string } =>
  expand !== undefined && 'aspect' in expand

const expandFrom = ({ expand, anchor = 'centre' }: FillOptions): FillRequest['expand'] =>
  isAspect(expand) ? { ...expand, anchor } : expand

const diffusionFrom = (options: FillOptions): Pick<FillRequest, 'diffusion'> => {
  const { clipSkip, noise, guidanceRescale, eta } = options
  const diffusion = {
    ...(clipSkip === undefined ? {} : { clipSkip }),
    ...(noise === undefined ? {} : { noise }),
    ...(guidanceRescale === undefined ? {} : { guidanceRescale }),
    ...(eta === undefined ? {} : { eta }),
    ...(options.lora === undefined ? {} : { loras: [...options.lora] }),
    ...controlFrom(options),
    ...(options.referenceStrength === undefined
      ? {}
      : { referenceStrength: options.referenceStrength }),
    ...(options.maskedContent === undefined ? {} : { maskedContent: options.maskedContent }),
    // Of what is on by itself only the contrary is worth a word.
    ...(options.softMask === false ? { softMask: false } : {}),
    ...(options.highRes === undefined ? {} : { highRes: options.highRes }),
    ...(options.safetyCheck === undefined ? {} : { safetyCheck: options.safetyCheck }),
    ...(options.translate === false ? { translate: false } : {}),
  }
  return Object.keys(diffusion).length === 0 ? {} : { diffusion }
}

/** @throws InlayError invalid_request for a ControlNet's settings without what it is shown */
const controlFrom = (
  options: FillOptions,
): Pick<NonNullable<FillRequest['diffusion']>, 'control'> => {
  const { control: kind, controlStrength, controlStart, controlEnd } = options
  const settings = [controlStrength, controlStart, controlEnd, options.guide]
  if (kind === undefined) {
    if (settings.every((value) => value === undefined)) return {}
    throw new InlayError('invalid_request', expected('what to show it', '--control', undefined))
  }
  const [start, end] = [controlStart ?? 0, controlEnd ?? 1]
  if (start > end) {
    throw new InlayError('invalid_request', expected(`${start} or more`, '--control-end', end))
  }
  if (kind === 'guide' && options.guide === undefined) {
    throw new InlayError('invalid_request', expected('a file name', '--guide', undefined))
  }
  return { control: { kind, strength: controlStrength ?? 1, start, end } }
}

/**
 * The request, complete: what was not typed has the value FillRequest's schema would give it
 * (held together by a test, because loading zod would cost every fill its start-up time).
 * @throws InlayError invalid_request where options contradict each other; engine_unavailable for
 *   a name no engine can have
 */
export const requestFrom = (options: FillOptions, has: Masks): FillRequest => {
  const operation = operationOf(options)
  if (options.anchor !== undefined && !isAspect(options.expand)) {
    throw new InlayError('invalid_request', '--anchor goes with a shape, as in --expand 16:9')
  }
  if (operation !== 'expand' && options.expand !== undefined) {
    throw new InlayError(
      'invalid_request',
      `--expand goes with --operation expand, not with ${operation}`,
    )
  }
  const engine = options.engine ?? 'auto'
  if (!ENGINE_ID.test(engine)) {
    throw new InlayError(
      'engine_unavailable',
      expected('the name of an engine', '--engine', engine),
    )
  }
  const { seed, variations, guidanceScale, steps, scheduler, padding } = options
  const expand = expandFrom(options)
  return {
    operation,
    image: { kind: 'encoded', part: IMAGE_PART },
    ...(has.mask ? { mask: { kind: 'encoded', part: MASK_PART } } : {}),
    invertMask: options.invertMask ?? false,
    ...(has.sample ? { sample: { kind: 'encoded', part: SAMPLE_PART } } : {}),
    invertSample: options.invertSample ?? false,
    ...(options.guide === undefined ? {} : { guide: { kind: 'encoded', part: GUIDE_PART } }),
    ...(options.reference === undefined
      ? {}
      : { reference: { kind: 'encoded', part: REFERENCE_PART } }),
    ...(expand === undefined ? {} : { expand }),
    prompt: options.prompt ?? '',
    negativePrompt: options.negativePrompt ?? '',
    engine,
    ...(seed === undefined ? {} : { seed }),
    ...(variations === undefined ? {} : { variations }),
    strength: options.strength ?? 1,
    ...(guidanceScale === undefined ? {} : { guidanceScale }),
    ...(steps === undefined ? {} : { steps }),
    ...(scheduler === undefined ? {} : { scheduler }),
    ...diffusionFrom(options),
    grow: options.grow ?? 0,
    feather: options.feather ?? 0,
    ...(padding === undefined ? {} : { padding }),
    colourMatch: options.colourMatch,
    grain: options.grain,
    convert: options.convert ?? false,
    output: { form: options.form ?? 'composite', format: 'png' },
  }
}
