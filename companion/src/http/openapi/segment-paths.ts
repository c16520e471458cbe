/** The route of selections as an OpenAPI path. */
import { ENVELOPE_TYPE, REPORT_HEADER } from '@inlay/shared'
import { ANSWERS, SEGMENT_FIELDS } from '../upload/segment-fields.ts'
import { binary, errorAnswers, queryParameter, scoped } from './answers.ts'
import { pictureBody } from './picture-body.ts'
import { type JsonSchema, refTo } from './schemas.ts'

/** @param requestSchema the schema of SegmentRequest, for its fields one by one */
export const segmentPaths = (requestSchema: JsonSchema): object => ({
  '/v1/segment': {
    post: {
      operationId: 'segment',
      summary: 'Selects what is clicked, boxed, or the subject: a soft mask of the picture’s size.',
      description:
        'White is selected: the mask may be sent as the mask of a fill as it is. The picture is held ' +
        'for a while: send its id as `held` instead of the picture for the next click. Closing the ' +
        'connection cancels.',
      security: scoped('jobs'),
      parameters: [
        queryParameter(
          'answer',
          'envelope: report and mask; mask: the mask alone. As the request came when absent.',
          { type: 'string', enum: ANSWERS },
        ),
      ],
      requestBody: pictureBody({
        header: 'SegmentHeader',
        request: 'SegmentRequest',
        schema: requestSchema,
        fields: SEGMENT_FIELDS,
        words: [
          'The envelope of POST /v1/fills; its part, if any, is the picture.',
          'The image file; not together with held.',
        ],
        needsImage: false,
      }),
      responses: {
        200: {
          description: `The mask. A bare one brings its SegmentReport as JSON in the header ${REPORT_HEADER}.`,
          content: {
            [ENVELOPE_TYPE]: {
              schema: {
                ...binary('An envelope whose part `mask` is a PNG or bare bytes.'),
                'x-inlay-header': refTo('SegmentAnswer'),
              },
            },
            'image/png': { schema: binary('An 8-bit grey PNG.') },
            'application/octet-stream': { schema: binary('One byte a pixel, row by row.') },
          },
        },
        ...errorAnswers([
          'envelope_invalid',
          'image_missing',
          'image_forgotten',
          'image_unreadable',
          'image_too_large',
          'body_too_large',
          'colour_mode_unsupported',
          'media_type_unsupported',
          'nothing_found',
          'model_unknown',
          'model_missing',
          'model_damaged',
          'contract_mismatch',
          'engine_unavailable',
          'engine_failed',
          'out_of_memory',
          'queue_full',
          'interrupted',
          'disk_full',
          'file_unwritable',
        ]),
      },
    },
  },
})
