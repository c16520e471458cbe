/** Selections in the daemon: an upload's folder, a place in line, and the fill process that does the work. */
import type { SegmentRequest } from '@inlay/shared'
import type { FillClient } from './fill-client.ts'
import type { SegmentDone } from './fill-messages.ts'
import { createPlaces, type Place } from './places.ts'
import type { Spool } from './spool.ts'

export interface SegmentsOptions {
  readonly client: Pick<FillClient, 'segment' | 'wake'>
  readonly spool: Pick<Spool, 'openUpload' | 'remove'>
  /** Largest picture taken, in pixels. */
  readonly maxPixels: number
  /** Selections under way at most, uploads included: whoever clicks faster is told. */
  readonly limit?: number
}

/** One selection from its upload to the last byte of its answer. */
export interface SegmentPlace extends Place {
  /**
   * @param input absolute path of the picture; undefined when the request says `held`
   * @throws InlayError cancelled | image_forgotten | nothing_found | what the selection fails with
   */
  run(
    request: SegmentRequest,
    input: string | undefined,
    answer: 'mask' | 'envelope',
    signal: AbortSignal,
  ): Promise<SegmentDone>
}

export interface Segments {
  /** @throws InlayError queue_full | disk_full | file_unwritable */
  reserve(): Promise<SegmentPlace>
}

const LIMIT = 8

export const createSegments = (options: SegmentsOptions): Segments => {
  const { client, spool, maxPixels, limit = LIMIT } = options
  const take = createPlaces({ client, spool, limit })
  return {
    reserve: async () => {
      const place = await take()
      const { folder } = place
      return {
        ...place,
        run: (request, input, answer, signal) =>
          client.segment(
            {
              type: 'segment',
              request,
              ...(input !== undefined && { input }),
              folder,
              maxPixels,
              answer,
            },
            signal,
          ),
      }
    },
  }
}
