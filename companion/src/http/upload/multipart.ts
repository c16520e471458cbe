/** Reads multipart/form-data, as curl and HTML forms send it: fields in memory, files straight to disk. */
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { expected, InlayError } from '@inlay/shared'
import busboy from 'busboy'
import type { SpoolWriter } from '../../jobs/spool.ts'
import { REQUEST_FIELD } from './form-fields.ts'

export interface Form {
  readonly fields: ReadonlyMap<string, string>
  /** Length in bytes of each file, by its field's name. */
  readonly files: ReadonlyMap<string, number>
}

/** What a form may hold. */
export interface FormShape {
  /** The field that holds a request as JSON; it may come as a file too (`curl -F request=@fill.json`). */
  readonly textField: string
  readonly isFile: (name: string) => boolean
  /** "image or mask". */
  readonly fileWords: string
}

/** Takes one file's bytes. */
export interface FileWriter extends Pick<SpoolWriter, 'write' | 'abort'> {
  finish(): Promise<unknown>
}

const FILES = ['image', 'mask', 'sample', 'guide', 'reference']

const FILL_FORM: FormShape = {
  textField: REQUEST_FIELD,
  isFile: (name) => FILES.includes(name),
  fileWords: 'image, mask, sample, guide or reference',
}

/** A model's files: two graphs and their data are the most that anything needs. */
const MOST_FILES = 16

const LIMITS = {
  fieldNameSize: 128,
  fieldSize: 64 * 1024,
  fields: 40,
  files: MOST_FILES + 1,
  parts: 40 + MOST_FILES + 1,
  headerPairs: 16,
} as const

/**
 * Takes the body to its end.
 * @throws InlayError envelope_invalid when it is damaged or cut short; invalid_request for double,
 *   unknown or oversized fields; whatever the spool throws. Finished files are the caller's to remove.
 */
export const readMultipart = async (
  body: AsyncIterable<Uint8Array>,
  headers: IncomingHttpHeaders,
  openFile: (name: string) => Promise<FileWriter>,
  { textField, isFile, fileWords }: FormShape = FILL_FORM,
): Promise<Form> => {
  const parser = openParser(headers)
  const fields = new Map<string, string>()
  const files = new Map<string, number>()
  const taking: Promise<void>[] = []
  let failure: unknown
  const fail = (error: unknown): void => {
    failure ??= error
  }
  const refuse = (detail: string): void => fail(new InlayError('invalid_request', detail))

  const addField = (name: string, value: string): void => {
    if (fields.has(name)) refuse(`Expected ${name} once but received it twice`)
    else fields.set(name, value)
  }

  parser.on('field', (name, value, info) => {
    if (info.nameTruncated || info.valueTruncated) refuse('A form field is too long.')
    else addField(name, value)
  })
  parser.on('file', (name, stream) => {
    // At once: a form cut short breaks its file before anybody has begun to read it.
    stream.on('error', damaged)
    const take = async (): Promise<void> => {
      if (name === textField) addField(name, await readText(stream))
      else if (!isFile(name)) refuse(expected(fileWords, 'a file field', name))
      else if (files.has(name)) refuse(`Expected ${name} once but received it twice`)
      else {
        files.set(name, 0)
        files.set(name, await copy(stream, await openFile(name)))
      }
    }
    taking.push(
      take()
        .catch(fail)
        .finally(() => stream.resume()),
    )
  })
  for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) {
    parser.on(limit, () => refuse('The form has too many fields.'))
  }

  const damaged = (cause: unknown): void =>
    fail(new InlayError('envelope_invalid', 'The form is damaged or cut short.', { cause }))
  parser.on('error', damaged)
  const over = once(parser, 'close').catch(() => {})
  try {
    for await (const chunk of body) {
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), over])
      if (failure !== undefined) throw failure
    }
    parser.end()
    await over
    await Promise.all(taking)
    if (failure !== undefined) throw failure
    return { fields, files }
  } catch (error) {
    fail(error)
    parser.destroy()
    await Promise.all(taking)
    throw failure
  }
}

const openParser = (headers: IncomingHttpHeaders): busboy.Busboy => {
  try {
    return busboy({ headers, limits: LIMITS })
  } catch (cause) {
    throw new InlayError('envelope_invalid', 'The form has no boundary.', { cause })
  }
}

const copy = async (stream: Readable, writer: FileWriter): Promise<number> => {
  let length = 0
  try {
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) throw new Error('A file came as text')
      length += chunk.byteLength
      await writer.write(chunk)
    }
    await writer.finish()
    return length
  } catch (error) {
    await writer.abort()
    throw error
  }
}

const readText = async (stream: Readable): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new Error('A file came as text')
    length += chunk.byteLength
    if (length > LIMITS.fieldSize) {
      throw new InlayError('invalid_request', 'A form field is too long.')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
