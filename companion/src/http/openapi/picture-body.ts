/** The body of a request about one picture: an envelope, or a form. */
import { ENVELOPE_TYPE } from '@inlay/shared'
import { REQUEST_FIELD } from '../upload/form-fields.ts'
import { binary } from './answers.ts'
import { type JsonSchema, refTo } from './schemas.ts'

export interface PictureBody {
  /** Of the envelope. */
  readonly header: 'SegmentHeader' | 'UpscaleHeader'
  readonly request: 'SegmentRequest' | 'UpscaleRequest'
  /** The request's schema, for its fields one by one. */
  readonly schema: JsonSchema
  /** Fields a form may have of its own. */
  readonly fields: readonly string[]
  /** What the envelope is, and what the form's image is. */
  readonly words: readonly [string, string]
  readonly needsImage: boolean
}

export const pictureBody = ({
  header,
  request,
  schema,
  fields,
  words,
  needsImage,
}: PictureBody) => ({
  required: true,
  content: {
    [ENVELOPE_TYPE]: { schema: { ...binary(words[0]), 'x-inlay-header': refTo(header) } },
    'multipart/form-data': {
      schema: {
        type: 'object',
        ...(needsImage ? { required: ['image'] } : {}),
        properties: {
          image: binary(words[1]),
          [REQUEST_FIELD]: {
            description: `A whole ${request}. Not together with single fields.`,
            ...refTo(request),
          },
          ...Object.fromEntries(fields.map((name) => [name, schema.properties?.[name] ?? {}])),
        },
      },
      encoding: { [REQUEST_FIELD]: { contentType: 'application/json' } },
    },
  },
})
