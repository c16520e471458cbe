/** Takes a request about one picture off the wire, in either content type, the picture into a file. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { ENVELOPE_TYPE, expected, type ImageSource, InlayError, parseWith } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { createSpoolFile } from '../../jobs/spool.ts'
import { bodyOf } from './body.ts'
import { checkSource, type PartLengths } from './check-request.ts'
import { readEnvelope } from './envelope.ts'
import { REQUEST_FIELD } from './form-fields.ts'
import { type FormShape, readMultipart } from './multipart.ts'
import { mediaType, type UploadLimits } from './receive-fill.ts'

/** What is asked of the picture: how a request is read from either form of upload. */
export interface PictureRequest<Request extends { readonly image?: ImageSource | undefined }> {
  /** Of the envelope. */
  readonly header: z.ZodObject<{ request: z.ZodType }>
  /** @throws InlayError invalid_request */
  readonly parse: (value: unknown) => Request
  /** @throws InlayError invalid_request */
  readonly fromFields: (fields: ReadonlyMap<string, string>, files: readonly string[]) => unknown
}

export interface ReceivedPicture<Request> {
  readonly request: Request
  /** Absolute path of the picture; nothing is there when the request names none. */
  readonly input: string
  /** How it came, and so how its answer is expected. */
  readonly came: 'envelope' | 'form'
}

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
export const receivePicture = async <Request extends { readonly image?: ImageSource | undefined }>(
  { header: shape, parse, fromFields }: PictureRequest<Request>,
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  limits: UploadLimits,
): Promise<ReceivedPicture<Request>> => {
  const outer = z.strictObject({ ...shape.shape, request: z.unknown() })
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
          const { request } = parseWith(outer, header, 'invalid_request', 'the header')
          const lengths = new Map(parts.map((part) => [part.name, part.length]))
          return checked(parse(request), lengths, limits.maxPixels)
        },
        open,
      },
      1,
    )
    return { request: asked, input, came: 'envelope' }
  }
  if (type === 'multipart/form-data') {
    const { fields, files } = await readMultipart(body, request.headers, open, FORM)
    const asked = parse(fromFields(fields, [...files.keys()]))
    return { request: checked(asked, files, limits.maxPixels), input, came: 'form' }
  }
  throw new InlayError('media_type_unsupported')
}

/** @throws InlayError invalid_request | image_missing | image_too_large */
const checked = <Request extends { readonly image?: ImageSource | undefined }>(
  request: Request,
  parts: PartLengths,
  maxPixels: number,
): Request => {
  const { image } = request
  if (image !== undefined) checkSource('image', image, parts, maxPixels)
  for (const name of parts.keys()) {
    if (name !== image?.part) {
      throw new InlayError('invalid_request', expected('no part but the image', 'the parts', name))
    }
  }
  return request
}
