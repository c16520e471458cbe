/** Short work on one upload, for as long as its client waits for it. */
import type { Request, Response } from 'express'
import type { Place } from '../../jobs/places.ts'

/**
 * Does the work in a place that is given back in any case; the signal aborts once the client hangs up.
 * @throws what the work throws, unless the client left before the end: then nothing failed
 */
export const inPlace = async <P extends Place>(
  request: Request,
  response: Response,
  place: P,
  work: (place: P, signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const stop = new AbortController()
  response.once('close', () => stop.abort())
  try {
    await work(place, stop.signal)
  } catch (error) {
    if (!response.destroyed || request.readableAborted) throw error
  } finally {
    await place.release()
  }
}
