/** Checks what comes in against a schema, and says what is wrong in the house sentence. */
import { type ErrorCode, expected, InlayError } from './errors.ts'
import type * as z from './zod.ts'

type Issue = z.core.$ZodIssue

/** Plain words for zod's type names. */
const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['array', 'a list'],
  ['boolean', 'true or false'],
  ['int', 'a whole number'],
  ['number', 'a number'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['string', 'a text'],
])

/**
 * The schema's output for `value`.
 * @param whole what the value itself is called where no field can be named, e.g. "the request"
 * @throws InlayError `code` with "Expected X for Y but received Z" for the first thing wrong
 */
export const parseWith = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  code: ErrorCode,
  whole: string,
): z.output<Schema> => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new InlayError(code, issue === undefined ? undefined : describeIssue(issue, value, whole), {
    cause: parsed.error,
  })
}

/** "Expected X for Y but received Z", from what zod found. */
export const describeIssue = (issue: Issue, input: unknown, whole: string): string => {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => nameOf([...issue.path, key], whole)).join(', ')
    return `Expected no other fields in ${nameOf(issue.path, whole)} but received ${names}`
  }
  const nearest = issue.code === 'invalid_union' ? nearestBranch(issue) : undefined
  if (nearest !== undefined) {
    return describeIssue({ ...nearest, path: [...issue.path, ...nearest.path] }, input, whole)
  }
  return expected(expectation(issue), nameOf(issue.path, whole), valueAt(input, issue.path))
}

const expectation = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS.get(issue.expected) ?? issue.expected
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return unionExpectation(issue)
    case 'too_small':
      return `${quantity(issue.origin, issue.minimum)} or more`
    case 'too_big':
      return `${quantity(issue.origin, issue.maximum)} or less`
    case 'invalid_format':
      return issue.pattern === undefined
        ? `a valid ${issue.format}`
        : `a text like ${issue.pattern}`
    default:
      return issue.message
  }
}

const oneOf = (values: readonly unknown[]): string => {
  const words = values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)))
  return words.length === 1 ? words[0]! : `one of ${words.join(', ')}`
}

const quantity = (origin: string, bound: number | bigint): string => {
  if (origin === 'string') return `${bound} character${bound === 1 ? '' : 's'}`
  return origin === 'array' ? `${bound} ${bound === 1 ? 'entry' : 'entries'}` : String(bound)
}

/**
 * What is wrong with the branch of a union of objects that was most likely meant: one whose fields
 * are all known and only hold something wrong, else one with stray fields. Undefined for unions of plain values, and where the value is no object at all.
 */
const nearestBranch = (issue: Extract<Issue, { code: 'invalid_union' }>): Issue | undefined => {
  const isWithin = (one: Issue): boolean => one.path.length > 0
  const branches = issue.errors.filter((errors) =>
    errors.some((one) => isWithin(one) || one.code === 'unrecognized_keys'),
  )
  const isStray = (errors: readonly Issue[]): boolean =>
    errors.some((one) => one.code === 'unrecognized_keys')
  return (branches.find((errors) => !isStray(errors)) ?? branches[0])?.[0]
}

/** A union of literals lists them all; a tagged union lists its tags. */
const unionExpectation = (issue: Extract<Issue, { code: 'invalid_union' }>): string => {
  if ('options' in issue && Array.isArray(issue.options)) return oneOf(issue.options)
  const values = issue.errors.flatMap((errors) =>
    errors.flatMap((error) =>
      error.code === 'invalid_value' && error.path.length === 0 ? error.values : [],
    ),
  )
  if (values.length > 0) return oneOf(values)
  const kinds = issue.errors.map((errors) => errors[0])
  return kinds.every((one) => one?.code === 'invalid_type' && one.expected === 'object')
    ? 'an object'
    : 'another kind of value'
}

/** How a field is written: `image.part`, `parts[0].length`; `whole` for the value itself. */
const nameOf = (path: readonly PropertyKey[], whole: string): string => {
  let name = ''
  for (const key of path) {
    if (typeof key === 'number') name += `[${key}]`
    else name += name === '' ? String(key) : `.${String(key)}`
  }
  if (name === '') return whole
  return name.startsWith('[') ? `${whole}${name}` : name
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown => {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
