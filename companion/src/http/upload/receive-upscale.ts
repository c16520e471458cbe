/** Takes an enlarging off the wire, in either content type: a checked request and its picture. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseUpscaleRequest, UpscaleHeader, type UpscaleRequest } from '@inlay/shared'
import type { UploadLimits } from './receive-fill.ts'
import { type PictureRequest, receivePicture } from './receive-picture.ts'
import { upscaleFromFields } from './upscale-fields.ts'

export interface ReceivedUpscale {
  readonly request: UpscaleRequest
  /** Absolute path of the picture. */
  readonly input: string
}

const UPSCALE: PictureRequest<UpscaleRequest> = {
  header: UpscaleHeader,
  parse: parseUpscaleRequest,
  fromFields: upscaleFromFields,
}

/** @throws InlayError as `receivePicture` */
export const receiveUpscale = async (
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  limits: UploadLimits,
): Promise<ReceivedUpscale> => {
  const received = await receivePicture(UPSCALE, request, response, folder, limits)
  return { request: received.request, input: received.input }
}
