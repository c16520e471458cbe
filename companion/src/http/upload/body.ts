/** A request's body as a counted stream: too long, too slow or encoded bodies are refused as they come. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expected, InlayError } from '@inlay/shared'

export interface BodyLimits {
  readonly maxBytes: number
  /** Longest silence between two chunks, in milliseconds. */
  readonly maxSilence: number
}

/**
 * The body's chunks. Nothing is held: the next chunk is read when the last one was taken.
 * @throws InlayError body_too_large | media_type_unsupported (content-encoding)
 * @throws Error when the client goes away or falls silent
 */
export async function* bodyOf(
  request: IncomingMessage,
  response: ServerResponse,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new InlayError('media_type_unsupported', 'No content-encoding is taken.')
  }
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limits.maxBytes) throw tooLarge(limits.maxBytes, announced)
  // Only now may a client that asked first (`Expect: 100-continue`, as curl does) begin to send.
  if (request.headers.expect !== undefined) response.writeContinue()
  let received = 0
  const silence = setTimeout(
    () => request.destroy(new Error('The upload fell silent')),
    limits.maxSilence,
  )
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      silence.refresh()
      if (!(chunk instanceof Uint8Array))
        throw new Error('The body was decoded before it came here')
      received += chunk.byteLength
      if (received > limits.maxBytes) throw tooLarge(limits.maxBytes, received)
      yield chunk
    }
  } finally {
    clearTimeout(silence)
  }
}

const tooLarge = (maxBytes: number, received: number): InlayError =>
  new InlayError(
    'body_too_large',
    expected(`${maxBytes} bytes or less`, 'the body', `${received} bytes or more`),
  )
