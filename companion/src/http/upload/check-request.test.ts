import { parseFillRequest } from '@inlay/shared'
import { expect, test } from 'vitest'
import { checkRequest } from './check-request.ts'

const raw = (part: string, channels: number, side = 10, bitDepth = 8) => ({
  kind: 'raw',
  part,
  width: side,
  height: side,
  channels,
  bitDepth,
})
const check = (request: object, lengths: Record<string, number>, maxPixels = 1000) =>
  checkRequest(parseFillRequest(request), new Map(Object.entries(lengths)), maxPixels)

const request = { image: raw('a', 4), mask: raw('b', 1) }
const sampled = { ...request, sample: raw('c', 1) }

test('parts that fit their sources are taken', () => {
  expect(() => check(request, { a: 400, b: 100 })).not.toThrow()
  expect(() => check({ ...request, image: raw('a', 3, 10, 16) }, { a: 600, b: 100 })).not.toThrow()
  const encoded = { image: { kind: 'encoded', part: 'a' }, mask: { kind: 'encoded', part: 'b' } }
  expect(() => check(encoded, { a: 1, b: 1 })).not.toThrow()
  expect(() => check(sampled, { a: 400, b: 100, c: 100 })).not.toThrow()
})

test.each<[string, object, Record<string, number>, string]>([
  ['no image part', request, { b: 100 }, 'image_missing'],
  ['no mask part', request, { a: 400 }, 'mask_missing'],
  ['an empty image', request, { a: 0, b: 100 }, 'image_missing'],
  ['an empty mask', request, { a: 400, b: 0 }, 'mask_missing'],
  ['no sample part', sampled, { a: 400, b: 100 }, 'mask_missing'],
  ['an empty sample', sampled, { a: 400, b: 100, c: 0 }, 'mask_missing'],
  ['a sample of too few bytes', sampled, { a: 400, b: 100, c: 99 }, 'invalid_request'],
  ['too few bytes', request, { a: 399, b: 100 }, 'invalid_request'],
  ['too many bytes', request, { a: 400, b: 101 }, 'invalid_request'],
  ['a part nobody named', request, { a: 400, b: 100, c: 1 }, 'invalid_request'],
  [
    'too many pixels',
    { ...request, image: raw('a', 1, 32) },
    { a: 1024, b: 100 },
    'image_too_large',
  ],
])('%s', (_, bad, lengths, code) => {
  expect(() => check(bad, lengths)).toThrow(expect.objectContaining({ code }))
})
