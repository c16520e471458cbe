/** What is checked and said around a fill: the request against its parts, the engine against its contract. */
import {
  bitDepthOf,
  type EngineInfo,
  expected,
  type FillRequest,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import { diskError, saysFull } from '../system/disk-error.ts'
import type { FillInputs } from './run-fill.ts'

/**
 * Fails early, before anything is read.
 * @throws InlayError mask_missing | engine_unavailable
 */
export const checkRequest = (
  request: FillRequest,
  inputs: Pick<FillInputs, 'mask' | 'sample' | 'guide' | 'reference'>,
  engine: EngineInfo,
): void => {
  const hasMask = request.mask !== undefined && inputs.mask !== undefined
  if (!hasMask && (request.operation !== 'expand' || request.mask !== undefined)) {
    throw new InlayError('mask_missing')
  }
  for (const part of ['guide', 'reference'] as const) {
    if (request[part] !== undefined && inputs[part] === undefined) {
      throw new InlayError('image_missing', expected('a picture', `the ${part}`, undefined))
    }
  }
  if (request.sample !== undefined && inputs.sample === undefined) {
    throw new InlayError('mask_missing', expected('a picture', 'the sample mask', undefined))
  }
  if (!engine.operations.includes(request.operation)) {
    throw new InlayError(
      'engine_unavailable',
      `${engine.name} does ${engine.operations.join(', ')}, not ${request.operation}.`,
    )
  }
}

/** @throws InlayError engine_failed when the engine's answer is not of the crop's size and kind */
export const checkResult = (result: PixelImage, crop: PixelImage): PixelImage => {
  const fits =
    result.width === crop.width &&
    result.height === crop.height &&
    result.channels === crop.channels &&
    bitDepthOf(result) === bitDepthOf(crop) &&
    result.data.length === crop.data.length
  if (!fits) throw new InlayError('engine_failed', 'Its answer has another size or depth.')
  return result
}

/** Errors that are not ours become `engine_failed`, with their cause; a full disk says so itself. */
export const asEngineError = (cause: unknown): InlayError =>
  cause instanceof InlayError || saysFull(cause)
    ? diskError(cause)
    : new InlayError('engine_failed', undefined, { cause })

/** Share of the canvas above which the report asks whether the mask is the right way round. */
const LARGE_SHARE = 0.5

/** Sentences about a request that will not do quite what its writer may expect. */
export const requestNotes = (
  request: FillRequest,
  engine: EngineInfo,
  changedFraction: number,
): string[] => {
  const notes: string[] = []
  if (changedFraction > LARGE_SHARE && request.operation !== 'expand') {
    const percent = Math.round(changedFraction * 100)
    notes.push(`The mask covers ${percent}% of the picture; if that is not meant, invert the mask.`)
  }
  if (request.prompt !== '' && !engine.takesPrompt) {
    notes.push(`${engine.name} does not read prompts; the prompt was not used.`)
  }
  const unused = engine.takesSteps === true ? [] : stepOptions(request)
  if (unused.length > 0) {
    notes.push(`${engine.name} does not paint step by step; ${listed(unused)} made no difference.`)
  }
  if (request.sample !== undefined && !engine.takesSample) {
    notes.push(`${engine.name} cannot keep to a sample mask; the sample mask was not used.`)
  }
  return notes
}

/** Names of what was asked for and means something only to engines that paint step by step. */
const stepOptions = (request: FillRequest): string[] => [
  ...(request.negativePrompt === '' ? [] : ['the negative prompt']),
  ...(request.strength === 1 ? [] : ['strength']),
  ...(request.guidanceScale === undefined ? [] : ['guidance']),
  ...(request.steps === undefined ? [] : ['steps']),
  ...(request.scheduler === undefined ? [] : ['the scheduler']),
  ...Object.keys(request.diffusion ?? {}),
  ...(request.guide === undefined ? [] : ['the guide']),
  ...(request.reference === undefined ? [] : ['the reference']),
]

/** "a", "a and b", "a, b and c". */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
