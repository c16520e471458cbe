/** `inlay serve --host`: never beyond this machine but with TLS, a token and the user's word together. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPANION_PORTS, helloKey, helloProof, OWNER_ID } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Certificate, makeCertificate } from '../setup/certificate.ts'
import { useFixedPorts } from '../setup/fixed-ports.ts'
import { PATIENCE } from '../setup/patience.ts'
import { findPart } from '../setup/system-parts.mjs'
import { CLI, inlay } from './inlay.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-host-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const refused = async (args: readonly string[]): Promise<string> => {
  // One that is not refused would serve on, and keep the ports from everybody's tests.
  const onStart = (child: ChildProcess): void => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 2 * PATIENCE)
    child.once('exit', () => clearTimeout(timer))
  }
  const run = await inlay(['serve', ...args], { env: { INLAY_HOME: home }, onStart })
  expect([args, run.status, run.stdout]).toEqual([args, 2, ''])
  await expect(access(join(home, 'state', 'daemon.json'))).rejects.toThrow()
  return run.stderr
}

describe('row 24: exposed bind', () => {
  it.each(['0.0.0.0', '::', '[::]', '*', '', '192.168.1.5', '127.0.0.1.nip.io', 'my-machine'])(
    'serve --host %j is refused with the reason, and nothing starts',
    async (host) => {
      const said = await refused([`--host=${host}`])
      expect(said).toContain('TLS')
      expect(said).toContain('missing: --tls-cert FILE, --tls-key FILE, --allow-other-machines')
    },
  )
})

const openssl = findPart('openssl')
if (openssl === undefined) console.warn('SKIPPED: no openssl, so TLS was tried by nobody.')

/** An address of this machine that is not the loopback of the guards. */
const elsewhere = (): string =>
  Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2'

const TLS_PORT = 43121

