/** Fills from files to patches with an engine of the test's choice, and what they changed. */
import {
  type ErrorCode,
  FillRequest,
  type FillRequestInput,
  InlayError,
  type Mask,
  type PixelImage,
} from '@inlay/shared'
import type { Engine } from '../../engines/engine.ts'
import { decodeSource } from '../decode.ts'
import { type FillContext, type FillResult, runFill } from '../run-fill.ts'
import { maskFile } from './pictures.ts'

const encoded = (part: string) => ({ kind: 'encoded', part }) as const

const bytesOf = async (mask: Mask | Uint8Array): Promise<Uint8Array> =>
  mask instanceof Uint8Array ? mask : maskFile(mask)

/** Seed 1 and pictures of up to 64 megapixels, where the request or the context say nothing else. */
export const fill = async (
  image: Uint8Array,
  mask: Mask | Uint8Array | undefined,
  engine: Engine,
  request: Partial<FillRequestInput> = {},
  { sample, ...context }: Partial<FillContext> & { readonly sample?: Mask } = {},
): Promise<FillResult> =>
  runFill(
    FillRequest.parse({
      image: encoded('image'),
      ...(mask && { mask: encoded('mask') }),
      ...(sample && { sample: encoded('sample') }),
      seed: 1,
      ...request,
    }),
    {
      image,
      ...(mask && { mask: await bytesOf(mask) }),
      ...(sample && { sample: await maskFile(sample) }),
    },
    {
      engine,
      limits: { maxPixels: 64e6 },
      signal: new AbortController().signal,
      onEvent: () => {},
      ...context,
    },
  )

export const decoded = async (file: Uint8Array): Promise<PixelImage> =>
  (await decodeSource(encoded('image'), file, { maxPixels: 64e6 })).pixels

/** First sample that changed although its mask is 0 (-1: none), and how many changed where it is not. */
export const changes = (
  before: PixelImage,
  after: PixelImage,
  mask: Mask,
): { outside: number; inside: number } => {
  let inside = 0
  let outside = -1
  for (let i = 0; i < before.data.length; i++) {
    if (before.data[i] === after.data[i]) continue
    if (mask.data[Math.floor(i / before.channels)] !== 0) inside++
    else if (outside < 0) outside = i
  }
  return { outside, inside }
}

/** The code the work fails with; undefined when it does not fail, or not with an error of ours. */
export const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | undefined> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  )
  return error instanceof InlayError ? error.code : undefined
}
