/** A clock that stands until a test moves it. */
import type { Timers } from '../client/platform.ts'

export interface FakeClock {
  readonly timers: Timers
  /** Lets time pass, and whatever it wakes come to rest. */
  pass(ms: number): Promise<void>
}

/** Turns of the event loop in which promises that wait for nobody come to rest. */
const TURNS = 8

export const fakeClock = (): FakeClock => {
  let time = 0
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  const settle = async (): Promise<void> => {
    for (let i = 0; i < TURNS; i++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    timers: {
      now: () => time,
      after: (ms, run) => {
        const one = { at: time + ms, run }
        waiting = [...waiting, one].sort((a, b) => a.at - b.at)
        return () => {
          waiting = waiting.filter((other) => other !== one)
        }
      },
    },
    pass: async (ms) => {
      const until = time + ms
      await settle()
      for (let next = waiting[0]; next !== undefined && next.at <= until; next = waiting[0]) {
        waiting = waiting.slice(1)
        time = next.at
        next.run()
        await settle()
      }
      time = until
    },
  }
}
