/** A model's files off the wire: a form whose file fields are named like the files. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expected, InlayError } from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import { MODEL_FIELD } from '../../models/add-request.ts'
import type { GivenFile, GivenWriter } from '../../models/given-files.ts'
import { type BodyLimits, bodyOf } from './body.ts'
import { readBody } from './json-body.ts'
import { readMultipart } from './multipart.ts'

const TYPE = /^multipart\/form-data\s*;/i

export interface ReceivedModel<T> {
  readonly request: T
  /** Copies of ours; the caller's to remove. */
  readonly given: readonly GivenFile[]
}

/**
 * @throws InlayError media_type_unsupported | body_too_large | envelope_invalid | invalid_request |
 *   model_refused | disk_full | file_unwritable, with nothing left behind
 */
export const receiveModel = async <Schema extends z.ZodType>(
  request: IncomingMessage,
  response: ServerResponse,
  { schema, folder, limits }: { schema: Schema; folder: string; limits: BodyLimits },
): Promise<ReceivedModel<z.output<Schema>>> => {
  if (!TYPE.test(request.headers['content-type'] ?? '')) {
    throw new InlayError(
      'media_type_unsupported',
      expected('multipart/form-data', 'the content type', 'another'),
    )
  }
  const { assertModelName, dropGiven, openGiven } = await import('../../models/given-files.ts')
  const { assertSpace } = await import('../../models/disk.ts')
  await assertSpace(folder, Number(request.headers['content-length'] ?? 0))
  const given: GivenFile[] = []
  try {
    const { fields } = await readMultipart(
      bodyOf(request, response, limits),
      request.headers,
      async (name): Promise<GivenWriter> => {
        const writer = await openGiven(name, folder)
        return {
          ...writer,
          finish: async () => {
            const file = await writer.finish()
            given.push(file)
            return file
          },
        }
      },
      {
        textField: MODEL_FIELD,
        fileWords: 'the file’s own name',
        isFile: (name) => {
          assertModelName(name)
          return true
        },
      },
    )
    const text = fields.get(MODEL_FIELD)
    const others = [...fields.keys()].find((name) => name !== MODEL_FIELD)
    if (others !== undefined) {
      throw new InlayError('invalid_request', expected('no further fields', 'the form', others))
    }
    return { request: readBody(schema, text === undefined ? {} : parseJson(text)), given }
  } catch (error) {
    await dropGiven(given)
    throw error
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InlayError('invalid_request', expected('JSON', MODEL_FIELD, 'something else'), {
      cause,
    })
  }
}
