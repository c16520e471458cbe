import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InlayError } from './errors.ts'
import { type ExchangeContext, finishExchange, makeShare } from './pairing-exchange.ts'

const context: ExchangeContext = {
  id: 'a-b-c',
  port: 43117,
  name: 'Figma',
  app: 'figma',
  nonce: 'ab'.repeat(32),
}

const random = fc.uint8Array({ minLength: 64, maxLength: 64 })
const code = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'))

const exchange = (
  [plugin, companion]: readonly [string, string],
  [one, other]: readonly [Uint8Array, Uint8Array],
  contexts: readonly [ExchangeContext, ExchangeContext] = [context, context],
) => {
  const a = makeShare(plugin, contexts[0], one)
  const b = makeShare(companion, contexts[1], other)
  return [
    finishExchange('plugin', a, b.share, contexts[0]),
    finishExchange('companion', b, a.share, contexts[1]),
  ] as const
}

const RUNS = { numRuns: 20 }
const ONES = [new Uint8Array(64).fill(1), new Uint8Array(64).fill(2)] as const

describe('row 6: the exchange over the code', () => {
  it('gives both sides the same three things, all different, anew each time', () => {
    fc.assert(
      fc.property(code, random, random, (same, one, other) => {
        const [plugin, companion] = exchange([same, same], [one, other])
        expect(plugin).toEqual(companion)
        expect(plugin.token).toMatch(/^[A-Za-z0-9_-]{43}$/)
        expect(Buffer.from(plugin.token, 'base64url').toString('base64url')).toBe(plugin.token)
        expect(new Set([plugin.pluginProof, plugin.companionProof]).size).toBe(2)
        const [again] = exchange([same, same], [one, Uint8Array.from(other, (byte) => byte ^ 1)])
        expect(again.token).not.toBe(plugin.token)
      }),
      RUNS,
    )
  })

  it('gives nothing in common for different codes', () => {
    fc.assert(
      fc.property(code, code, random, random, (mine, theirs, one, other) => {
        fc.pre(mine !== theirs)
        const [plugin, companion] = exchange([mine, theirs], [one, other])
        expect(plugin.pluginProof).not.toBe(companion.pluginProof)
        expect(plugin.companionProof).not.toBe(companion.companionProof)
        expect(plugin.token).not.toBe(companion.token)
      }),
      RUNS,
    )
  })

  it.each([
    { id: 'a-b-d' },
    { port: 43118 },
    { name: 'Photoshop' },
    { app: 'photoshop' },
    { nonce: 'cd'.repeat(32) },
  ])('nor where %j differs', (other) => {
    const [plugin, companion] = exchange(['123456', '123456'], ONES, [
      context,
      { ...context, ...other },
    ])
    expect(plugin.pluginProof).not.toBe(companion.pluginProof)
    expect(plugin.token).not.toBe(companion.token)
  })

  it('a share tells nothing of the code: any code could have made it', () => {
    const { share } = makeShare('123456', context, ONES[0])
    expect(share).toMatch(/^[0-9a-f]{64}$/)
    expect(makeShare('654321', context, ONES[0]).share).not.toBe(share)
  })

  it.each([
    ['the neutral element', '00'.repeat(32)],
    ['no element', 'ff'.repeat(32)],
    ['another spelling of one', `01${'00'.repeat(31)}`],
    ['too short', '00'],
    ['nothing', ''],
  ])('%s is refused', (_, share) => {
    const own = makeShare('123456', context, ONES[0])
    const error = (() => {
      try {
        return finishExchange('companion', own, share, context)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error instanceof InlayError && error.code).toBe('invalid_request')
  })
})
