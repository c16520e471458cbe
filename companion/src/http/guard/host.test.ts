import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkHost, ownHosts } from './host.ts'

const PORT = 43117
const claim = (host: string | readonly string[], url = '/v1/health', httpVersion = '1.1') => ({
  httpVersion,
  url,
  rawHeaders: [host].flat().flatMap((one) => ['Host', one]),
})

const refused = expect.objectContaining({ code: 'wrong_host' })

test('our three names with our port, and nothing else', () => {
  for (const host of ownHosts(PORT)) expect(checkHost(claim(host), PORT)).toBe('/v1/health')
  const own = new Set(ownHosts(PORT))
  const like = fc.oneof(
    fc.string(),
    fc.webAuthority(),
    fc.domain().map((name) => `${name}:${PORT}`),
    fc.ipV4().map((ip) => `${ip}:${PORT}`),
    fc.ipV6().map((ip) => `[${ip}]:${PORT}`),
    fc
      .tuple(fc.constantFrom(...own), fc.string({ minLength: 1, maxLength: 4 }))
      .map(([name, more]) => name + more),
    fc
      .tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.constantFrom(...own))
      .map(([more, name]) => more + name),
  )
  fc.assert(
    fc.property(
      like.filter((host) => !own.has(host)),
      (host) => {
        expect(() => checkHost(claim(host), PORT)).toThrow(refused)
      },
    ),
    { numRuns: 500 },
  )
})

test('a target of absolute form must name the same host, and loses it', () => {
  const host = `localhost:${PORT}`
  expect(checkHost(claim(host, `http://${host}/v1/health?x=1`), PORT)).toBe('/v1/health?x=1')
  expect(checkHost(claim(host, `http://${host}`), PORT)).toBe('/')
  for (const url of [
    'http://evil.example/v1/health',
    `http://127.0.0.1:${PORT}/v1/health`,
    `http://${host}.evil.example/`,
    `http://${host}@evil.example/`,
    `https://${host}/`,
    '*',
    '',
    'evil.example:80',
  ]) {
    expect(() => checkHost(claim(host, url), PORT)).toThrow(refused)
  }
})

test('one Host, in HTTP/1.1', () => {
  const host = `localhost:${PORT}`
  expect(() => checkHost(claim([]), PORT)).toThrow(refused)
  expect(() => checkHost(claim([host, host]), PORT)).toThrow(refused)
  expect(() => checkHost(claim([host, 'evil.example']), PORT)).toThrow(refused)
  expect(() => checkHost(claim(host, '/', '1.0'), PORT)).toThrow(refused)
})
