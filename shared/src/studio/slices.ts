/** Work in slices, so that a window never freezes for 50 ms. */

/** Milliseconds of work in one piece. */
const SLICE = 12

export interface Breath {
  /** Gives the host a turn. */
  breathe(): Promise<void>
  /** Milliseconds. */
  now(): number
}

/**
 * Runs `step(i)` for 0..count-1, breathing whenever a slice is full.
 * @throws what `step` throws; AbortSignal's reason when it aborts meanwhile
 */
export const inSlices = async (
  count: number,
  step: (index: number) => void,
  { breathe, now }: Breath,
  signal?: { throwIfAborted(): void },
): Promise<void> => {
  let until = now() + SLICE
  for (let i = 0; i < count; i++) {
    step(i)
    if (now() < until) continue
    await breathe()
    signal?.throwIfAborted()
    until = now() + SLICE
  }
}
