/** A clock that counts only the time this process was awake: a laptop's sleep is nobody's silence. */

/** Milliseconds between two looks. */
const EVERY = 1000

export interface Watch {
  stop(): void
}

/** @param look gets the milliseconds since the last look, never more than two looks' worth */
export const createWatch = (look: (passed: number) => void): Watch => {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    const passed = Math.min(now - last, 2 * EVERY)
    last = now
    look(passed)
  }, EVERY).unref()
  return { stop: () => clearInterval(timer) }
}
