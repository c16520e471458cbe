/** Gives the browser a turn between slices of work, so that the panel never freezes for 50 ms. */
import { inSlices as inSlicesWith } from '@inlay/shared/studio'

export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

/** `inSlices` of `shared` with this window's breath. */
export const inSlices = (
  count: number,
  step: (index: number) => void,
  signal?: AbortSignal,
): Promise<void> => inSlicesWith(count, step, { breathe, now: () => performance.now() }, signal)
