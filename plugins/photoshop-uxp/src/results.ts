/** Results as they came from the companion: fetched once, held for a while, let go of when told. */
import { InlayError, type ResultPixels, type Signal } from '@inlay/shared'
import type { Controller } from '@inlay/shared/panel'
import { createHeld } from './held.ts'

/** Bytes of results that are held; the companion has them all. */
const ROOM = 256e6

export interface Results<S extends Signal> {
  /**
   * One variation of a job. Aborting `signal` stops its download; whoever asks next begins another.
   * @throws InlayError cancelled, and what the download throws
   */
  get(id: string, index: number, signal?: S): Promise<ResultPixels>
  /** Of a job; what is under way stops. */
  forget(id: string): void
}

interface Download<S extends Signal> {
  readonly pixels: Promise<ResultPixels>
  readonly controller: Controller<S>
}

/** @param download throws InlayError cancelled soon after its signal aborts */
export const createResults = <S extends Signal>(
  download: (id: string, index: number, signal: S) => Promise<ResultPixels>,
  newController: () => Controller<S>,
): Results<S> => {
  const held = createHeld<ResultPixels>(ROOM)
  const underWay = new Map<string, Download<S>>()

  const begin = (key: string, id: string, index: number): Download<S> => {
    const controller = newController()
    const pixels = download(id, index, controller.signal)
    const begun = { pixels, controller }
    underWay.set(key, begun)
    const end = (): boolean => underWay.get(key) === begun && underWay.delete(key)
    pixels.then((come) => {
      // Nobody wants it any more if it was forgotten meanwhile.
      if (end()) held.set(key, come, come.pixels.data.byteLength)
    }, end)
    return begun
  }

  return {
    get: async (id, index, signal) => {
      if (signal?.aborted === true) throw new InlayError('cancelled')
      const key = `${id} ${index}`
      const known = held.get(key)
      if (known !== undefined) return known
      const { pixels, controller } = underWay.get(key) ?? begin(key, id, index)
      const stop = (): void => controller.abort()
      signal?.addEventListener('abort', stop)
      try {
        return await pixels
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    },
    forget: (id) => {
      const isOf = (key: string): boolean => key.startsWith(`${id} `)
      for (const [key, { controller }] of [...underWay]) {
        if (!isOf(key)) continue
        controller.abort()
        underWay.delete(key)
      }
      for (const key of held.keys().filter(isOf)) held.delete(key)
    },
  }
}
