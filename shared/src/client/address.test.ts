import { describe, expect, it } from 'vitest'
import { companionAddresses, normaliseAddress } from './address.ts'

describe('addresses', () => {
  it.each([
    ['http://localhost:43117', 'http://localhost:43117'],
    ['http://localhost:43117/', 'http://localhost:43117'],
    ['localhost:43118', 'http://localhost:43118'],
    [' LocalHost ', 'http://localhost:43117'],
    ['127.0.0.1', 'http://127.0.0.1:43117'],
    ['[::1]:43119', 'http://[::1]:43119'],
  ])('reads %j', (text, address) => {
    expect(normaliseAddress(text)).toBe(address)
  })

  it.each([
    '',
    'https://localhost:43117',
    'http://localhost.evil.com:43117',
    'http://127.0.0.1.nip.io',
    'http://user@localhost:43117',
    'http://localhost:43117/path',
    'http://localhost:0',
    'http://localhost:65536',
    'http://192.168.1.2:43117',
    'http://0.0.0.0:43117',
    'ws://localhost:43117',
  ])('refuses %j: the token stays on this machine', (text) => {
    expect(() => normaliseAddress(text)).toThrow('Expected an address of this machine')
  })

  it('lists every fixed port of each host, hosts in order', () => {
    expect(companionAddresses()).toEqual([
      'http://localhost:43117',
      'http://localhost:43118',
      'http://localhost:43119',
      'http://127.0.0.1:43117',
      'http://127.0.0.1:43118',
      'http://127.0.0.1:43119',
    ])
    expect(companionAddresses(['localhost'])).toHaveLength(3)
  })
})
