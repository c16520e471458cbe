/** The route of pictures for the eye as an OpenAPI path. */
import { binary, errorAnswers, scoped } from './answers.ts'

export const previewPaths = (): object => ({
  '/v1/preview': {
    post: {
      operationId: 'preview',
      summary:
        'Shows a picture that browsers do not read: upright, 8 bits, in sRGB, of its own size.',
      description: 'Nothing of it is kept. Refuses what a fill would refuse, in the same words.',
      security: scoped('jobs'),
      requestBody: {
        required: true,
        content: {
          'application/octet-stream': {
            schema: binary('The file: PNG, JPEG, WebP, TIFF or AVIF.'),
          },
        },
      },
      responses: {
        200: {
          description: 'A JPEG; a PNG where some of it may be see-through.',
          content: {
            'image/jpeg': { schema: binary('The picture.') },
            'image/png': { schema: binary('The picture.') },
          },
        },
        ...errorAnswers([
          'image_missing',
          'image_unreadable',
          'image_too_large',
          'colour_mode_unsupported',
          'body_too_large',
          'media_type_unsupported',
          'queue_full',
          'cancelled',
          'engine_failed',
          'disk_full',
          'file_unwritable',
          'stopping',
        ]),
      },
    },
  },
})
