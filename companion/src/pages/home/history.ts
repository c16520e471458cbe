/** Every fill the companion knows, kept up to date by asking only for what has changed. */
import type { FillList, FillRecord } from '@inlay/shared'

export interface History {
  /** Asks for what has changed; all of them, newest first, the same list while nothing has. */
  look(): Promise<readonly FillRecord[]>
  /** Something was forgotten, which no change tells of: the next look asks for everything. */
  again(): void
}

export const createHistory = (ask: (since: number) => Promise<FillList>): History => {
  let records = new Map<string, FillRecord>()
  let cursor = 0
  /** Times that something was forgotten, and how many of them the list knows of. */
  let forgotten = 0
  let known = 0
  let fills: readonly FillRecord[] = []
  return {
    look: async () => {
      const asOf = forgotten
      const isWhole = asOf !== known
      const found = isWhole ? new Map<string, FillRecord>() : new Map(records)
      let since = isWhole ? 0 : cursor
      let isChanged = isWhole
      for (let more = true; more; ) {
        const list = await ask(since)
        for (const fill of list.fills) found.set(fill.id, fill)
        isChanged ||= list.fills.length > 0
        since = list.cursor
        more = list.more
      }
      cursor = since
      known = asOf
      records = found
      if (isChanged) fills = [...found.values()].sort((a, b) => b.created.localeCompare(a.created))
      return fills
    },
    again: () => {
      forgotten++
    },
  }
}
