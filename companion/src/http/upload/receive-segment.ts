/** Takes a selection off the wire, in either content type: a checked request and, if one came, its picture. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import {
  ENVELOPE_TYPE,
  expected,
  InlayError,
  parseSegmentRequest,
  parseWith,
  SegmentHeader,
  type SegmentRequest,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { createSpoolFile } from '../../jobs/spool.ts'
import { bodyOf } from './body.ts'
import { checkSource, type PartLengths } from './check-request.ts'
import { readEnvelope } from './envelope.ts'
import { REQUEST_FIELD } from './form-fields.ts'
import { type FormShape, readMultipart } from './multipart.ts'
import { mediaType, type UploadLimits } from './receive-fill.ts'
import { segmentFromFields } from './segment-fields.ts'

export interface ReceivedSegment {
  readonly request: SegmentRequest
  /** Absolute path of the picture; undefined when the request says `held`. */
  readonly input: string | undefined
  /** How it came, and so how its answer is expected. */
  readonly came: 'envelope' | 'form'
}

const OuterHeader = z.strictObject({ ...SegmentHeader.shape, request: z.unknown() })

/** Name of the picture in its folder; what a client calls its part never becomes a path. */
const INPUT = 'image'

const FORM: FormShape = {
  textField: REQUEST_FIELD,
  isFile: (name) => name === INPUT,
  fileWords: 'image',
}

/**
 * @throws InlayError media_type_unsupported | body_too_large | envelope_invalid | invalid_request |
 *   image_missing | image_too_large | disk_full | file_unwritable
 */
export const receiveSegment = async (
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  limits: UploadLimits,
): Promise<ReceivedSegment> => {
  const type = mediaType(request.headers['content-type'])
  const body = bodyOf(request, response, limits)
  if (type === ENVELOPE_TYPE) {
    const asked = await readEnvelope(
      body,
      limits.maxBytes,
      {
        check: ({ header, parts }) => {
          const { request } = parseWith(OuterHeader, header, 'invalid_request', 'the header')
          const lengths = new Map(parts.map((part) => [part.name, part.length]))
          return checked(parseSegmentRequest(request), lengths, limits.maxPixels)
        },
        open: () => createSpoolFile(folder, INPUT),
      },
      1,
    )
    return { request: asked, input: inputOf(asked, folder), came: 'envelope' }
  }
  if (type === 'multipart/form-data') {
    const { fields, files } = await readMultipart(
      body,
      request.headers,
      () => createSpoolFile(folder, INPUT),
      FORM,
    )
    const asked = parseSegmentRequest(segmentFromFields(fields, [...files.keys()]))
    checked(asked, files, limits.maxPixels)
    return { request: asked, input: inputOf(asked, folder), came: 'form' }
  }
  throw new InlayError('media_type_unsupported')
}

const inputOf = ({ image }: SegmentRequest, folder: string): string | undefined =>
  image === undefined ? undefined : join(folder, INPUT)

/** @throws InlayError invalid_request | image_missing | image_too_large */
const checked = (
  request: SegmentRequest,
  parts: PartLengths,
  maxPixels: number,
): SegmentRequest => {
  const { image } = request
  if (image !== undefined) checkSource('image', image, parts, maxPixels)
  for (const name of parts.keys()) {
    if (name !== image?.part) {
      throw new InlayError('invalid_request', expected('no part but the image', 'the parts', name))
    }
  }
  return request
}
