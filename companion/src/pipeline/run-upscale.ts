/** One enlarging, from bytes to a larger picture and what is to say of it. */
import {
  expected,
  type ImageSource,
  InlayError,
  MAX_UPSCALE,
  type PixelImage,
  type UpscaleReport,
} from '@inlay/shared'
import { upscale } from '../engines/upscale/upscale.ts'
import type { Upscaler } from '../engines/upscale/upscalers.ts'
import type { Net } from '../inference/inference.ts'
import { orCancelled } from './cancel.ts'
import { type ByteSource, probeSource } from './decode.ts'
import { checkPixelCount } from './io/pixel-limit.ts'
import type { SourceImage } from './source-image.ts'

export interface UpscaleTask {
  readonly image: ImageSource
  /** The model's own when absent. */
  readonly scale?: number | undefined
  readonly convert: boolean
}

export interface UpscaleContext {
  readonly upscaler: Upscaler
  /** Most pixels of the picture, and of the result. */
  readonly maxPixels: number
  readonly signal: AbortSignal
  readonly onProgress: (fraction: number, stage: string) => void
}

export interface UpscaleResult {
  readonly source: SourceImage
  readonly pixels: PixelImage
  readonly report: Omit<UpscaleReport, 'total'>
}

/**
 * @throws InlayError invalid_request for a scale the model does not reach; image_too_large, also of
 *   the result; what the picture, the model or the net refuses with; cancelled
 */
export const runUpscale = async (
  { image, scale: wanted, convert }: UpscaleTask,
  bytes: ByteSource,
  { upscaler, maxPixels, signal, onProgress }: UpscaleContext,
): Promise<UpscaleResult> => {
  const from = performance.now()
  const passes = passesFor(upscaler.contract.scale, wanted)
  const scale = passes.reduce((product, factor) => product * factor, 1)
  const probe = await orCancelled(signal, probeSource(image, bytes, { maxPixels, convert }))
  const [width, height] = [probe.width * scale, probe.height * scale]
  checkPixelCount(width, height, maxPixels, 'The result')
  const source = await orCancelled(signal, probe.decode())
  const decode = performance.now() - from
  let net: Net | undefined
  const model = {
    contract: upscaler.contract,
    open: async () => {
      net = await upscaler.open()
      return net
    },
  }
  let { pixels } = source
  let done = 0
  const work = workOf(passes)
  for (const [i, factor] of passes.entries()) {
    const share = work[i]!
    const told = done
    pixels = await upscale(pixels, model, {
      signal,
      scale: factor,
      onProgress: (fraction) => onProgress(told + fraction * share, 'Enlarging'),
    })
    done += share
  }
  return {
    source,
    pixels,
    report: {
      width,
      height,
      scale,
      model: upscaler.id,
      device: net?.provider ?? 'none',
      times: { decode, upscale: performance.now() - from - decode },
      notes: [...new Set([...source.notes, ...((await net?.takeNotes()) ?? [])])],
    },
  }
}

/**
 * Factors of each run of a net that makes a picture `own` times as large, so that their product is
 * `wanted`: 8 with a net of 4 is 4, then 2 (its answer made smaller again, tile by tile).
 * @throws InlayError invalid_request
 */
export const passesFor = (own: number, wanted: number = own): number[] => {
  const passes = factors(own, wanted)
  if (passes !== undefined) return passes
  const all = Array.from({ length: MAX_UPSCALE - 1 }, (_, i) => i + 2)
  const reached = all.filter((scale) => factors(own, scale) !== undefined)
  const what = reached.length === 0 ? 'none with this model' : `one of ${reached.join(', ')}`
  throw new InlayError('invalid_request', expected(what, 'scale', wanted))
}

/** Undefined when the net does not get there in whole steps. */
const factors = (own: number, wanted: number): number[] | undefined => {
  if (wanted <= own) return [wanted]
  if (own === 1 || wanted % own !== 0) return undefined
  const rest = factors(own, wanted / own)
  return rest && [own, ...rest]
}

/** Each pass works on what the ones before it made; shares of the whole, adding up to 1. */
const workOf = (passes: readonly number[]): number[] => {
  let area = 1
  const areas = passes.map((factor) => {
    const before = area
    area *= factor * factor
    return before
  })
  const sum = areas.reduce((total, one) => total + one, 0)
  return areas.map((one) => one / sum)
}
