/** Small JSON bodies: read whole, never decompressed, checked against their schema. */
import { expected, InlayError, parseWith } from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import express, { type RequestHandler } from 'express'

/** Bytes; what is told this way is names and codes. */
const MOST_BYTES = 4096

const TYPE = 'application/json'

const parser = express.json({ limit: MOST_BYTES, inflate: false, type: TYPE })

/**
 * Reads the body before the route's own handler.
 * @throws InlayError media_type_unsupported | body_too_large | invalid_request, by way of `next`
 */
export const jsonBody: RequestHandler = (request, response, next) => {
  if (request.is(TYPE) === false || request.headers['content-encoding'] !== undefined) {
    throw new InlayError('media_type_unsupported', expected(TYPE, 'the content type', 'another'))
  }
  parser(request, response, (error?: unknown) => {
    const status = error instanceof Error && 'status' in error ? error.status : undefined
    next(status === 413 ? new InlayError('body_too_large', undefined, { cause: error }) : error)
  })
}

/** @throws InlayError invalid_request */
export const readBody = <Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> => parseWith(schema, body, 'invalid_request', 'the body')
