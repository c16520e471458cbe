/** Click to select, from the client's side: the picture travels once, every further click is small. */
import { decodeEnvelope, ENVELOPE_LIMITS, encodeEnvelope } from '../envelope.ts'
import { expected, InlayError } from '../errors.ts'
import type { ImageSource } from '../fill-request.ts'
import {
  parseSegmentRequest,
  SEGMENT_MASK_PART,
  SegmentAnswer,
  type SegmentHeaderInput,
  type SegmentPromptInput,
  type SegmentReport,
  type SegmentRequestInput,
} from '../segment-request.ts'
import { ENVELOPE_TYPE } from '../wire-messages.ts'
import type { Http } from './http.ts'
import type { Signal } from './platform.ts'
import { readReply } from './replies.ts'

/** A soft mask of exactly the picture's size. */
export interface Selection {
  readonly report: SegmentReport
  /** A PNG file (8-bit grey), or bare bytes when `raw` was asked for: fit to be a fill's mask as it is. */
  readonly mask: Uint8Array
}

export interface Selector<S extends Signal> {
  /**
   * What lies at these points, in this box, or the subject. Sends the picture when the companion does
   * not hold it (yet, or any more).
   */
  select(
    prompt: SegmentPromptInput,
    options?: { readonly signal?: S | undefined },
  ): Promise<Selection>
}

/** @throws InlayError invalid_request | image_missing before anything is sent; then as any call */
export const segment = async <S extends Signal>(
  http: Http<S>,
  request: SegmentRequestInput,
  parts: Readonly<Record<string, Uint8Array>>,
  signal: S | undefined,
): Promise<Selection> => {
  const { image } = parseSegmentRequest(request)
  if (image !== undefined && !Object.hasOwn(parts, image.part)) {
    throw new InlayError('image_missing', expected('the bytes of a part', image.part, undefined))
  }
  const header: SegmentHeaderInput = { request }
  const bytes = await http.bytes({
    method: 'POST',
    path: '/v1/segment',
    type: ENVELOPE_TYPE,
    body: encodeEnvelope({ header, parts }),
    signal,
  })
  return readSelection(bytes)
}

/** @throws InlayError envelope_invalid | reply_invalid */
const readSelection = (bytes: Uint8Array): Selection => {
  const envelope = decodeEnvelope(bytes, { ...ENVELOPE_LIMITS, maxBytes: bytes.length })
  const { report } = readReply(SegmentAnswer, envelope.header)
  const mask = envelope.parts.get(SEGMENT_MASK_PART)
  if (mask === undefined) throw new InlayError('reply_invalid', 'There is no mask in it.')
  return { report, mask }
}

/**
 * Selections in one picture.
 * @param image names the part under which `bytes` are sent
 */
export const createSelector = <S extends Signal>(
  http: Http<S>,
  image: ImageSource,
  bytes: Uint8Array,
): Selector<S> => {
  let held: string | undefined

  const upload = async (prompt: SegmentPromptInput, signal: S | undefined): Promise<Selection> => {
    const selection = await segment(http, { ...prompt, image }, { [image.part]: bytes }, signal)
    held = selection.report.held
    return selection
  }

  return {
    select: async (prompt, { signal } = {}) => {
      if (held === undefined) return upload(prompt, signal)
      try {
        return await segment(http, { ...prompt, held }, {}, signal)
      } catch (error) {
        if (!(error instanceof InlayError) || error.code !== 'image_forgotten') throw error
        return upload(prompt, signal)
      }
    },
  }
}
