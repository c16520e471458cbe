/** One question from the owner's command line to the running companion, once it has proven itself. */
import { randomBytes } from 'node:crypto'
import { InlayError, OWNER_ID, parseJson, proveCompanion, readProblem } from '@inlay/shared'
import { localFetch } from '../system/local-fetch.ts'

export interface Question {
  readonly port: number
  /** The owner's own. */
  readonly token: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
  /** Milliseconds to wait for the answer; most come at once. */
  readonly patience?: number
}

/** Milliseconds. */
const PATIENCE = 5000

/**
 * The JSON it answers; undefined for an answer without a body.
 * @throws InlayError the companion's own; companion_unproven; companion_unreachable; reply_invalid
 */
export const askDaemon = async ({
  port,
  token,
  method,
  path,
  body,
  patience = PATIENCE,
}: Question): Promise<unknown> => {
  const address = `http://127.0.0.1:${port}`
  await proveCompanion<AbortSignal>(address, {
    deviceId: OWNER_ID,
    token,
    fetch: localFetch,
    randomBytes: (count) => randomBytes(count),
  })
  const answer = await localFetch(`${address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    signal: AbortSignal.timeout(patience),
  }).catch((cause: unknown) => {
    throw new InlayError('companion_unreachable', undefined, { cause })
  })
  if (answer.status === 204) return undefined
  const text = await answer.text()
  if (answer.status >= 200 && answer.status < 300) return parseJson(text)
  throw readProblem(answer.status, text)
}
