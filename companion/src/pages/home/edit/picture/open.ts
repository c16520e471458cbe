/** Opening a picture: read by the browser where it can, by the companion where it cannot. */
import { boundsOf, InlayError } from '@inlay/shared'
import { askWorker } from '../ask-worker.ts'
import type { OpenedPicture, OpenPicture } from '../contract.ts'
import { isBrowsers } from './kinds.ts'
import type { Opened, Question } from './messages.ts'
import PictureWorker from './picture-worker.ts?worker'
import { companionsPreview } from './preview.ts'
import { createTiles } from './tiles.ts'

export const openPicture: OpenPicture = async (blob, name) => {
  if (!(await isBrowsers(blob))) return opened(await companionsPreview(blob), blob, name)
  try {
    return await opened(blob, blob, name)
  } catch (error) {
    // What the browser finds damaged or too large the companion may read, or say what is wrong.
    if (!(error instanceof InlayError)) throw error
    return opened(await companionsPreview(blob), blob, name)
  }
}

/**
 * @param seen what is shown, as large as the picture
 * @throws InlayError image_unreadable
 */
const opened = async (seen: Blob, blob: Blob, name: string): Promise<OpenedPicture> => {
  const worker = askWorker<Question>(new PictureWorker())
  const fail = (cause?: unknown): InlayError =>
    new InlayError('image_unreadable', undefined, { cause })
  const found = await worker.ask({ ask: 'open', blob: seen }).catch((cause: unknown) => {
    worker.close()
    throw fail(cause)
  })
  if (!isOpened(found)) throw fail()
  const { width, height, hasHoles, veil } = found
  const tiles = createTiles(found, async (place) => {
    const tile = await worker.ask({ ask: 'tile', ...place })
    if (!(tile instanceof ImageBitmap)) throw fail()
    return tile
  })
  return {
    key: crypto.randomUUID(),
    ...{ width, height, blob, name, hasHoles, veil },
    layers: [{ source: tiles, bounds: boundsOf({ width, height }) }],
    holes: async () => {
      const mask = await worker.ask({ ask: 'holes' })
      if (!(mask instanceof Uint8Array)) throw fail()
      return new Uint8Array(mask)
    },
    close: () => {
      tiles.close()
      worker.close()
    },
  }
}

const isOpened = (found: unknown): found is Opened =>
  typeof found === 'object' && found !== null && 'base' in found
