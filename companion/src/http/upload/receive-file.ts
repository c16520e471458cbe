/** Takes a body that is one file off the wire, into a file. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { InlayError } from '@inlay/shared'
import { createSpoolFile } from '../../jobs/spool.ts'
import { bodyOf } from './body.ts'
import { mediaType, type UploadLimits } from './receive-fill.ts'

const FILE = 'file'

/**
 * @returns its absolute path
 * @throws InlayError media_type_unsupported | body_too_large | image_missing | disk_full |
 *   file_unwritable
 */
export const receiveFile = async (
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  limits: UploadLimits,
): Promise<string> => {
  const type = mediaType(request.headers['content-type'])
  if (type !== 'application/octet-stream' && !type?.startsWith('image/')) {
    throw new InlayError('media_type_unsupported')
  }
  const file = await createSpoolFile(folder, FILE)
  let isEmpty = true
  try {
    for await (const chunk of bodyOf(request, response, limits)) {
      isEmpty = false
      await file.write(chunk)
    }
    if (isEmpty) throw new InlayError('image_missing')
    return await file.finish()
  } catch (error) {
    await file.abort()
    throw error
  }
}
