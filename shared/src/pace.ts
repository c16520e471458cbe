/** How fast bytes come and how long the rest may take, calm enough to be read. */

/** Milliseconds that the speed is measured over. */
const SPAN = 5000
/** Milliseconds before there is anything to tell. */
const LEAST = 500

export interface Pace {
  /** Bytes a second. */
  readonly speed: number
  /** Seconds. */
  readonly left: number
}

export interface PaceMeter {
  /** Undefined while too little is known. */
  add(received: number, total: number): Pace | undefined
}

/** @param now milliseconds */
export const createPaceMeter = (now: () => number = Date.now): PaceMeter => {
  let points: { readonly at: number; readonly received: number }[] = []
  return {
    add: (received, total) => {
      const at = now()
      const last = points.at(-1)
      // Fewer bytes than before: it began anew.
      if (last !== undefined && received < last.received) points = []
      points = [...points.filter((point) => at - point.at <= SPAN), { at, received }]
      const first = points[0]
      if (first === undefined || at - first.at < LEAST || received <= first.received) {
        return undefined
      }
      const speed = ((received - first.received) / (at - first.at)) * 1000
      return { speed, left: Math.max(0, total - received) / speed }
    },
  }
}
