/** What lies between a download and its server: certificates, and proxies that may not read along. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { ModelEvent } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeSettings } from '../settings.ts'
import { failure } from '../testing/downloads.ts'
import { startModelServer } from '../testing/model-server.ts'
import { collect, startModels, type TestModels, WEIGHTS } from '../testing/models.ts'
import { proxyFor } from './proxy.ts'

let home: TestModels
beforeEach(async () => {
  home = await startModels(undefined)
})
afterEach(() => home.end())

describe('TLS', () => {
  const openssl = spawnSync('openssl', ['version']).status === 0
  if (!openssl) console.warn('SKIPPED: certificates need the program openssl.')
  /** A server of its own certificate, good for 127.0.0.1 and models.test. */
  const startSecure = async () => {
    const [key, cert] = [join(home.home, 'key.pem'), join(home.home, 'cert.pem')]
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
        .concat(['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=models.test'])
        .concat(['-addext', 'subjectAltName=IP:127.0.0.1,DNS:models.test']),
      { stdio: 'ignore' },
    )
    const tls = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
    return { secure: await startModelServer(WEIGHTS, { tls }), ca: tls.cert }
  }

  const lastOf = async (models: TestModels['models']): Promise<ModelEvent | undefined> =>
    (await collect(await models.pull('lama', { acceptLicence: true }))).at(-1)

  test.skipIf(!openssl)('a certificate that nobody vouches for is refused by name', async () => {
    const { secure, ca } = await startSecure()
    try {
      await changeSettings(home.folders, { mirror: secure.address })
      expect(await lastOf(home.models)).toEqual(
        failure('model_download_failed', /certificate is not trusted/),
      )
      expect(secure.asked).toEqual([])
      expect(await lastOf(home.again({ web: { ca } }))).toMatchObject({ type: 'done' })
    } finally {
      await secure.end()
    }
  })

  test.skipIf(!openssl)('a proxy only passes on what it cannot read', async () => {
    const { secure, ca } = await startSecure()
    const wanted: string[] = []
    const proxy = createServer().on('connect', (request, socket, head) => {
      wanted.push(request.url ?? '')
      const onward = connect(Number(new URL(secure.address).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        onward.write(head)
        onward.pipe(socket).pipe(onward)
      })
      for (const end of [socket, onward]) end.on('error', () => onward.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : undefined
    try {
      await changeSettings(home.folders, { mirror: 'https://models.test' })
      const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
      expect(await lastOf(home.again({ web: { ca, env } }))).toMatchObject({ type: 'done' })
      expect(wanted).toEqual(['models.test:443'])
    } finally {
      proxy.close()
      await secure.end()
    }
  })
})

test.each([
  ['https://huggingface.co/x', {}, undefined],
  ['https://huggingface.co/x', { HTTPS_PROXY: 'http://p' }, 'http://p'],
  ['https://huggingface.co/x', { https_proxy: 'http://p', HTTPS_PROXY: 'http://q' }, 'http://p'],
  ['https://huggingface.co/x', { ALL_PROXY: 'http://p' }, 'http://p'],
  ['https://huggingface.co/x', { HTTP_PROXY: 'http://p' }, undefined],
  ['http://127.0.0.1:80/x', { HTTP_PROXY: 'http://p' }, undefined],
  ['https://huggingface.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
  [
    'https://huggingface.co/x',
    { HTTPS_PROXY: 'http://p', no_proxy: 'a, hugGingface.co' },
    undefined,
  ],
  ['https://cdn.hf.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: '.hf.co' }, undefined],
  ['https://cdn.hf.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'hf.co:8080' }, 'http://p'],
  ['https://evilhf.co/x', { HTTPS_PROXY: 'http://p', NO_PROXY: 'hf.co' }, 'http://p'],
])('the proxy for %s with %o is %s', (url, env, proxy) => {
  expect(proxyFor(new URL(url), env)).toBe(proxy)
})
