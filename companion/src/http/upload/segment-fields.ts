/** Turns the fields of a form into a selection: for curl, where everything is text. */
import { InlayError, type SegmentRequestInput } from '@inlay/shared'
import { type Kind, REQUEST_FIELD, readField, wholeRequest } from './form-fields.ts'

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

const KINDS: ReadonlyMap<string, Kind> = new Map(Object.entries(FIELDS))

/** Every field a form may have besides its picture and the whole request. */
export const SEGMENT_FIELDS: readonly string[] = [...KINDS.keys()]

/**
 * What the fields ask for, still to be checked against the schema. The picture is the encoded file of
 * that name unless the JSON says otherwise.
 * @throws InlayError invalid_request for an unknown field or one that cannot be read
 */
export const segmentFromFields = (
  fields: ReadonlyMap<string, string>,
  files: readonly string[],
): unknown => {
  const sources = Object.fromEntries(files.map((part) => [part, { kind: 'encoded', part }]))
  const whole = wholeRequest(fields)
  if (whole !== undefined) return { ...sources, ...whole }
  const request: Record<string, unknown> = {}
  for (const [name, text] of fields) {
    const kind = KINDS.get(name)
    if (kind === undefined) {
      const known = [REQUEST_FIELD, ...SEGMENT_FIELDS].join(', ')
      throw new InlayError(
        'invalid_request',
        `Expected a field named one of ${known} but received "${name}"`,
      )
    }
    request[name] = readField(name, kind, text)
  }
  return { ...sources, ...request }
}
