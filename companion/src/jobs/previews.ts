/** Pictures for the eye in the daemon: an upload's folder, and the fill process that reads it. */
import type { FillClient } from './fill-client.ts'
import type { PreviewDone } from './fill-messages.ts'
import { createPlaces, type Place } from './places.ts'
import type { Spool } from './spool.ts'

export interface PreviewsOptions {
  readonly client: Pick<FillClient, 'preview' | 'wake'>
  readonly spool: Pick<Spool, 'openUpload' | 'remove'>
  /** Largest picture taken, in pixels. */
  readonly maxPixels: number
}

export interface PreviewPlace extends Place {
  /**
   * @param input absolute path of the picture
   * @throws InlayError cancelled | image_unreadable | image_too_large | colour_mode_unsupported
   */
  run(input: string, signal: AbortSignal): Promise<PreviewDone>
}

export interface Previews {
  /** @throws InlayError queue_full | disk_full | file_unwritable */
  reserve(): Promise<PreviewPlace>
}

/** Under way at most. */
const LIMIT = 4

export const createPreviews = ({ client, spool, maxPixels }: PreviewsOptions): Previews => {
  const take = createPlaces({ client, spool, limit: LIMIT })
  return {
    reserve: async () => {
      const place = await take()
      const { folder } = place
      return {
        ...place,
        run: (input, signal) =>
          client.preview({ type: 'preview', input, folder, maxPixels }, signal),
      }
    },
  }
}
