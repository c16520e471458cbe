/** Who is next: first come, first served, with a visible place for everybody who waits. */

export interface Queue {
  readonly size: number
  /** Joins the end; gives the place, 0 being next. */
  join(id: string): number
  /** False when it was not waiting. */
  leave(id: string): boolean
  /** Takes the next one out. */
  next(): string | undefined
  placeOf(id: string): number | undefined
  /** Everybody who waits, next first. */
  list(): readonly string[]
}

export const createQueue = (): Queue => {
  const waiting: string[] = []
  return {
    get size() {
      return waiting.length
    },
    join: (id) => waiting.push(id) - 1,
    leave: (id) => {
      const place = waiting.indexOf(id)
      if (place >= 0) waiting.splice(place, 1)
      return place >= 0
    },
    next: () => waiting.shift(),
    placeOf: (id) => {
      const place = waiting.indexOf(id)
      return place >= 0 ? place : undefined
    },
    list: () => [...waiting],
  }
}

/**
 * Whether a new place is worth an event: every one of the last ten, then every tenth. Telling
 * everybody each time would cost n^2 events for n who wait.
 */
export const isWorthTelling = (place: number): boolean => place < 10 || place % 10 === 0
