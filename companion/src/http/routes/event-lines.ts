/**
 * Events as NDJSON, as they come: one JSON object a line; an empty line is a heartbeat, so that
 * nothing between takes the line for dead.
 */
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { EVENTS_TYPE, expected, InlayError } from '@inlay/shared'

/** Sends what `follow` yields, until it ends or the client goes. */
export const sendEvents = async (
  request: Pick<IncomingMessage, 'method'>,
  response: ServerResponse,
  heartbeat: number,
  follow: (gone: AbortSignal) => AsyncIterable<unknown>,
): Promise<void> => {
  response.setHeader('Content-Type', EVENTS_TYPE)
  // Proxies that buffer would hold every event back until the last.
  response.setHeader('X-Accel-Buffering', 'no')
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  response.flushHeaders()
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const beat = setInterval(() => {
    if (!response.writableNeedDrain) response.write('\n')
  }, heartbeat)
  try {
    for await (const event of follow(gone.signal)) {
      const free = response.write(`${JSON.stringify(event)}\n`)
      if (!free && !gone.signal.aborted) await once(response, 'drain', { signal: gone.signal })
    }
    response.end()
  } catch (error) {
    if (!gone.signal.aborted) throw error
  } finally {
    clearInterval(beat)
  }
}

/** Sequence of the last event seen; -1, before the first, when absent. @throws InlayError invalid_request */
export const readAfter = (text: unknown): number => {
  if (text === undefined) return -1
  if (typeof text !== 'string' || !/^(-1|\d{1,15})$/.test(text)) {
    throw new InlayError('invalid_request', expected('a whole number', 'after', text))
  }
  return Number(text)
}

/** Whether to stay for events yet to come; true when absent. @throws InlayError invalid_request */
export const readWait = (text: unknown): boolean => {
  if (text === undefined || text === 'true') return true
  if (text === 'false') return false
  throw new InlayError('invalid_request', expected('true or false', 'wait', text))
}
