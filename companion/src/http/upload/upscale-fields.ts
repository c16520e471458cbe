/** Turns the fields of a form into an enlarging: for curl, where everything is text. */
import { InlayError, type UpscaleRequestInput } from '@inlay/shared'
import { type Kind, REQUEST_FIELD, readField, wholeRequest } from './form-fields.ts'

/** Every field that can be written as one form field. A new one must find its place here. */
const FIELDS: Readonly<Record<Exclude<keyof UpscaleRequestInput, 'image'>, Kind>> = {
  model: 'text',
  scale: 'number',
  convert: 'flag',
  format: 'text',
}

const KINDS: ReadonlyMap<string, Kind> = new Map(Object.entries(FIELDS))

/** Every field a form may have besides its picture and the whole request. */
export const UPSCALE_FIELDS: readonly string[] = [...KINDS.keys()]

/**
 * What the fields ask for, still to be checked against the schema. The picture is the encoded file of
 * that name unless the JSON says otherwise.
 * @throws InlayError invalid_request for an unknown field or one that cannot be read
 */
export const upscaleFromFields = (
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
      const known = [REQUEST_FIELD, ...UPSCALE_FIELDS].join(', ')
      throw new InlayError(
        'invalid_request',
        `Expected a field named one of ${known} but received "${name}"`,
      )
    }
    request[name] = readField(name, kind, text)
  }
  return { ...sources, ...request }
}
