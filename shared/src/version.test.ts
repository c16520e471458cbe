import { describe, expect, it } from 'vitest'
import { COMPANION_VERSION, isOlder, judgeVersion, PROTOCOL_RELEASES } from './version.ts'

describe('judgeVersion', () => {
  it.each([
    ['0.1.0', 'compatible'],
    ['0.1.0-beta.1', 'compatible'],
    ['0.1.1+build', 'compatible'],
    ['0.10.0', 'compatible'],
    ['1.99.12', 'compatible'],
    ['0.0.9', 'companion_too_old'],
    ['2.0.0', 'client_too_old'],
    ['2.0.0-rc.1', 'client_too_old'],
    ['11.0.0', 'client_too_old'],
    ['', 'unreadable'],
    ['1', 'unreadable'],
    ['1.0', 'unreadable'],
    ['v1.0.0', 'unreadable'],
    ['1.0.0.0', 'unreadable'],
    ['99999999.0.0', 'unreadable'],
  ])('%s is %s', (version, verdict) => {
    expect(judgeVersion(version)).toBe(verdict)
  })

  it('finds this very companion compatible', () => {
    expect(judgeVersion(COMPANION_VERSION)).toBe('compatible')
    expect(judgeVersion(PROTOCOL_RELEASES.from)).toBe('compatible')
    expect(judgeVersion(PROTOCOL_RELEASES.before)).toBe('client_too_old')
  })
})

describe('isOlder', () => {
  it.each([
    ['0.1.0', '0.1.1', true],
    ['0.9.9', '0.10.0', true],
    ['1.0.0', '0.10.0', false],
    ['0.1.0', '0.1.0', false],
    // Of what cannot be read nothing is said.
    ['dev', '0.1.0', false],
    ['0.1.0', '', false],
  ])('%s than %s: %s', (release, than, expected) => {
    expect(isOlder(release, than)).toBe(expected)
  })
})
