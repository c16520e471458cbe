/** Long work in slices: what runs in the sandbox stops the editor, which may not stutter. */

/** Counts what is done, and lets the editor breathe whenever a slice is full. */
export interface Pace {
  /** Before work that reads the document about so often (or computes for as long). */
  spend(reads: number): Promise<void>
}

/** Reads between two breaths: at some ten microseconds each, 20 of the 50 ms that would be felt. */
const SLICE = 2000

/** @param breathe resolves on a later turn of the editor's loop */
export const createPace = (breathe: () => Promise<void>): Pace => {
  let spent = 0
  return {
    spend: async (reads) => {
      if (spent > 0 && spent + reads > SLICE) {
        spent = 0
        await breathe()
      }
      spent += reads
    },
  }
}

/** As often as most questions about a node read of it and of what it is in. */
export const NODE = 40

/** Does it for each, and breathes now and then. */
export const inSlices = async <T, Result>(
  list: readonly T[],
  work: (one: T) => Result | Promise<Result>,
  pace: Pace,
  reads = NODE,
): Promise<Result[]> => {
  const results: Result[] = []
  for (const one of list) {
    await pace.spend(reads)
    results.push(await work(one))
  }
  return results
}
