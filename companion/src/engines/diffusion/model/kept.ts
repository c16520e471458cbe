/** The last few results of a slow step, by what went into it. */
import { createHash } from 'node:crypto'
import type { Planes } from '../image/planes.ts'

export type Kept<T> = (key: string, make: () => Promise<T>) => Promise<T>

/** @param most results that are kept; the one longest unused goes first */
export const createKept = <T>(most: number): Kept<T> => {
  const results = new Map<string, T>()
  return async (key, make) => {
    const known = results.get(key)
    const result = known ?? (await make())
    results.delete(key)
    results.set(key, result)
    for (const oldest of results.keys()) {
      if (results.size <= most) break
      results.delete(oldest)
    }
    return result
  }
}

/** The same for the same numbers; 12 MB take about 10 ms. */
export const pictureKey = ({
  width,
  height,
  data,
}: Pick<Planes, 'width' | 'height'> & { readonly data: ArrayBufferView }): string => {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return `${width} ${height} ${createHash('sha256').update(bytes).digest('base64')}`
}
