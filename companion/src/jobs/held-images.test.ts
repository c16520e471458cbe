import { expect, it } from 'vitest'
import { createHeldImages } from './held-images.ts'

const bytesOf = (picture: { bytes: number }): number => picture.bytes

it('holds by count, least recently used first', () => {
  const held = createHeldImages(bytesOf, { count: 2, bytes: 1000, idle: 1000 })
  const a = held.add('a', { bytes: 1 })
  const b = held.add('b', { bytes: 1 })
  expect(held.get(a.id)?.picture).toBe(a.picture)
  const c = held.add('c', { bytes: 1 })
  expect(held.get(b.id)).toBeUndefined()
  expect(held.find('a')?.id).toBe(a.id)
  expect(held.find('c')?.id).toBe(c.id)
})

it('holds by bytes, also when a picture grows, but always the newest', () => {
  const held = createHeldImages(bytesOf, { count: 9, bytes: 100, idle: 1000 })
  const a = held.add('a', { bytes: 40 })
  const b = held.add('b', { bytes: 50 })
  expect(held.get(a.id)).toBeDefined()
  expect(held.get(b.id)).toBeDefined()
  b.picture.bytes = 500
  held.trim()
  expect(held.get(a.id)).toBeUndefined()
  expect(held.get(b.id)).toBeDefined()
})

it('forgets what nobody uses', () => {
  let now = 0
  const held = createHeldImages(bytesOf, { count: 9, bytes: 100, idle: 1000 }, () => now)
  const a = held.add('a', { bytes: 1 })
  now = 900
  expect(held.get(a.id)).toBeDefined()
  now = 1800
  expect(held.get(a.id)).toBeDefined()
  now = 2800
  expect(held.get(a.id)).toBeUndefined()
  expect(held.find('a')).toBeUndefined()
})
