/** Gives the browser a turn between slices of work, so that the panel never freezes for 50 ms. */

/** Milliseconds of work in one piece. */
const SLICE = 12

export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

/**
 * Runs `step(i)` for 0..count-1, breathing whenever a slice is full.
 * @throws what `step` throws; AbortSignal's reason when it aborts meanwhile
 */
export const inSlices = async (
  count: number,
  step: (index: number) => void,
  signal?: AbortSignal,
): Promise<void> => {
  let until = performance.now() + SLICE
  for (let i = 0; i < count; i++) {
    step(i)
    if (performance.now() < until) continue
    await breathe()
    signal?.throwIfAborted()
    until = performance.now() + SLICE
  }
}
