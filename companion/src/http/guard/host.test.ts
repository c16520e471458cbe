import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkHost } from './host.ts'
import { localPlace, outsidePlace } from './place.ts'

const PORT = 43117
const PLACE = localPlace(PORT)
const claim = (host: string | readonly string[], url = '/v1/health', httpVersion = '1.1') => ({
  httpVersion,
  url,
  rawHeaders: [host].flat().flatMap((one) => ['Host', one]),
})

const refused = expect.objectContaining({ code: 'wrong_host' })

test('our three names with our port, and nothing else', () => {
  for (const host of PLACE.hosts) expect(checkHost(claim(host), PLACE)).toBe('/v1/health')
  const own = new Set(PLACE.hosts)
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
        expect(() => checkHost(claim(host), PLACE)).toThrow(refused)
      },
    ),
    { numRuns: 500 },
  )
})

test('a target of absolute form must name the same host, and loses it', () => {
  const host = `localhost:${PORT}`
  expect(checkHost(claim(host, `http://${host}/v1/health?x=1`), PLACE)).toBe('/v1/health?x=1')
  expect(checkHost(claim(host, `http://${host}`), PLACE)).toBe('/')
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
    expect(() => checkHost(claim(host, url), PLACE)).toThrow(refused)
  }
})

test('one Host, in HTTP/1.1', () => {
  const host = `localhost:${PORT}`
  expect(() => checkHost(claim([]), PLACE)).toThrow(refused)
  expect(() => checkHost(claim([host, host]), PLACE)).toThrow(refused)
  expect(() => checkHost(claim([host, 'evil.example']), PLACE)).toThrow(refused)
  expect(() => checkHost(claim(host, '/', '1.0'), PLACE)).toThrow(refused)
})

test('over TLS: the names of the certificate with the port, and nothing else', () => {
  const place = outsidePlace(PORT, ['inlay.studio.test', '10.0.0.5', 'fd00::5'])
  const own = [`inlay.studio.test:${PORT}`, `10.0.0.5:${PORT}`, `[fd00::5]:${PORT}`]
  for (const host of own) {
    expect(checkHost(claim(host), place)).toBe('/v1/health')
    expect(checkHost(claim(host, `https://${host}/v1/health`), place)).toBe('/v1/health')
    expect(() => checkHost(claim(host, `http://${host}/v1/health`), place)).toThrow(refused)
  }
  for (const host of [...PLACE.hosts, 'inlay.studio.test', `0.0.0.0:${PORT}`]) {
    expect(() => checkHost(claim(host), place)).toThrow(refused)
  }
})
