/**
 * The clock that the ages of finished jobs are counted on. A computer's clock may be wrong and then
 * be put right, by decades; nobody's results shall go for that. This one never goes back, and no
 * leap of the wall clock, nor a machine switched off for weeks, moves it by more than three days.
 */

export interface ClockReading {
  /** Milliseconds on this clock. */
  readonly age: number
  /** The wall clock at the time, in milliseconds since 1970. */
  readonly wall: number
}

const DAY = 24 * 3600 * 1000

/** Most that one leap counts. */
export const LONGEST_LEAP = 3 * DAY

/**
 * The reading after `last`.
 * @param wall the wall clock now
 * @param waited milliseconds that have passed at least, on a clock nobody sets
 */
export const advanceClock = (last: ClockReading, wall: number, waited: number): ClockReading => {
  const passed = wall - last.wall
  const counted = Math.min(Math.max(passed, waited), waited + LONGEST_LEAP)
  return { age: last.age + Math.round(counted), wall }
}

export interface RetentionClock {
  /** Milliseconds on this clock. */
  now(): number
  /** What to keep, so that the clock goes on from here after a restart. */
  reading(): ClockReading
}

/**
 * @param last as kept; absent for the first time
 * @param wall milliseconds since 1970
 * @param steady milliseconds on a clock nobody sets
 */
export const createRetentionClock = (
  last: ClockReading | undefined,
  wall: () => number = Date.now,
  steady: () => number = performance.now.bind(performance),
): RetentionClock => {
  let before = steady()
  let reading = advanceClock(last ?? { age: 0, wall: wall() }, wall(), 0)
  const look = (): ClockReading => {
    const now = steady()
    reading = advanceClock(reading, wall(), now - before)
    before = now
    return reading
  }
  return { now: () => look().age, reading: look }
}
