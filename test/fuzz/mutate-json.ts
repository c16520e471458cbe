/** Damages a JSON value in its structure: wrong kinds, wrong names, too much, too deep. */
import type { Random } from './random.ts'

const STRINGS = [
  '',
  ' ',
  '0',
  'null',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  'a'.repeat(5000),
  '\u0000',
  '\u202e\u2066',
  '\ud800',
  '💣'.repeat(40),
  '-1',
  '1e309',
  'file:///etc/passwd',
  'image',
  'mask',
  'patchmatch',
]

const NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.5,
  255,
  256,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e300,
  Number.MIN_VALUE,
  65_536,
]

const odd = (random: Random): unknown => {
  switch (random.int(7)) {
    case 0:
      return random.pick(STRINGS)
    case 1:
      return random.pick(NUMBERS)
    case 2:
      return null
    case 3:
      return random.chance(0.5)
    case 4:
      return []
    case 5:
      return {}
    default:
      return deep(1 + random.int(200))
  }
}

const deep = (depth: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value }
  return value
}

export const mutateJson = (value: unknown, random: Random): unknown => {
  if (random.chance(0.12)) return odd(random)
  if (Array.isArray(value)) {
    const items: unknown[] = [...value]
    const at = random.int(items.length + 1)
    const what = random.int(10)
    if (what < 3) items.splice(at, 0, odd(random))
    else if (what < 5) items.splice(at, 1)
    else if (at < items.length) items[at] = mutateJson(items[at], random)
    return items
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (random.chance(0.2)) entries.push([random.pick(STRINGS), odd(random)])
    if (entries.length === 0) return odd(random)
    const at = random.int(entries.length)
    const [name = '', inner] = entries[at] ?? []
    if (random.chance(0.2)) entries.splice(at, 1)
    else if (random.chance(0.15)) entries[at] = [random.pick(STRINGS), inner]
    else entries[at] = [name, mutateJson(inner, random)]
    return Object.fromEntries(entries)
  }
  if (typeof value === 'number' && random.chance(0.6)) return random.pick(NUMBERS)
  if (typeof value === 'string' && random.chance(0.6)) return random.pick(STRINGS)
  return odd(random)
}

/** As text, sometimes damaged as text too. */
export const mutateJsonText = (value: unknown, random: Random): string => {
  const text = JSON.stringify(mutateJson(value, random)) ?? 'undefined'
  if (random.chance(0.8)) return text
  const at = random.int(text.length + 1)
  return random.chance(0.5)
    ? text.slice(0, at)
    : text.slice(0, at) + random.pick(['}', '"', '\\', '\u0000', ',,', '\ufeff']) + text.slice(at)
}
