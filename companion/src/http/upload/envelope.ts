/** Reads an envelope off the wire into spool files: the header in memory, the parts straight to disk. */
import {
  ENVELOPE_LIMITS,
  type EnvelopeOutline,
  expected,
  InlayError,
  readEnvelopeOutline,
} from '@inlay/shared'
import type { SpoolWriter } from '../../jobs/spool.ts'

export interface EnvelopeSink<Request> {
  /** Judges the header as soon as it is whole, before any part is taken. */
  check(outline: EnvelopeOutline): Request
  /** Where a part's bytes go. */
  open(part: string, request: Request): Promise<SpoolWriter>
}

/** Most parts a fill may have: its image, its mask and its sample mask. */
const MAX_PARTS = 3

/**
 * Takes the body to its end.
 * @param maxBytes longest envelope taken
 * @throws InlayError envelope_invalid when it is cut short, too long or damaged; body_too_large;
 *   whatever `check` and the spool throw. Files already opened are left to the caller to remove.
 */
export const readEnvelope = async <Request>(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  sink: EnvelopeSink<Request>,
  maxParts = MAX_PARTS,
): Promise<Request> => {
  const limits = { ...ENVELOPE_LIMITS, maxParts, maxBytes }
  let head: Uint8Array = new Uint8Array(0)
  let state: { outline: EnvelopeOutline; request: Request } | undefined
  let received = 0
  let index = 0
  let writer: SpoolWriter | undefined

  /** Writes what belongs to the current part, goes on to the next, and so on to the chunk's end. */
  const take = async (
    { outline, request }: NonNullable<typeof state>,
    bytes: Uint8Array,
    offset: number,
  ): Promise<void> => {
    let at = 0
    for (let part = outline.parts[index]; part !== undefined; part = outline.parts[index]) {
      writer ??= await sink.open(part.name, request)
      const wanted = part.offset + part.length - (offset + at)
      const slice = bytes.subarray(at, at + wanted)
      if (slice.byteLength > 0) await writer.write(slice)
      at += slice.byteLength
      if (slice.byteLength < wanted) return
      await writer.finish()
      writer = undefined
      index += 1
    }
    if (at < bytes.byteLength) throw wrongLength(outline, offset + bytes.byteLength)
  }

  try {
    for await (const chunk of body) {
      const offset = received
      received += chunk.byteLength
      if (state !== undefined) {
        await take(state, chunk, offset)
        continue
      }
      head = head.byteLength === 0 ? chunk : Buffer.concat([head, chunk])
      const outline = readEnvelopeOutline(head, limits)
      if (outline === null) continue
      state = { outline, request: sink.check(outline) }
      const start = outline.parts[0]?.offset ?? outline.byteLength
      await take(state, head.subarray(start), start)
      head = new Uint8Array(0)
    }
    if (state === undefined) {
      throw new InlayError(
        'envelope_invalid',
        expected('a whole header', 'the envelope', `${received} bytes`),
      )
    }
    if (index < state.outline.parts.length) throw wrongLength(state.outline, received)
    return state.request
  } catch (error) {
    await writer?.abort()
    throw error
  }
}

const wrongLength = ({ byteLength }: EnvelopeOutline, received: number): InlayError =>
  new InlayError(
    'envelope_invalid',
    expected(`${byteLength} bytes`, 'the envelope', `${received} bytes`),
  )
