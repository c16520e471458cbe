/** Things that weigh much, held as long as there is room: Photoshop warns of plugins past 600 MB (imaging.md). */

export interface Held<T> {
  get(key: string): T | undefined
  has(key: string): boolean
  /** The newest stays, however much it weighs; of the others the oldest go first. */
  set(key: string, value: T, bytes: number): void
  delete(key: string): void
  keys(): string[]
}

/** @param room bytes */
export const createHeld = <T>(room: number): Held<T> => {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>()
  return {
    get: (key) => entries.get(key)?.value,
    has: (key) => entries.has(key),
    set: (key, value, bytes) => {
      entries.delete(key)
      entries.set(key, { value, bytes })
      let sum = 0
      for (const entry of entries.values()) sum += entry.bytes
      for (const [oldest, entry] of [...entries]) {
        if (sum <= room || oldest === key) break
        entries.delete(oldest)
        sum -= entry.bytes
      }
    },
    delete: (key) => void entries.delete(key),
    keys: () => [...entries.keys()],
  }
}
