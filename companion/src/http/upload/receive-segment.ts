/** Takes a selection off the wire, in either content type: a checked request and, if one came, its picture. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseSegmentRequest, SegmentHeader, type SegmentRequest } from '@inlay/shared'
import type { UploadLimits } from './receive-fill.ts'
import { type PictureRequest, receivePicture } from './receive-picture.ts'
import { segmentFromFields } from './segment-fields.ts'

export interface ReceivedSegment {
  readonly request: SegmentRequest
  /** Absolute path of the picture; undefined when the request says `held`. */
  readonly input: string | undefined
  /** How it came, and so how its answer is expected. */
  readonly came: 'envelope' | 'form'
}

const SEGMENT: PictureRequest<SegmentRequest> = {
  header: SegmentHeader,
  parse: parseSegmentRequest,
  fromFields: segmentFromFields,
}

/** @throws InlayError as `receivePicture` */
export const receiveSegment = async (
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  limits: UploadLimits,
): Promise<ReceivedSegment> => {
  const received = await receivePicture(SEGMENT, request, response, folder, limits)
  const isHeld = received.request.image === undefined
  return { ...received, input: isHeld ? undefined : received.input }
}
