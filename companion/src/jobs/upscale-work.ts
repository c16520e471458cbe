/** What the fill process does to enlarge a picture: one at a time, its result a file in the task's folder. */
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  bitDepthOf,
  encodeEnvelope,
  InlayError,
  type PixelImage,
  RAW_RESULT_PART,
  type RawPicture,
} from '@inlay/shared'
import { findUpscaler, type UpscalerSources } from '../engines/upscale/upscalers.ts'
import { encodePixels } from '../pipeline/encode.ts'
import { runUpscale } from '../pipeline/run-upscale.ts'
import { onDisk } from '../system/disk-error.ts'
import { PRIVATE_FILE } from '../system/private-files.ts'
import type { UpscaleDone, UpscaleProgress, UpscaleTask } from './fill-messages.ts'
import { bytesOf } from './patch-file.ts'
import { toRgba } from './raw-result.ts'

export interface UpscaleWork {
  /** @throws InlayError what the picture, the model, the net or the disk refuses with; cancelled */
  upscale(
    task: UpscaleTask,
    signal: AbortSignal,
    onEvent: (event: UpscaleProgress) => void,
  ): Promise<UpscaleDone>
}

export const createUpscaleWork = (sources: UpscalerSources): UpscaleWork => ({
  upscale: async ({ request, input, folder, maxPixels }, signal, onEvent) => {
    const from = performance.now()
    const upscaler = await findUpscaler(sources, request.model)
    const { pixels, source, report } = await runUpscale(
      request,
      { path: input },
      {
        upscaler,
        maxPixels,
        signal,
        onProgress: (fraction, stage) => onEvent({ fraction, stage }),
      },
    )
    const encodeFrom = performance.now()
    const bytes =
      request.format === 'raw' ? encodeRaw(pixels) : await encodePixels(pixels, source, 'png')
    if (signal.aborted) throw new InlayError('cancelled')
    const path = join(folder, 'enlarged')
    await onDisk(writeFile(`${path}.partial`, bytes, { mode: PRIVATE_FILE }))
    await onDisk(rename(`${path}.partial`, path))
    const ended = performance.now()
    const times = { ...report.times, encode: ended - encodeFrom }
    return { path, report: { ...report, times, total: ended - from } }
  },
})

const encodeRaw = (image: PixelImage): Uint8Array => {
  const { width, height } = image
  const header: RawPicture = { width, height, channels: 4, bitDepth: bitDepthOf(image) }
  return encodeEnvelope({ header, parts: { [RAW_RESULT_PART]: bytesOf(toRgba(image)) } })
}
