/** Results as they came from the companion: fetched once, held for a while, let go of when told. */
import { InlayError, type ResultPixels, type Signal } from '@inlay/shared'
import type { Controller } from '@inlay/shared/panel'

/** This many are held; the companion has them all. */
const HELD = 16

export interface Results<S extends Signal> {
  /**
   * One variation of a job. Aborting `signal` stops its download; whoever asks next begins another.
   * @throws InlayError cancelled, and what the download throws
   */
  get(id: string, index: number, signal?: S): Promise<ResultPixels>
  /** Of a job; what is under way stops. */
  forget(id: string): void
}

interface Entry<S extends Signal> {
  readonly pixels: Promise<ResultPixels>
  readonly controller: Controller<S>
}

/** @param download throws InlayError cancelled soon after its signal aborts */
export const createResults = <S extends Signal>(
  download: (id: string, index: number, signal: S) => Promise<ResultPixels>,
  newController: () => Controller<S>,
): Results<S> => {
  const entries = new Map<string, Entry<S>>()

  const begin = (key: string, id: string, index: number): Entry<S> => {
    const controller = newController()
    const entry = { pixels: download(id, index, controller.signal), controller }
    entries.set(key, entry)
    for (const oldest of entries.keys()) {
      if (entries.size <= HELD) break
      entries.delete(oldest)
    }
    return entry
  }

  return {
    get: async (id, index, signal) => {
      if (signal?.aborted === true) throw new InlayError('cancelled')
      const key = `${id} ${index}`
      const entry = entries.get(key) ?? begin(key, id, index)
      const stop = (): void => entry.controller.abort()
      signal?.addEventListener('abort', stop)
      try {
        return await entry.pixels
      } catch (error) {
        if (entries.get(key) === entry) entries.delete(key)
        throw error
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    },
    forget: (id) => {
      for (const [key, { controller }] of [...entries]) {
        if (!key.startsWith(`${id} `)) continue
        controller.abort()
        entries.delete(key)
      }
    },
  }
}
