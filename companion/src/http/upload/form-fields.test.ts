import { FillRequest, parseFillRequest } from '@inlay/shared'
import { describe, expect, test } from 'vitest'
import { FORM_FIELDS, requestFromFields } from './form-fields.ts'

const both = ['image', 'mask']
const read = (fields: Record<string, string>, files: readonly string[] = both) =>
  parseFillRequest(requestFromFields(new Map(Object.entries(fields)), files))

describe('a form becomes a request', () => {
  test('with nothing but its files', () => {
    expect(read({})).toMatchObject({
      operation: 'remove',
      image: { kind: 'encoded', part: 'image' },
      mask: { kind: 'encoded', part: 'mask' },
    })
  })

  test('field by field, each in its own type', () => {
    expect(
      read({
        operation: 'fill',
        prompt: 'a lake',
        seed: '42',
        strength: '0.5',
        grow: '4',
        invertMask: 'true',
        colourMatch: 'false',
        form: 'composite',
        format: 'raw',
      }),
    ).toMatchObject({
      operation: 'fill',
      prompt: 'a lake',
      seed: 42,
      strength: 0.5,
      grow: 4,
      invertMask: true,
      colourMatch: false,
      output: { form: 'composite', format: 'raw' },
    })
    expect(read({ operation: 'expand', expand: '{"left": 10}' }, ['image'])).toMatchObject({
      expand: { left: 10, top: 0, right: 0, bottom: 0 },
    })
  })

  test('whole, as JSON, its sources filled in', () => {
    expect(read({ request: '{"operation":"fill","seed":1}' })).toMatchObject({
      operation: 'fill',
      seed: 1,
      image: { kind: 'encoded', part: 'image' },
    })
  })

  test('a prompt of digits stays a text', () => {
    expect(read({ prompt: '42' }).prompt).toBe('42')
  })

  test('every field of a request can be written', () => {
    const written = Object.keys(FillRequest.shape).filter(
      (name) => !['image', 'mask', 'sample', 'guide', 'reference', 'output'].includes(name),
    )
    expect([...FORM_FIELDS].sort()).toEqual([...written, 'form', 'format'].sort())
  })
})

describe('what cannot be read is named', () => {
  test.each<[Record<string, string>, RegExp]>([
    [{ colour: 'red' }, /one of request, operation, .* but received "colour"/],
    [{ seed: 'seven' }, /Expected a number for seed but received "seven"/],
    [{ seed: '' }, /Expected a number for seed/],
    [{ seed: '0x10' }, /Expected a number for seed/],
    [{ seed: ' 1' }, /Expected a number for seed/],
    [{ seed: 'Infinity' }, /Expected a number for seed/],
    [{ grain: 'yes' }, /Expected true or false for grain but received "yes"/],
    [{ expand: '{left:1}' }, /Expected JSON for expand/],
    [{ request: '{"operation"' }, /Expected JSON for request/],
    [{ request: '[]' }, /Expected a JSON object for request but received a list of 0/],
    [{ request: 'null' }, /Expected a JSON object for request but received nothing/],
    [{ request: '{}', seed: '1' }, /either the field request or single fields/],
    [{ operation: 'destroy' }, /for operation but received "destroy"/],
    [{ variations: '99' }, /for variations but received 99/],
  ])('%o', (fields, sentence) => {
    expect(() => read(fields)).toThrow(sentence)
    expect(() => read(fields)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  test('without quoting what a parser made of a prompt', () => {
    expect(() => read({ request: '{"prompt": "my secret" oops' })).toThrow(
      expect.objectContaining({ detail: 'Expected JSON for request' }),
    )
  })

  test('a field cannot reach into objects’ own names', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(() => read({ [name]: '1' })).toThrow(
        expect.objectContaining({ code: 'invalid_request' }),
      )
    }
  })
})
