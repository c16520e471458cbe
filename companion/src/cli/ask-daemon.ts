/** One question from the owner's command line to the running companion. */
import { fromWireError, InlayError, WireError } from '@inlay/shared'

export interface Question {
  readonly port: number
  /** The owner's own. */
  readonly token: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
}

/** Milliseconds; the companion answers such questions at once. */
const PATIENCE = 5000

/**
 * The JSON it answers; undefined for an answer without a body.
 * @throws InlayError the companion's own; companion_unreachable; reply_invalid
 */
export const askDaemon = async ({ port, token, method, path }: Question): Promise<unknown> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((cause: unknown) => {
    throw new InlayError('companion_unreachable', undefined, { cause })
  })
  if (answer.status === 204) return undefined
  const json: unknown = await answer.json().catch((cause: unknown) => {
    throw new InlayError('reply_invalid', undefined, { cause })
  })
  if (answer.ok) return json
  const problem = WireError.safeParse(json)
  throw problem.success ? fromWireError(problem.data) : new InlayError('reply_invalid')
}
