/** The pictures that fills were asked in: held for previews and for "more", or read again. */
import type { PixelImage } from '@inlay/shared'
import { createHeld } from './held.ts'
import type { Capture, PhotoshopHost, Target } from './host/host.ts'

/** Bytes of pictures that wait in memory. */
const ROOM = 256e6

export interface Seen {
  /** What was captured for a fill, if it is still held. */
  capture(id: string): Capture | undefined
  keep(id: string, capture: Capture): void
  /** As it was, or as it is now; null where its document is away, has changed, or is busy. */
  image(id: string, target: Target): Promise<PixelImage | null>
  forget(id: string): void
}

export const createSeen = (host: Pick<PhotoshopHost, 'recall'>): Seen => {
  const captures = createHeld<Capture>(ROOM)
  const recalled = createHeld<Promise<PixelImage | null>>(ROOM)
  return {
    capture: captures.get,
    keep: (id, capture) => captures.set(id, capture, capture.image.data.byteLength),
    image: (id, target) => {
      const held = captures.get(id)
      if (held !== undefined) return Promise.resolve(held.image)
      const known = recalled.get(id)
      if (known !== undefined) return known
      const found = host.recall(target).then(
        (image) => {
          recalled.set(id, found, image.data.byteLength)
          return image
        },
        () => {
          recalled.delete(id)
          return null
        },
      )
      recalled.set(id, found, 0)
      return found
    },
    forget: (id) => {
      captures.delete(id)
      recalled.delete(id)
    },
  }
}
