/** What is asked of the companion beside fills: one answer each, waited for at once, in no queue. */
import { type Client, type HearAway, pixelsToBytes, type Signal } from '@inlay/shared'
import type { PhotoshopHost, RunOptions } from './host/host.ts'

export interface Apart<S extends Signal> {
  /** Makes the picture's subject the selection. */
  selectSubject(options?: RunOptions<S>): Promise<void>
  /** Enlarges the selection into a new document; its id. */
  upscale(scale: number, options?: RunOptions<S> & { readonly onAway?: HearAway }): Promise<number>
}

/** @param reach throws InlayError companion_unreachable */
export const createApart = <S extends Signal>(
  host: PhotoshopHost,
  reach: () => Promise<Client<S>>,
): Apart<S> => ({
  selectSubject: async (options = {}) => {
    const { signal } = options
    const { image, bounds, step, documentId } = await host.picture(options)
    const { width, height, channels } = image
    const companion = await reach()
    const selection = await companion.segment(
      {
        image: { kind: 'raw', part: 'image', width, height, channels },
        subject: true,
        format: 'raw',
      },
      { image: pixelsToBytes(image) },
      { signal },
    )
    await host.select(documentId, { bounds, data: selection.mask, step })
  },
  upscale: async (scale, { signal, onProgress, onAway = () => {} } = {}) => {
    const capture = await host.captureForUpscale({ signal })
    const companion = await reach()
    const { pixels } = await companion.upscalePixels(
      { image: capture.image, scale },
      capture.parts,
      {
        signal,
        onAway,
        onEvent: (event) => {
          if (event.type === 'progress') onProgress?.(event.fraction)
        },
      },
    )
    return host.placeUpscaled(capture, pixels, { signal })
  },
})
