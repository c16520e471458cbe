/** Answers with a file, straight from disk. */
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { InlayError } from '@inlay/shared'
import type { Request, Response } from 'express'

/** Bytes read at a time: large enough for speed, small beside a result. */
const CHUNK = 1 << 19

export interface FileAnswer {
  readonly path: string
  /** What a browser saves it as. */
  readonly name: string
  readonly type: string
  /** What is said when it is not there any more. */
  readonly gone: string
  /** Called when the file is open, before anything is sent. */
  readonly onOpen?: () => void
}

/** @throws InlayError not_found when it was removed meanwhile */
export const sendFile = async (
  request: Pick<Request, 'method'>,
  response: Response,
  { path, name, type, gone, onOpen }: FileAnswer,
): Promise<void> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new InlayError('not_found', gone, { cause })
  })
  try {
    const { size } = await file.stat()
    onOpen?.()
    response.setHeader('Content-Length', size)
    response.attachment(name)
    response.setHeader('Content-Type', type)
    if (request.method === 'HEAD') response.end()
    else {
      await pipeline(file.createReadStream({ highWaterMark: CHUNK, autoClose: false }), response)
    }
  } catch (error) {
    // The client left before the end; nothing failed.
    if (!response.destroyed) throw error
  } finally {
    await file.close()
  }
}
