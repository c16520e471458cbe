import { describe, expect, it } from 'vitest'
import { InlayError } from './errors.ts'
import { parseWith } from './issues.ts'
import * as z from './zod.ts'

const Schema = z.strictObject({
  count: z.int().min(1).max(8).optional(),
  share: z.number().min(0).max(1).optional(),
  name: z.string().min(1).max(4).optional(),
  tag: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
  flag: z.boolean().optional(),
  kind: z.enum(['soft', 'hard']).optional(),
  depth: z.union([z.literal(8), z.literal(16)]).optional(),
  only: z.literal('here').optional(),
  list: z
    .array(z.strictObject({ length: z.int() }))
    .max(2)
    .optional(),
  source: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('raw'), part: z.string() }),
      z.strictObject({ kind: z.literal('encoded') }),
    ])
    .optional(),
  many: z.record(z.string(), z.number()).optional(),
  mixed: z.union([z.string(), z.number()]).optional(),
  either: z
    .union([
      z.strictObject({ wide: z.int().min(0).default(0), high: z.int().min(0).default(0) }),
      z.strictObject({ shape: z.string().regex(/^x$/), place: z.enum(['a', 'b']).default('a') }),
    ])
    .optional(),
})

const detailOf = (value: unknown): string | undefined => {
  try {
    parseWith(Schema, value, 'invalid_request', 'the thing')
  } catch (error) {
    if (error instanceof InlayError && error.code === 'invalid_request') return error.detail
    throw error
  }
  throw new Error('It was taken')
}

describe('parseWith', () => {
  it.each([
    [{ count: 9 }, 'Expected 8 or less for count but received 9'],
    [{ count: 0 }, 'Expected 1 or more for count but received 0'],
    [{ count: 1.5 }, 'Expected a whole number for count but received 1.5'],
    [{ count: '3' }, 'Expected a number for count but received "3"'],
    [{ share: Number.NaN }, 'Expected a number for share but received NaN'],
    [{ name: '' }, 'Expected 1 character or more for name but received ""'],
    [{ name: 'x'.repeat(99) }, 'Expected 4 characters or less for name but received 99 characters'],
    [{ name: 7 }, 'Expected a text for name but received 7'],
    [{ tag: 'A' }, 'Expected a text like /^[a-z]+$/ for tag but received "A"'],
    [{ flag: 'yes' }, 'Expected true or false for flag but received "yes"'],
    [{ kind: 'firm' }, 'Expected one of "soft", "hard" for kind but received "firm"'],
    [{ depth: 12 }, 'Expected one of 8, 16 for depth but received 12'],
    [{ only: 'there' }, 'Expected "here" for only but received "there"'],
    [{ list: {} }, 'Expected a list for list but received object'],
    [{ list: [1, 2] }, 'Expected an object for list[0] but received 1'],
    [{ list: [{ length: 1 }, {}] }, 'Expected a number for list[1].length but received nothing'],
    [
      { list: [{ length: 1 }, { length: 1 }, { length: 1 }] },
      'Expected 2 entries or less for list but received a list of 3',
    ],
    [
      { source: { kind: 'other' } },
      'Expected one of "raw", "encoded" for source.kind but received "other"',
    ],
    [{ source: {} }, 'Expected one of "raw", "encoded" for source.kind but received nothing'],
    [{ source: { kind: 'raw' } }, 'Expected a text for source.part but received nothing'],
    [{ source: 3 }, 'Expected an object for source but received 3'],
    [{ many: { a: 'b' } }, 'Expected a number for many.a but received "b"'],
    [{ mixed: true }, 'Expected another kind of value for mixed but received true'],
    [{ either: { wide: -1 } }, 'Expected 0 or more for either.wide but received -1'],
    [{ either: { shape: 'y' } }, 'Expected a text like /^x$/ for either.shape but received "y"'],
    [{ either: { wide: 'x' } }, 'Expected a number for either.wide but received "x"'],
    [
      { either: { shape: 'x', wide: 1 } },
      'Expected no other fields in either but received either.shape',
    ],
    [{ either: { deep: 1 } }, 'Expected no other fields in either but received either.deep'],
    [{ either: 'x' }, 'Expected an object for either but received "x"'],
    [{ colour: 1 }, 'Expected no other fields in the thing but received colour'],
    [
      { source: { kind: 'encoded', a: 1, b: 2 } },
      'Expected no other fields in source but received source.a, source.b',
    ],
    [null, 'Expected an object for the thing but received nothing'],
    [[1], 'Expected an object for the thing but received a list of 1'],
    ['text', 'Expected an object for the thing but received "text"'],
  ])('says what is wrong with %j', (value, detail) => {
    expect(detailOf(value)).toBe(detail)
  })

  it('names the entry of a bare list', () => {
    expect(() => parseWith(z.array(z.int()), [1, 'x'], 'envelope_invalid', 'the list')).toThrow(
      'Expected a number for the list[1] but received "x"',
    )
  })

  it('gives the parsed value, and keeps what zod said as the cause', () => {
    expect(parseWith(Schema, { count: 3 }, 'invalid_request', 'the thing')).toEqual({ count: 3 })
    try {
      parseWith(Schema, 1, 'envelope_invalid', 'the thing')
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'envelope_invalid', cause: expect.any(z.ZodError) })
    }
  })
})
