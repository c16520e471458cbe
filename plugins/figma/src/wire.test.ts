/** Whatever is sent arrives, in order, and no message is larger than a piece. */
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWire, PIECE } from './wire.ts'

/** Two ends; `crossed` is every value that was posted, copied as a host would. */
const pair = () => {
  const crossed: unknown[] = []
  const arrived: unknown[] = []
  let pauses = 0
  const receiver = createWire({
    post: () => undefined,
    later: (goOn) => goOn(),
    onMessage: (message) => arrived.push(message),
  })
  const sender = createWire({
    post: (value) => {
      crossed.push(value)
      receiver.receive(structuredClone(value))
    },
    later: (goOn) => {
      pauses += 1
      setTimeout(goOn, 0)
    },
    onMessage: () => undefined,
  })
  return { sender, receiver, crossed, arrived, pauses: () => pauses }
}

/** The same with a digest for bytes: comparing megabytes element by element takes a minute. */
const digest = (value: unknown): unknown => {
  if (value instanceof Uint8Array) {
    return `${value.length} bytes ${createHash('sha256').update(value).digest('hex')}`
  }
  if (Array.isArray(value)) return value.map(digest)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, digest(one)]))
}

const sizeOf = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, one) => sum + sizeOf(one), 0)
}

describe('the wire', () => {
  it('carries what is small as it is', async () => {
    const { sender, crossed, arrived } = pair()
    const message = { type: 'ready', bytes: Uint8Array.of(1, 2), list: [null, 'a', { b: 1 }] }
    await sender.send(message)
    expect(crossed).toEqual([message])
    expect(arrived).toEqual([message])
  })

  it('carries large bytes in pieces, with a pause after each, and whatever follows after them', async () => {
    const { sender, crossed, arrived, pauses } = pair()
    const image = Uint8Array.from({ length: 2 * PIECE + 3 }, (_, i) => i % 251)
    const mask = Uint8Array.from({ length: PIECE }, (_, i) => i % 7)
    const message = { type: 'a', image, masks: [{ png: mask }, { png: Uint8Array.of(9) }] }
    const [, second] = [sender.send(message), sender.send({ type: 'b' })]
    await second
    expect(arrived.map(digest)).toEqual([message, { type: 'b' }].map(digest))
    expect(crossed.map(sizeOf).every((size) => size <= PIECE)).toBe(true)
    expect(crossed).toHaveLength(7)
    expect(pauses()).toBe(4)
  })

  it('carries anything', async () => {
    const large = fc
      .tuple(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 0, max: 200_000 }))
      .map(([value, length]) => new Uint8Array(length).fill(value))
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), large)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), leaf, { noNullPrototype: true }), { maxLength: 4 }),
        async (messages) => {
          const { sender, arrived } = pair()
          await Promise.all(messages.map((message) => sender.send(message)))
          expect(arrived.map(digest)).toEqual(messages.map(digest))
        },
      ),
      { numRuns: 30 },
    )
  })

  const begin = (...lengths: number[]) => ({ inlay: 'begin', id: 5, lengths })
  const piece = (length: number) => ({ inlay: 'piece', id: 5, bytes: new Uint8Array(length) })
  const whole = { inlay: 'whole', id: 5, message: { a: { inlayBytes: 0 } } }
  it.each([
    ['nothing before it', [whole]],
    ['too little', [begin(3), piece(2), whole]],
    ['an array that is not there', [begin(), whole]],
    ['an array that is missing', [begin(3, 3), piece(3), whole]],
    ['too much', [begin(3), piece(4)]],
    ['one piece more', [begin(3), piece(3), piece(1)]],
    ['a piece of nothing', [piece(1)]],
    ['more than there is room for', [begin(2 ** 30, 2 ** 30)]],
  ])('refuses a message with %s', (_what, values) => {
    const { receiver, arrived } = pair()
    expect(() => {
      for (const value of values) receiver.receive(value)
    }).toThrow('damaged')
    expect(arrived).toEqual([])
  })
})
