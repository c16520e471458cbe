/** Takes an enlarging off the wire, in either content type: a checked request and its picture. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import {
  ENVELOPE_TYPE,
  expected,
  InlayError,
  parseUpscaleRequest,
  parseWith,
  UpscaleHeader,
  type UpscaleRequest,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { createSpoolFile } from '../../jobs/spool.ts'
import { bodyOf } from './body.ts'
import { checkSource, type PartLengths } from './check-request.ts'
import { readEnvelope } from './envelope.ts'
import { REQUEST_FIELD } from './form-fields.ts'
import { type FormShape, readMultipart } from './multipart.ts'
import { mediaType, type UploadLimits } from './receive-fill.ts'
import { upscaleFromFields } from './upscale-fields.ts'

export interface ReceivedUpscale {
  readonly request: UpscaleRequest
  /** Absolute path of the picture. */
  readonly input: string
}

const OuterHeader = z.strictObject({ ...UpscaleHeader.shape, request: z.unknown() })

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
export const receiveUpscale = async (
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  limits: UploadLimits,
): Promise<ReceivedUpscale> => {
  const type = mediaType(request.headers['content-type'])
  const body = bodyOf(request, response, limits)
  const input = join(folder, INPUT)
  const open = () => createSpoolFile(folder, INPUT)
  if (type === ENVELOPE_TYPE) {
    const asked = await readEnvelope(
      body,
      limits.maxBytes,
      {
        check: ({ header, parts }) => {
          const { request } = parseWith(OuterHeader, header, 'invalid_request', 'the header')
          const lengths = new Map(parts.map((part) => [part.name, part.length]))
          return checked(parseUpscaleRequest(request), lengths, limits.maxPixels)
        },
        open,
      },
      1,
    )
    return { request: asked, input }
  }
  if (type === 'multipart/form-data') {
    const { fields, files } = await readMultipart(body, request.headers, open, FORM)
    const asked = parseUpscaleRequest(upscaleFromFields(fields, [...files.keys()]))
    return { request: checked(asked, files, limits.maxPixels), input }
  }
  throw new InlayError('media_type_unsupported')
}

/** @throws InlayError invalid_request | image_missing | image_too_large */
const checked = (
  request: UpscaleRequest,
  parts: PartLengths,
  maxPixels: number,
): UpscaleRequest => {
  checkSource('image', request.image, parts, maxPixels)
  for (const name of parts.keys()) {
    if (name !== request.image.part) {
      throw new InlayError('invalid_request', expected('no part but the image', 'the parts', name))
    }
  }
  return request
}
