/** Turns the fields of a form into a fill request: for curl, where everything is text. */
import { expected, type FillRequestInput, InlayError } from '@inlay/shared'

export type Kind = 'text' | 'number' | 'flag' | 'json'

/** Every field of a request that can be written as one form field. A new one must find its place here. */
const FIELDS: Readonly<
  Record<
    Exclude<keyof FillRequestInput, 'image' | 'mask' | 'sample' | 'guide' | 'reference' | 'output'>,
    Kind
  >
> = {
  operation: 'text',
  invertMask: 'flag',
  invertSample: 'flag',
  expand: 'json',
  prompt: 'text',
  negativePrompt: 'text',
  engine: 'text',
  seed: 'number',
  variations: 'number',
  strength: 'number',
  guidanceScale: 'number',
  steps: 'number',
  scheduler: 'text',
  diffusion: 'json',
  grow: 'number',
  feather: 'number',
  padding: 'number',
  colourMatch: 'flag',
  grain: 'flag',
  convert: 'flag',
}

/** Fields of `output`, written on their own. */
const OUTPUT_FIELDS: readonly string[] = ['form', 'format']

const KINDS: ReadonlyMap<string, Kind> = new Map(Object.entries(FIELDS))

/** Every field a form may have besides its files and the whole request. */
export const FORM_FIELDS: readonly string[] = [...KINDS.keys(), ...OUTPUT_FIELDS]

/** Name of the field that holds a whole request as JSON. */
export const REQUEST_FIELD = 'request'

/**
 * What the fields ask for, still to be checked against the schema. Image, mask, sample, guide
 * and reference are the encoded files of those names unless the JSON says otherwise.
 * @param files names of the files that came with the form
 * @throws InlayError invalid_request for an unknown field or one that cannot be read
 */
export const requestFromFields = (
  fields: ReadonlyMap<string, string>,
  files: readonly string[],
): unknown => {
  return { ...sourcesOf(files), ...(wholeRequest(fields) ?? fromSingleFields(fields)) }
}

/**
 * The request as one field of JSON; undefined when it comes field by field.
 * @throws InlayError invalid_request when it is no JSON object, or comes with other fields
 */
const wholeRequest = (fields: ReadonlyMap<string, string>): object | undefined => {
  const whole = fields.get(REQUEST_FIELD)
  if (whole === undefined) return undefined
  if (fields.size > 1) {
    throw new InlayError(
      'invalid_request',
      'Expected either the field request or single fields but received both',
    )
  }
  const request = readJson(REQUEST_FIELD, whole)
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new InlayError('invalid_request', expected('a JSON object', REQUEST_FIELD, request))
  }
  return request
}

const fromSingleFields = (fields: ReadonlyMap<string, string>): object => {
  const request: Record<string, unknown> = {}
  const output: Record<string, unknown> = {}
  for (const [name, text] of fields) {
    const kind = KINDS.get(name)
    if (kind !== undefined) request[name] = readField(name, kind, text)
    else if (OUTPUT_FIELDS.includes(name)) output[name] = text
    else throw unknownField(name, FORM_FIELDS)
  }
  return Object.keys(output).length > 0 ? { ...request, output } : request
}

/** A form whose request is a picture and fields of these kinds, and how it is read. */
export const createPictureForm = (kinds: Readonly<Record<string, Kind>>) => {
  const known: ReadonlyMap<string, Kind> = new Map(Object.entries(kinds))
  const names: readonly string[] = [...known.keys()]
  return {
    /** Every field the form may have besides its picture and the whole request. */
    names,
    /**
     * What the fields ask for, still to be checked against the schema. The picture is the encoded
     * file of that name unless the JSON says otherwise.
     * @param files names of the files that came with the form
     * @throws InlayError invalid_request for an unknown field or one that cannot be read
     */
    read: (fields: ReadonlyMap<string, string>, files: readonly string[]): unknown => {
      const sources = sourcesOf(files)
      const whole = wholeRequest(fields)
      if (whole !== undefined) return { ...sources, ...whole }
      const request: Record<string, unknown> = {}
      for (const [name, text] of fields) {
        const kind = known.get(name)
        if (kind === undefined) throw unknownField(name, names)
        request[name] = readField(name, kind, text)
      }
      return { ...sources, ...request }
    },
  }
}

const sourcesOf = (files: readonly string[]): object =>
  Object.fromEntries(files.map((part) => [part, { kind: 'encoded', part }]))

const unknownField = (name: string, known: readonly string[]): InlayError =>
  new InlayError(
    'invalid_request',
    `Expected a field named one of ${[REQUEST_FIELD, ...known].join(', ')} but received "${name}"`,
  )

/** @throws InlayError invalid_request */
const readField = (name: string, kind: Kind, text: string): unknown => {
  switch (kind) {
    case 'text':
      return text
    case 'number':
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) throw unreadable('a number', name, text)
      return Number(text)
    case 'flag':
      if (text !== 'true' && text !== 'false') throw unreadable('true or false', name, text)
      return text === 'true'
    case 'json':
      return readJson(name, text)
  }
}

const readJson = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // Without the parser's own words, which quote the text.
    throw new InlayError('invalid_request', `Expected JSON for ${name}`, { cause })
  }
}

const unreadable = (what: string, name: string, text: string): InlayError =>
  new InlayError('invalid_request', expected(what, name, text))
