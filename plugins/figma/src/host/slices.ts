/** Long work in slices: what runs in the sandbox stops the editor, which may not stutter. */

/** Lets the editor breathe: resolved on a later turn of its loop. */
export type Breathe = () => Promise<void>

/** Nodes looked at between two breaths: each takes some tens of reads, each read microseconds. */
const SLICE = 50

/** Does it for each, and breathes now and then. */
export const inSlices = async <T, Result>(
  list: readonly T[],
  work: (one: T) => Result,
  breathe: Breathe,
): Promise<Result[]> => {
  const results: Result[] = []
  for (const one of list) {
    if (results.length % SLICE === SLICE - 1) await breathe()
    results.push(work(one))
  }
  return results
}
