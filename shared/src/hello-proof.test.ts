import { createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, helloKey, helloProof, sameText, toHex } from './hello-proof.ts'

const claim = { deviceId: 'd', port: 43117, nonce: 'ab'.repeat(32) }

describe('the proof', () => {
  it('is what Node’s own HKDF and HMAC make of the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.nat(65_535), (token, deviceId, port) => {
        const key = Buffer.from(hkdfSync('sha256', token, '', 'inlay hello key v1', 32))
        expect(toHex(helloKey(token))).toBe(key.toString('hex'))
        const said = `inlay hello v1|${port}|${claim.nonce}|${deviceId}`
        const proof = createHmac('sha256', key).update(said).digest('hex')
        expect(helloProof(helloKey(token), { ...claim, deviceId, port })).toBe(proof)
      }),
      { numRuns: 30 },
    )
  })

  it('is another for another token, device, port or nonce', () => {
    const key = helloKey('token')
    const proofs = [
      helloProof(key, claim),
      helloProof(helloKey('Token'), claim),
      helloProof(key, { ...claim, deviceId: 'e' }),
      helloProof(key, { ...claim, port: 43118 }),
      helloProof(key, { ...claim, nonce: 'ac'.repeat(32) }),
    ]
    expect(new Set(proofs).size).toBe(proofs.length)
  })

  it('does not hold the token, nor does its key', () => {
    const token = 'A'.repeat(43)
    expect(toHex(helloKey(token))).not.toContain(toHex(Uint8Array.from(Buffer.from(token))))
  })
})

it('texts are the same only when they are', () => {
  expect(sameText('abc', 'abc')).toBe(true)
  for (const other of ['', 'ab', 'abd', 'abcd', 'xbc']) expect(sameText('abc', other)).toBe(false)
})

it('hexadecimal digits go there and back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
      expect(fromHex(toHex(bytes))).toEqual(bytes)
    }),
  )
})
