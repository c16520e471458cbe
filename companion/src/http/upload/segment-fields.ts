/** Turns the fields of a form into a selection: for curl, where everything is text. */
import type { SegmentRequestInput } from '@inlay/shared'
import { createPictureForm, type Kind } from './form-fields.ts'

/** What an answer may be: report and mask, or the mask alone. */
export const ANSWERS = ['envelope', 'mask'] as const

/** Every field of a selection that can be written as one form field. A new one must find its place here. */
const FIELDS: Readonly<Record<Exclude<keyof SegmentRequestInput, 'image'>, Kind>> = {
  held: 'text',
  points: 'json',
  box: 'json',
  subject: 'flag',
  model: 'text',
  format: 'text',
  convert: 'flag',
}

const FORM = createPictureForm(FIELDS)

export const SEGMENT_FIELDS = FORM.names
export const segmentFromFields = FORM.read
