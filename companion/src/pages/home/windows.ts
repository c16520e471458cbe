/**
 * What this window has in hand (a line of edits, a batch), and whether another window has something
 * in hand already: a window that is loaded anew comes back to its own, and a second one does not begin
 * with the same.
 */

export interface Windows {
  /** What this window had in hand before it was loaded anew. */
  readonly own: string | undefined
  /** It has this in hand now; undefined for nothing. */
  show(key: string | undefined): void
  isElsewhere(key: string): Promise<boolean>
}

/**
 * @param kind what it is: "inlay.edit"
 * @param storage of this window alone: `sessionStorage`
 * @param locks `navigator.locks`; they end with the window, whatever ends it
 */
export const createWindows = (
  kind: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  locks: Pick<LockManager, 'request' | 'query'>,
): Windows => {
  const place = `${kind}.open`
  const lockOf = (key: string): string => `${kind} ${key}`
  const own = storage.getItem(place) ?? undefined
  let shown: string | undefined
  let release = (): void => {}
  return {
    own,
    show: (key) => {
      if (key === shown) return
      shown = key
      release()
      if (key === undefined) {
        storage.removeItem(place)
        return
      }
      storage.setItem(place, key)
      const over = new Promise<void>((resolve) => {
        release = resolve
      })
      // Two windows may have it in hand all the same: that it is held is a hint, no guard.
      void locks.request(lockOf(key), { mode: 'shared' }, () => over)
    },
    isElsewhere: async (key) => {
      if (key === shown) return false
      const { held = [] } = await locks.query()
      return held.some(({ name }) => name === lockOf(key))
    },
  }
}
