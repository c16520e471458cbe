/** Places for short work on one upload: its folder, removed when the place is given back. */
import { InlayError } from '@inlay/shared'
import type { FillClient } from './fill-client.ts'
import type { Spool } from './spool.ts'

export interface PlacesOptions {
  readonly client: Pick<FillClient, 'wake'>
  readonly spool: Pick<Spool, 'openUpload' | 'remove'>
  /** Under way at most, uploads included: whoever asks faster is told. */
  readonly limit: number
}

export interface Place {
  /** Where the picture goes, and where the answer then lies. */
  readonly folder: string
  /** Removes the folder and all that is in it. */
  release(): Promise<void>
}

/** @throws InlayError queue_full | disk_full | file_unwritable, from what it gives */
export const createPlaces = ({ client, spool, limit }: PlacesOptions): (() => Promise<Place>) => {
  let taken = 0
  return async () => {
    if (taken >= limit) throw new InlayError('queue_full')
    taken++
    try {
      const folder = await spool.openUpload()
      client.wake()
      return {
        folder,
        release: async () => {
          taken--
          await spool.remove(folder)
        },
      }
    } catch (error) {
      taken--
      throw error
    }
  }
}