describe.skipIf(openssl === undefined)('row 24: what other machines need', () => {
  let certificate: Certificate
  let other: Certificate
  let folder: string
  const address = elsewhere()
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inlay-tls-'))
    certificate = makeCertificate(join(folder, 'own'), [address, 'inlay.studio.test'])
    other = makeCertificate(join(folder, 'other'), ['*.studio.test'])
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const all = (): string[] => [
    '--host=0.0.0.0',
    `--tls-cert=${certificate.certPath}`,
    `--tls-key=${certificate.keyPath}`,
    `--tls-port=${TLS_PORT}`,
    '--allow-other-machines',
  ]

  it('is refused while any one of them is missing, or means nothing', async () => {
    for (const flag of ['--tls-cert', '--tls-key', '--allow-other-machines']) {
      const said = await refused(all().filter((one) => !one.startsWith(flag)))
      expect(said).toMatch(new RegExp(`missing: ${flag}( FILE)?\\.`))
    }
    const local = all().slice(1)
    expect(await refused(local)).toContain('TLS is for other machines')
    expect(await refused(['--host=my-machine', ...local])).toContain('an IP address')
  })

  it('is refused with a key that others can read', async () => {
    await chmod(certificate.keyPath, 0o644)
    try {
      expect(await refused(all())).toContain('Others can read')
    } finally {
      await chmod(certificate.keyPath, 0o600)
    }
  })

  describe('with the companion’s ports', () => {
    useFixedPorts()

    it('is refused with the key of another certificate, or without names', async () => {
      const swapped = all().map((one) => one.replace(certificate.keyPath, other.keyPath))
      expect(await refused(swapped)).toContain('the key for this TLS certificate')
      const nameless = swapped.map((one) => one.replace(certificate.certPath, other.certPath))
      expect(await refused(nameless)).toContain('without wildcards')
    })
  })

  describe('all there', () => {
    const isOurs = useFixedPorts()
    let child: ChildProcess | undefined
    let token: string
    let said = ''
    let place: string

    beforeAll(async () => {
      if (!isOurs()) return
      place = await mkdtemp(join(tmpdir(), 'inlay-host-'))
      const env = { ...process.env, INLAY_HOME: place }
      child = spawn(process.execPath, [CLI, 'serve', ...all()], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      for await (const text of child.stdout ?? []) {
        said += String(text)
        if (said.includes('Ctrl-C')) break
      }
      token = (await inlay(['token'], { env })).stdout.trim()
    })
    afterAll(async () => {
      if (child !== undefined) {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        expect(await ended).toEqual([0, null])
        await rm(place, { recursive: true, force: true })
      }
    })

    interface Asked extends RequestOptions {
      readonly send?: string
    }
    const ask = (path: string, { headers, send, ...more }: Asked = {}) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const asking = request(
          {
            host: address,
            port: TLS_PORT,
            path,
            ca: certificate.cert,
            agent: false,
            headers: { ...headers },
            ...more,
          },
          (answer) => {
            let text = ''
            answer.on('data', (piece) => {
              text += String(piece)
            })
            answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
          },
        )
        asking.on('error', reject)
        asking.end(send)
      })
    const bearer = () => ({ authorization: `Bearer ${token}` })

    it('lets bearers of a token in, under the names of the certificate', async () => {
      expect(said).toContain(`OTHER MACHINES come in on https://${address}:${TLS_PORT}`)
      expect((await ask('/v1/engines')).status).toBe(401)
      const { status, text } = await ask('/v1/engines', { headers: bearer() })
      expect([status, text]).toEqual([200, expect.stringContaining('patchmatch')])
      const named = { ...bearer(), host: `inlay.studio.test:${TLS_PORT}` }
      expect((await ask('/v1/engines', { headers: named })).status).toBe(200)
      // Whoever lies about the name has no reason to look at the certificate.
      const blind = { checkServerIdentity: () => undefined }
      for (const host of ['evil.example', `localhost:${TLS_PORT}`, address]) {
        const { status } = await ask('/v1/engines', { headers: { ...bearer(), host }, ...blind })
        expect([host, status]).toEqual([host, 421])
      }
      for (const origin of ['null', 'file://', 'https://evil.example']) {
        expect((await ask('/v1/engines', { headers: { ...bearer(), origin } })).status).toBe(403)
      }
    })

    it('pairs nobody from elsewhere, and shows no window there', async () => {
      const headers = { 'content-type': 'application/json' }
      const send = JSON.stringify({ name: 'Figma', app: 'figma', nonce: 'e'.repeat(64) })
      for (const path of ['/v1/pair/requests', '/v1/p%61ir/requests']) {
        const { status } = await ask(path, { method: 'POST', headers, send })
        expect([path, status]).toEqual([path, path.includes('%') ? 401 : 404])
      }
      expect((await ask('/bridge')).status).toBe(404)
      expect((await ask('/bridge.js')).status).toBe(404)
    })

    it('lets nobody from elsewhere change this machine, the owner’s token or not', async () => {
      const paths = ['settings', 'autostart', 'plugins', 'plugins/figma/show', 'gpu', 'gpu/install']
      for (const path of [...paths, 'models/folders', 's%65ttings']) {
        const { status } = await ask(`/v1/${path}`, { headers: bearer() })
        expect([path, status]).toEqual([path, 404])
      }
    })

    it('proves itself there too, bound to that port', async () => {
      const headers = { 'content-type': 'application/json' }
      const hello = { deviceId: OWNER_ID, nonce: 'a'.repeat(64) }
      const { text } = await ask('/v1/hello', {
        method: 'POST',
        headers,
        send: JSON.stringify(hello),
      })
      const proof = helloProof(helloKey(token), { ...hello, port: TLS_PORT })
      expect(JSON.parse(text)).toEqual({ proof })
    })

    it('guards sockets alike', async () => {
      const knock = (headers: Record<string, string>): Promise<number> =>
        new Promise((resolve) => {
          const socket = new WebSocket(`wss://${address}:${TLS_PORT}/v1/ws`, {
            ca: certificate.cert,
            headers,
          })
          socket.on('error', () => {})
          socket.once('open', () => {
            socket.terminate()
            resolve(101)
          })
          socket.once('unexpected-response', (asking, { statusCode = 0 }) => {
            asking.destroy()
            resolve(statusCode)
          })
        })
      expect(await knock(bearer())).toBe(101)
      expect(await knock({})).toBe(401)
      expect(await knock({ ...bearer(), host: 'evil.example' })).toBe(421)
      expect(await knock({ ...bearer(), origin: 'null' })).toBe(403)
    })

    it('speaks nothing but TLS there, and the plugins’ ports stay on this machine', async () => {
      const plain = (port: number): Promise<number | string> =>
        new Promise((resolve) => {
          const asking = httpRequest({ host: address, port, path: '/v1/health' }, (answer) =>
            resolve(answer.statusCode ?? 0),
          )
          asking.on('error', (error) => resolve('code' in error ? String(error.code) : 'error'))
          asking.end()
        })
      expect(await plain(TLS_PORT)).toMatch(/ECONNRESET|HPE_INVALID_CONSTANT/)
      expect(await plain(COMPANION_PORTS[0])).toBe('ECONNREFUSED')
      await expect(ask('/v1/health', { maxVersion: 'TLSv1.1' })).rejects.toThrow()
      await expect(ask('/v1/health', { ca: [] })).rejects.toThrow()
    })
  })
})
