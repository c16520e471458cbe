/** Looks at the clock: tokens, pairings and kept results go by it. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folders } from '../../system/folders.ts'
import { type Check, ok, warning } from './check.ts'

/** Nobody had this program before. */
const BEGAN = Date.UTC(2026, 0, 1)

/** A file this far in the future was not written under the clock of now. */
const TOLERANCE = 10 * 60_000

const FILES = (folders: Folders): readonly string[] => [
  join(folders.state, 'daemon.json'),
  join(folders.state, 'logs', 'inlay.log'),
  join(folders.config, 'devices.json'),
  join(folders.config, 'token'),
]

/** @param newest when the newest file of ours was written, in milliseconds since 1970; 0 for none */
export const judgeClock = (now: number, newest: number): Check => {
  const next = 'Set the clock right; plugins may have to be paired again afterwards.'
  if (now < BEGAN) {
    const day = new Date(now).toISOString().slice(0, 10)
    return warning('clock', 'clock_odd', `The clock says ${day}, which cannot be.`, next)
  }
  return newest > now + TOLERANCE
    ? warning(
        'clock',
        'clock_odd',
        'The clock has gone back: files of the companion are from the future.',
        next,
      )
    : ok('clock', `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC.`)
}

export const checkClock = async (folders: Folders): Promise<Check> => {
  const times = await Promise.all(
    FILES(folders).map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  return judgeClock(Date.now(), Math.max(...times))
}
