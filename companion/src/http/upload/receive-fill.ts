/** Takes a fill off the wire, in either content type, and leaves a checked request and spooled files. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  ENVELOPE_TYPE,
  type FillRequest,
  InlayError,
  parseFillRequest,
  parseWith,
  SubmitHeader,
} from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Reservation } from '../../jobs/intake.ts'
import { INPUT_FILES } from '../../jobs/job-folder.ts'
import { type BodyLimits, bodyOf } from './body.ts'
import { checkRequest } from './check-request.ts'
import { readEnvelope } from './envelope.ts'
import { requestFromFields } from './form-fields.ts'
import { readMultipart } from './multipart.ts'

export interface UploadLimits extends BodyLimits {
  readonly maxPixels: number
}

export interface ReceivedFill {
  readonly request: FillRequest
  /** On disk. */
  readonly bytes: number
}

/** SubmitHeader with its request still to be checked, by the one who knows more than its schema. */
const OuterHeader = z.strictObject({ ...SubmitHeader.shape, request: z.unknown() })

/** `part` is one of those the request names: `checkRequest` has seen to it. */
const inputFile = (part: string, { image, mask, guide, reference }: FillRequest): string => {
  if (part === image.part) return INPUT_FILES.image
  if (part === guide?.part) return INPUT_FILES.guide
  if (part === reference?.part) return INPUT_FILES.reference
  return part === mask?.part ? INPUT_FILES.mask : INPUT_FILES.sample
}

/**
 * @throws InlayError media_type_unsupported | body_too_large | envelope_invalid | invalid_request |
 *   image_missing | mask_missing | image_too_large | disk_full | file_unwritable
 */
export const receiveFill = async (
  request: IncomingMessage,
  response: ServerResponse,
  { openFile }: Pick<Reservation, 'openFile'>,
  limits: UploadLimits,
): Promise<ReceivedFill> => {
  const type = mediaType(request.headers['content-type'])
  const body = bodyOf(request, response, limits)
  if (type === ENVELOPE_TYPE) return receiveEnvelope(body, openFile, limits)
  if (type === 'multipart/form-data') {
    return receiveForm(body, request.headers, openFile, limits)
  }
  throw new InlayError('media_type_unsupported')
}

const receiveEnvelope = async (
  body: AsyncIterable<Uint8Array>,
  openFile: Reservation['openFile'],
  limits: UploadLimits,
): Promise<ReceivedFill> => {
  let bytes = 0
  const request = await readEnvelope(body, limits.maxBytes, {
    check: ({ header, parts }) => {
      bytes = parts.reduce((sum, part) => sum + part.length, 0)
      const lengths = new Map(parts.map((part) => [part.name, part.length]))
      const request = parseFillRequest(
        parseWith(OuterHeader, header, 'invalid_request', 'the header').request,
      )
      checkRequest(request, lengths, limits.maxPixels)
      return request
    },
    open: (part, request) => openFile(inputFile(part, request)),
  })
  return { request, bytes }
}

const receiveForm = async (
  body: AsyncIterable<Uint8Array>,
  headers: IncomingMessage['headers'],
  openFile: Reservation['openFile'],
  limits: UploadLimits,
): Promise<ReceivedFill> => {
  const { fields, files } = await readMultipart(body, headers, openFile)
  const input = requestFromFields(fields, [...files.keys()])
  if (!files.has(INPUT_FILES.image)) throw new InlayError('image_missing')
  const request = parseFillRequest(input)
  checkRequest(request, files, limits.maxPixels)
  const bytes = [...files.values()].reduce((sum, length) => sum + length, 0)
  return { request, bytes }
}

/** "multipart/form-data" of "Multipart/Form-Data; boundary=x". */
export const mediaType = (header: string | undefined): string | undefined =>
  header?.split(';', 1)[0]?.trim().toLowerCase()
