/** NDJSON off the wire: the lines of a body as they come, each decoded when it is whole. */
import { InlayError } from '../errors.ts'
import { decodeUtf8 } from '../utf8.ts'
import type { ByteReader, Signal, Timers } from './platform.ts'
import { throwIfAborted, unlessAborted, within } from './waiting.ts'

const NEWLINE = 0x0a

/** Longest line taken, in bytes: a preview is far shorter. */
const MAX_LINE = 32 * 1024 * 1024

export interface LineOptions {
  readonly timers: Timers
  /** Longest silence, in milliseconds, heartbeats included, before the line counts as dead. */
  readonly silence: number
  readonly signal?: Signal | undefined
}

/**
 * Lines without their ends; empty ones (heartbeats) and a last one cut short are left out.
 * Whoever stops early stops the body too.
 * @throws InlayError companion_unreachable when the body breaks off, companion_silent when it falls
 *   silent; reply_invalid for a line that is too long or not UTF-8; cancelled
 */
export async function* readLines(
  reader: ByteReader,
  options: LineOptions,
): AsyncGenerator<string, void, undefined> {
  let parts: Uint8Array[] = []
  let length = 0
  let over = false
  try {
    for (;;) {
      const { done, value } = await nextPiece(reader, options)
      if (done || value === undefined) {
        over = done
        if (done) return
        continue
      }
      let from = 0
      for (;;) {
        const end = value.indexOf(NEWLINE, from)
        const piece = value.subarray(from, end < 0 ? value.length : end)
        length += piece.length
        if (length > MAX_LINE) throw new InlayError('reply_invalid', 'An event has no end.')
        if (piece.length > 0) parts.push(piece)
        if (end < 0) break
        if (length > 0) yield decodeLine(join(parts, length))
        parts = []
        length = 0
        from = end + 1
      }
    }
  } finally {
    // A body that is already broken cannot be cancelled; nobody needs to know.
    if (!over) reader.cancel().catch(() => {})
  }
}

const nextPiece = async (
  reader: ByteReader,
  { timers, silence, signal }: LineOptions,
): ReturnType<ByteReader['read']> => {
  try {
    return await within(unlessAborted(reader.read(), signal), silence, timers)
  } catch (cause) {
    throwIfAborted(signal)
    if (cause instanceof InlayError) throw cause
    throw new InlayError('companion_unreachable', 'The events broke off.', { cause })
  }
}

const decodeLine = (bytes: Uint8Array): string => {
  try {
    return decodeUtf8(bytes, { fatal: true })
  } catch (cause) {
    throw new InlayError('reply_invalid', 'An event is not UTF-8.', { cause })
  }
}

const join = (parts: readonly Uint8Array[], length: number): Uint8Array => {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0]
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
