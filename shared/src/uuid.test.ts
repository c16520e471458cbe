import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FillId } from './fill-record.ts'
import { randomUuid } from './uuid.ts'

it('is a version 4 UUID that the companion takes, whatever the bytes', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const id = randomUuid(() => bytes)
      expect(FillId.parse(id)).toMatch(/^.{14}4.{4}[89ab]/)
      seen.add(id)
    }),
  )
  expect(seen.size).toBeGreaterThan(50)
  expect(randomUuid(() => new Uint8Array(16).fill(255))).toBe(
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  )
})
