/** Turns the fields of a form into an enlarging: for curl, where everything is text. */
import type { UpscaleRequestInput } from '@inlay/shared'
import { createPictureForm, type Kind } from './form-fields.ts'

/** Every field that can be written as one form field. A new one must find its place here. */
const FIELDS: Readonly<Record<Exclude<keyof UpscaleRequestInput, 'image'>, Kind>> = {
  model: 'text',
  scale: 'number',
  convert: 'flag',
  format: 'text',
}

const FORM = createPictureForm(FIELDS)

export const UPSCALE_FIELDS = FORM.names
export const upscaleFromFields = FORM.read
