/** What the fill process does for a selection: the picture once, then a mask a click, one at a time. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  encodeEnvelope,
  InlayError,
  SEGMENT_MASK_PART,
  type SegmentReport,
  type SegmentRequest,
} from '@inlay/shared'
import type { Segmenters } from '../engines/segment/segmenters.ts'
import { orCancelled } from '../pipeline/cancel.ts'
import { decodeSource } from '../pipeline/decode.ts'
import { encodeMask } from '../pipeline/encode-mask.ts'
import { runSegment, type SelectablePicture } from '../pipeline/run-segment.ts'
import { onDisk } from '../system/disk-error.ts'
import { PRIVATE_FILE } from '../system/private-files.ts'
import type { SegmentDone, SegmentTask } from './fill-messages.ts'
import { createHeldImages, type Held } from './held-images.ts'

export interface SegmentWork {
  segment(task: SegmentTask, signal: AbortSignal): Promise<SegmentDone>
}

const bytesOf = ({ source, looks }: SelectablePicture): number =>
  [...looks.values()].reduce((sum, { bytes }) => sum + bytes, source.pixels.data.byteLength)

export const createSegmentWork = (segmenters: Segmenters): SegmentWork => {
  const held = createHeldImages<SelectablePicture>(bytesOf)
  // Each needs most of the memory bandwidth there is; two at once would only both be late.
  let turn: Promise<unknown> = Promise.resolve()

  const open = async (
    { request, input, maxPixels }: SegmentTask,
    signal: AbortSignal,
  ): Promise<{ readonly one: Held<SelectablePicture>; readonly decode?: number }> => {
    const { held: id, image } = request
    if (id !== undefined) {
      const one = held.get(id)
      if (one === undefined) throw new InlayError('image_forgotten')
      return { one }
    }
    if (image === undefined || input === undefined) throw new InlayError('image_missing')
    const from = performance.now()
    const key = await keyOf(request, input)
    const known = held.find(key)
    if (known !== undefined) return { one: known }
    const source = await orCancelled(
      signal,
      decodeSource(image, { path: input }, { maxPixels, convert: request.convert }),
    )
    const one = held.add(key, { source, looks: new Map() })
    return { one, decode: performance.now() - from }
  }

  const perform = async (task: SegmentTask, signal: AbortSignal): Promise<SegmentDone> => {
    const from = performance.now()
    const { request } = task
    const segmenter = await segmenters.open(request.model, request)
    const { one, decode } = await open(task, signal)
    const { mask, report } = await runSegment(one.picture, request, segmenter, signal)
    held.trim()
    const encodeFrom = performance.now()
    const bytes = request.format === 'raw' ? mask.data : await encodeMask(mask)
    const encode = performance.now() - encodeFrom
    const whole: SegmentReport = {
      ...report,
      held: one.id,
      reused: decode === undefined,
      times: { ...report.times, ...(decode !== undefined && { decode }), encode },
      total: performance.now() - from,
    }
    const path = join(task.folder, 'selection')
    const written =
      task.answer === 'mask'
        ? bytes
        : encodeEnvelope({ header: { report: whole }, parts: { [SEGMENT_MASK_PART]: bytes } })
    await onDisk(writeFile(`${path}.partial`, written, { mode: PRIVATE_FILE }))
    await onDisk(rename(`${path}.partial`, path))
    return { path, report: whole }
  }

  return {
    segment: (task, signal) => {
      const mine = turn.then(() => {
        if (signal.aborted) throw new InlayError('cancelled')
        return perform(task, signal)
      })
      turn = mine.catch(() => {})
      return mine
    },
  }
}

/** The same bytes, read the same way, are the same picture. */
const keyOf = async ({ image, convert }: SegmentRequest, path: string): Promise<string> => {
  const hash = createHash('sha256')
  const { part: _, ...shape } = image ?? { part: '' }
  hash.update(JSON.stringify({ shape, convert }))
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}
