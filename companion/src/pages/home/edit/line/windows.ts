/**
 * Which line this window shows, and whether another window shows one already: a window that is loaded
 * anew comes back to its own, and a second one does not begin with the same.
 */

const KEY = 'inlay.edit.open'

const lockOf = (line: string): string => `inlay.edit ${line}`

export interface Windows {
  /** The line that this window showed before it was loaded anew. */
  readonly own: string | undefined
  /** It shows this line now; undefined for none. */
  show(line: string | undefined): void
  isElsewhere(line: string): Promise<boolean>
}

/**
 * @param storage of this window alone: `sessionStorage`
 * @param locks `navigator.locks`; they end with the window, whatever ends it
 */
export const createWindows = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  locks: Pick<LockManager, 'request' | 'query'>,
): Windows => {
  const own = storage.getItem(KEY) ?? undefined
  let shown: string | undefined
  let release = (): void => {}
  return {
    own,
    show: (line) => {
      if (line === shown) return
      shown = line
      release()
      if (line === undefined) {
        storage.removeItem(KEY)
        return
      }
      storage.setItem(KEY, line)
      const over = new Promise<void>((resolve) => {
        release = resolve
      })
      // Two windows may show a line all the same: that it is held is a hint, no guard.
      void locks.request(lockOf(line), { mode: 'shared' }, () => over)
    },
    isElsewhere: async (line) => {
      if (line === shown) return false
      const { held = [] } = await locks.query()
      return held.some(({ name }) => name === lockOf(line))
    },
  }
}
