/** The way to the companion, tested each time that it is found missing. */
import type { LinkState } from '@inlay/shared/panel'
import type { SelfTest } from '../transport.ts'

export interface Way {
  /** Hears of every state of the connection. */
  heed(link: LinkState): void
}

/** @param tell hears what the test found, or undefined once that is of no interest */
export const createWay = (
  test: () => Promise<SelfTest>,
  tell: (found: SelfTest | undefined) => void,
): Way => {
  let isTested = false
  return {
    heed: (link) => {
      // Where something answers there is a way.
      const isMissing = link.at === 'missing' && link.error.code === 'companion_unreachable'
      if (isMissing === isTested) return
      if (!isMissing) {
        // It is looked for again: what was found may still hold.
        if (link.at === 'looking') return
        isTested = false
        return tell(undefined)
      }
      isTested = true
      void test().then((found) => {
        if (isTested) tell(found)
      })
    },
  }
}
